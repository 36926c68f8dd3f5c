/* Joins the parts: what a click, a key or a change of colours does. */
function showView() {
  const picture = state.view === "picture";
  byId("picture").hidden = byId("zoom").hidden = byId("save").hidden = !picture;
  table.hidden = picture;
  byId("show-picture").setAttribute("aria-pressed", String(picture));
  byId("show-table").setAttribute("aria-pressed", String(!picture));
  document.body.dataset.view = state.view;
}
let before = {};
onChange(() => {
  if (before.view !== state.view) showView();
  if (before.chosen !== state.chosen) fillPanel();
  if (before.hidden !== state.hidden || before.narrow !== state.narrow || before.color !== state.color) {
    fillNarrow();
    fillFilters();
    fillCounts();
    refilter();
    if (before.hidden && state.chosen) fillPanel();
  } else if (before.chosen !== state.chosen || before.hovered !== state.hovered) relight();
  if (before.hovered === state.hovered) fillTable();
  before = { ...state };
});

network.on("click", ({ nodes, edges: lines }) => {
  const what = nodes.length ? { thing: nodes[0] } : lines.length ? { edge: lines[0] } : null;
  choose(what);
  if (what) uncover(what);
});
network.on("doubleClick", ({ nodes }) => { if (nodes.length) choose({ thing: nodes[0] }, true); });
/* What is pointed at is lit where that is quick enough to follow the mouse. */
const point = (what) => { if (state.chosen === null && edges.length <= 800) change({ hovered: what }); holder.classList.toggle("pointing", what !== null); };
network.on("hoverNode", ({ node }) => point({ thing: node }));
network.on("hoverEdge", ({ edge }) => point({ edge }));
network.on("blurNode", () => point(null));
network.on("blurEdge", () => point(null));
network.on("dragging", ({ nodes }) => { if (nodes.length) replace(); });

byId("zoom-in").addEventListener("click", () => zoomBy(1.4));
byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
byId("zoom-fit").addEventListener("click", () => showAll());
byId("show-picture").addEventListener("click", () => change({ view: "picture" }));
byId("show-table").addEventListener("click", () => change({ view: "table" }));
byId("save").addEventListener("click", save);
byId("print").addEventListener("click", () => window.print());
byId("show-filters").addEventListener("click", (event) => {
  const open = document.body.classList.toggle("filters-open");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape") {
    if (typing) { box.value = ""; box.blur(); }
    else choose(null);
  }
});
function recolor() {
  readInk();
  fillFilters();
  fillPanel();
  refilter();
}
dark.addEventListener("change", recolor);

document.body.dataset.view = "picture";
change({});
network.once("afterDrawing", () => document.body.classList.add("ready"));
showAll(false);
