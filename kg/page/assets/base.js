/* What all parts share: the graph, what is chosen and filtered, and making elements from text only. */
const shown = graph.shown;
const facts = shown.facts;
const byName = (rows) => new Map(rows.map((row) => [row.name, row]));
const types = byName(shown.types);
const statuses = byName(shown.statuses);
const things = graph.nodes;
const edges = graph.edges;
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const narrow = window.matchMedia("(max-width: 760px)");

/* chosen: null, {thing: n} or {edge: n}. hidden: names of types, statuses and relations filtered out.
   color: whether entities are coloured by "type" or "community".
   narrow: the first and last month (YYYY-MM, empty for any) and the least number of articles of a fact. */
const nothingHidden = () => ({ type: new Set(), status: new Set(), relation: new Set(), community: new Set() });
const ANY = Object.freeze({ since: "", until: "", least: 1 });
const state = { chosen: null, hovered: null, view: "picture", hidden: nothingHidden(), narrow: ANY, color: "type" };
const listeners = [];
const onChange = (listener) => listeners.push(listener);
function change(what) {
  Object.assign(state, what);
  for (const listener of listeners) listener();
}

const byId = (id) => document.getElementById(id);
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/* Only these go out of the page; anything else is shown as text. */
function link(url, text) {
  let protocol = "";
  try { protocol = new URL(url).protocol; } catch { /* no address */ }
  if (protocol !== "https:" && protocol !== "http:") return make("span", {}, text);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

const relationLabel = (relation) => shown.relations[relation] || relation;
const statusLabel = (status) => (statuses.get(status) || { label: status }).label;
const certain = (status) => status === shown.statuses[0].name;
const isDark = () => dark.matches && !document.documentElement.classList.contains("printing"); /* paper is white */
const color = (row) => (row ? (isDark() ? row.dark : row.light) : "#888888");
const byCommunity = () => state.color === "community";
const thingColor = (thing) => color(byCommunity() ? shown.communities[thing.community] : types.get(thing.kind));
const tight = (text) => text.replaceAll(" ", "\u00a0"); /* not to be broken over lines */
const counted = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

for (const fact of facts) {
  fact.others ??= fact.details.map((detail) => detail.thing).filter((thing) => thing !== null);
  fact.articles ??= [...new Set(fact.sayings.map((saying) => saying.source).filter((source) => source !== null))];
}
function forEachEnd(fact, visit) {
  visit(fact.subject);
  if (fact.object !== null && fact.object !== fact.subject) visit(fact.object);
  for (const other of fact.others) if (other !== fact.subject && other !== fact.object) visit(other);
}
const factsOf = things.map(() => []);
facts.forEach((fact, number) => forEachEnd(fact, (end) => { if (factsOf[end].at(-1) !== number) factsOf[end].push(number); }));
const edgesOf = things.map(() => []);
for (const { id, from, to } of edges) {
  edgesOf[from].push(id);
  if (to !== from) edgesOf[to].push(id);
}

/* A fact whose months are not known passes only while no date is asked for. */
function withinNarrow(fact) {
  const { since, until, least } = state.narrow;
  if (fact.articles.length < least && least > 1) return false;
  if (!since && !until) return true;
  return fact.when !== null && (!since || fact.when[1] >= since) && (!until || fact.when[0] <= until);
}
const narrowed = () => state.narrow.since !== "" || state.narrow.until !== "" || state.narrow.least > 1;
const typeVisible = (number) => number === null || !(state.hidden.type.has(things[number].kind) || state.hidden.community.has(things[number].community));
const told = (fact) => !state.hidden.status.has(fact.status) && !state.hidden.relation.has(fact.relation) && withinNarrow(fact);
const factVisible = (fact) => told(fact) && typeVisible(fact.subject) && typeVisible(fact.object);
/* Of a part of the graph only those entities are drawn that have a fact in it: found once for each change of filters. */
let within = { hidden: null, narrow: null, things: null };
function thingsTold() {
  if (within.hidden !== state.hidden || within.narrow !== state.narrow) {
    within = { hidden: state.hidden, narrow: state.narrow, things: new Uint8Array(things.length) };
    for (const fact of facts) if (factVisible(fact)) forEachEnd(fact, (end) => { within.things[end] = 1; });
  }
  return within.things;
}
const thingVisible = (number) => typeVisible(number) && (!narrowed() || thingsTold()[number] === 1);
const edgeVisible = (edge) => edge.facts.some((n) => told(facts[n])) && thingVisible(edge.from) && thingVisible(edge.to);
const filtered = () => narrowed() || Object.values(state.hidden).some((names) => names.size > 0);
