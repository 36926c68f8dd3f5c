/* Joins the parts: what a click, a key or a change of colours does. */
function showView() {
  const picture = state.view === "picture";
  byId("picture").hidden = byId("zoom").hidden = byId("save").hidden = !picture;
  table.hidden = picture;
  if (picture && before.view) redraw();
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
const STEP = 90;
const MOVES = {
  ArrowLeft: () => panBy(-STEP, 0), ArrowRight: () => panBy(STEP, 0), ArrowUp: () => panBy(0, -STEP), ArrowDown: () => panBy(0, STEP),
  "+": () => zoomBy(1.4), "=": () => zoomBy(1.4), "-": () => zoomBy(1 / 1.4), 0: () => showAll(),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape") {
    if (typing) { box.value = ""; box.blur(); }
    else choose(null);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && state.view === "picture" && [document.body, holder].includes(event.target)) {
    const move = MOVES[event.key];
    if (move) { event.preventDefault(); move(); }
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
whenDrawn(() => document.body.classList.add("ready"));
showAll(false);
if (document.body.classList.contains("unable")) change({ view: "table" });
