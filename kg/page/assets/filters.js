/* The legend, which is also the filter: what is unticked is not drawn, listed or counted. */
const filters = byId("filters");
/* Filled anew at each change, unlike the fields between them, in which someone may be typing. */
const upper = make("div", { class: "legend" }), lower = make("div");
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
const thingsWithin = () => (narrowed() ? things.filter((thing) => factsOf[thing.id].some((n) => withinNarrow(facts[n]))) : things);
/* Back to types, nothing is left out by community: its row would not be seen. */
const recolorBy = (name) => change({ color: name, hidden: { ...state.hidden, community: new Set() } });
function choice(name) {
  const input = make("input", { type: "radio", name: "color", value: name, onchange: () => recolorBy(name) });
  input.checked = state.color === name;
  return make("label", {}, input, make("span", {}, name));
}
function colorPart() {
  const choices = make("div", { class: "choices", role: "radiogroup", "aria-label": "Colour by" }, choice("type"), choice("community"));
  const around = byCommunity() ? tally(thingsWithin(), "community") : null;
  const entries = around && shown.communities.map((entry) => ({ ...entry, glyph: communityGlyph(entry), count: around.get(entry.name) || 0 }));
  const list = entries && part("community", "Communities", entries);
  return [make("section", { class: "color" }, make("h2", {}, "Colour by"), choices), list || ""];
}
function fillFilters() {
  const within = facts.filter(withinNarrow), statusesWithin = tally(within, "status"), relationsWithin = tally(within, "relation");
  const kinds = tally(thingsWithin(), "kind"), said = tally(facts, "status"), used = tally(facts, "relation");
  const relations = [...used].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const focus = document.activeElement && filters.contains(document.activeElement) ? [...filters.querySelectorAll("input, button")].indexOf(document.activeElement) : -1;
  const scroll = filters.scrollTop;
  upper.replaceChildren(
    ...(shown.communities.length > 1 ? colorPart() : []),
    part("type", "Entities", shown.types.map((type) => ({ name: type.name, label: type.plural, glyph: typeGlyph(type.name), count: kinds.get(type.name) || 0 }))),
    part("status", "Facts", shown.statuses.filter((s) => said.has(s.name)).map((s) => ({ name: s.name, label: s.label, glyph: statusGlyph(s.name), count: statusesWithin.get(s.name) || 0 }))),
  );
  lower.replaceChildren(
    part("relation", "Relations", relations.map(([name]) => ({ name, label: relationLabel(name), glyph: "", count: relationsWithin.get(name) || 0 }))),
    filtered() ? make("button", { type: "button", class: "reset", onclick: () => change({ hidden: nothingHidden(), narrow: ANY }) }, "Show everything") : "",
  );
  filters.scrollTop = scroll;
  const again = focus < 0 ? null : filters.querySelectorAll("input, button")[focus];
  if (again && again !== document.activeElement) again.focus();
}
function fillCounts() {
  const seen = things.filter((thing) => thingVisible(thing.id)).length, passing = facts.filter(factVisible);
  const articles = filtered() ? new Set(passing.flatMap((fact) => fact.articles)).size : shown.sources.length;
  const of = (part, all) => (part === all ? all.toLocaleString("en") : `${part.toLocaleString("en")} of ${all.toLocaleString("en")}`);
  const counts = byId("counts"), left = shown.entities > things.length;
  counts.textContent = `${of(seen, shown.entities)} entities · ${of(passing.length, facts.length)} facts · ${of(articles, shown.sources.length)} ${shown.sources.length === 1 ? "article" : "articles"}`;
  counts.title = left ? `Of ${shown.entities.toLocaleString("en")} entities the ${things.length.toLocaleString("en")} best connected are on this page` : "";
}
