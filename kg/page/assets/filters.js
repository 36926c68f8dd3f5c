/* The legend, which is also the filter: what is unticked is not drawn, listed or counted. */
const filters = byId("filters");
const tally = (rows, key) => rows.reduce((found, row) => found.set(row[key], (found.get(row[key]) || 0) + 1), new Map());

function toggle(group, name, on) {
  const names = new Set(state.hidden[group]);
  if (on) names.delete(name);
  else names.add(name);
  change({ hidden: { ...state.hidden, [group]: names } });
}
/* Only this one; again: all of them. */
function only(group, name, all) {
  const others = all.filter((other) => other !== name);
  const alone = state.hidden[group].size === others.length && !state.hidden[group].has(name);
  change({ hidden: { ...state.hidden, [group]: new Set(alone ? [] : others) } });
}
function row(group, entry, all) {
  const tick = make("input", { type: "checkbox", onchange: (event) => toggle(group, entry.name, event.target.checked) });
  tick.checked = !state.hidden[group].has(entry.name);
  const alone = make("button", { type: "button", class: "only", title: `Only ${entry.label}`, "aria-label": `Only ${entry.label}`, onclick: () => only(group, entry.name, all) }, "only");
  return make("li", {}, make("label", {}, tick, entry.glyph, make("span", { class: "name" }, entry.label)), alone, make("span", { class: "count" }, entry.count.toLocaleString("en")));
}
function part(group, title, entries) {
  const all = entries.map((entry) => entry.name);
  const list = make("ul", {}, ...entries.map((entry) => row(group, entry, all)));
  return make("section", { class: group }, make("h2", {}, title), list);
}
function fillFilters() {
  const kinds = tally(things, "kind"), said = tally(facts, "status"), used = tally(facts, "relation");
  const relations = [...used].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const focus = document.activeElement && filters.contains(document.activeElement) ? [...filters.querySelectorAll("input, button")].indexOf(document.activeElement) : -1;
  const scroll = filters.scrollTop;
  filters.replaceChildren(
    part("type", "Entities", shown.types.map((type) => ({ name: type.name, label: type.plural, glyph: typeGlyph(type.name), count: kinds.get(type.name) }))),
    part("status", "Facts", shown.statuses.filter((s) => said.has(s.name)).map((s) => ({ name: s.name, label: s.label, glyph: statusGlyph(s.name), count: said.get(s.name) }))),
    part("relation", "Relations", relations.map(([name, count]) => ({ name, label: relationLabel(name), glyph: "", count }))),
    filtered() ? make("button", { type: "button", class: "reset", onclick: () => change({ hidden: { type: new Set(), status: new Set(), relation: new Set() } }) }, "Show everything") : "",
  );
  filters.scrollTop = scroll;
  if (focus >= 0) [...filters.querySelectorAll("input, button")][focus]?.focus();
}
function fillCounts() {
  const seen = things.filter((thing) => typeVisible(thing.id)).length, told = facts.filter(factVisible).length;
  const of = (part, all) => (part === all ? all.toLocaleString("en") : `${part.toLocaleString("en")} of ${all.toLocaleString("en")}`);
  const left = shown.entities > things.length ? ` · the best connected of ${shown.entities.toLocaleString("en")}` : "";
  byId("counts").textContent = `${of(seen, things.length)} entities · ${of(told, facts.length)} facts · ${counted(shown.sources.length, "article", "articles")}${left}`;
}
