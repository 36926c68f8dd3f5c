/* All facts as a table: the same content for those who do not use the picture. */
const table = byId("table");
const HEADS = ["Subject", "Relation", "Object", "Status", "Details", "Quote and source"];

function origin(saying) {
  const source = saying.source === null ? null : shown.sources[saying.source];
  const parts = [make("q", {}, saying.quote)];
  if (source) parts.push(" ", make("span", { class: "from" }, link(source.url, source.title), source.issued ? make("span", { class: "day" }, `, ${source.issued}`) : ""));
  return make("p", {}, ...parts);
}
function tableRow(fact) {
  const cells = [
    make("th", { scope: "row" }, thingButton(fact.subject)),
    make("td", {}, relationLabel(fact.relation)),
    make("td", {}, fact.object === null ? fact.text : thingButton(fact.object)),
    make("td", {}, badge(fact.status) || make("span", { class: "done" }, statusLabel(fact.status))),
    make("td", {}, ...byLabel(fact.details).map(([label, same]) => make("p", {}, make("span", { class: "label" }, `${label} `), ...valuesOf(same)))),
    make("td", { class: "words" }, ...fact.sayings.map(origin)),
  ];
  return make("tr", {}, ...cells);
}
/* The rows that are there at a time; more would keep the browser busy and nobody reads them. */
const ROWS = 250;
let firstRow = 0;
function turnTo(row) {
  firstRow = row;
  fillTable();
  table.scrollTop = 0;
  table.focus({ preventScroll: true });
}
function turner(count) {
  if (count <= ROWS) return null;
  const last = Math.floor((count - 1) / ROWS) * ROWS, turn = (label, row, off) => make("button", { type: "button", disabled: off, onclick: () => turnTo(row) }, label);
  const here = `${(firstRow + 1).toLocaleString("en")} to ${Math.min(count, firstRow + ROWS).toLocaleString("en")}`;
  return make("nav", { class: "turn", "aria-label": "Parts of the table" },
    turn("First", 0, firstRow === 0), turn("Previous", firstRow - ROWS, firstRow === 0), make("span", { role: "status" }, here), turn("Next", firstRow + ROWS, firstRow >= last), turn("Last", last, firstRow >= last));
}
let listed = {};
function fillTable() {
  if (state.view !== "table") return;
  if (listed.chosen !== state.chosen || listed.hidden !== state.hidden || listed.narrow !== state.narrow) firstRow = 0;
  listed = { ...state };
  const about = state.chosen === null ? null : new Set(state.chosen.thing !== undefined ? factsOf[state.chosen.thing] : edges[state.chosen.edge].facts);
  const rows = facts.filter((fact, number) => factVisible(fact) && (about === null || about.has(number)));
  const caption = about === null ? counted(rows.length, "fact", "facts") : `${counted(rows.length, "fact", "facts")} of the selection; press Esc for all`;
  table.replaceChildren(...[turner(rows.length), make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...HEADS.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...rows.slice(firstRow, firstRow + ROWS).map(tableRow)))].filter(Boolean));
}
