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
function fillTable() {
  if (state.view !== "table") return;
  const about = state.chosen === null ? null : new Set(state.chosen.thing !== undefined ? factsOf[state.chosen.thing] : edges[state.chosen.edge].facts);
  const rows = facts.filter((fact, number) => factVisible(fact) && (about === null || about.has(number)));
  const caption = about === null ? counted(rows.length, "fact", "facts") : `${counted(rows.length, "fact", "facts")} of the selection; press Esc for all`;
  table.replaceChildren(make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...HEADS.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...rows.map(tableRow))));
}
