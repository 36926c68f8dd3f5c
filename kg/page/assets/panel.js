/* The side panel: what is known of an entity or an edge, with the words that say so. */
const panel = byId("panel");
const OPEN = 8; /* with more facts than this their quotes start folded */

function thingButton(number) {
  return make("button", { type: "button", class: "thing", onclick: () => choose({ thing: number }, true) }, things[number].label);
}
const sureFirst = (a, b) => Number(certain(b.status)) - Number(certain(a.status));
const badge = (status) => (certain(status) ? null : make("span", { class: `badge ${status.toLowerCase()}` }, statusLabel(status)));

function sentence(fact, here) {
  const end = (number) => (number === here ? make("strong", {}, things[number].label) : thingButton(number));
  const object = fact.object === null ? make("strong", {}, fact.text) : end(fact.object);
  return make("p", { class: "sentence" }, badge(fact.status), end(fact.subject), make("span", { class: "verb" }, ` ${relationLabel(fact.relation)} `), object);
}
/* The details by label: where articles differ, one label has several values. */
function byLabel(rows) {
  const found = new Map();
  for (const row of rows) found.set(row.label, [...(found.get(row.label) || []), row]);
  return [...found];
}
function valuesOf(rows) {
  const values = rows.map((row) => (row.thing === null ? row.text : thingButton(row.thing)));
  return values.flatMap((value, n) => (n ? [make("span", { class: "or" }, " / "), value] : [value]));
}
function details(rows) {
  if (!rows.length) return null;
  const pairs = byLabel(rows).map(([label, same]) => make("div", {}, make("dt", {}, label), make("dd", {}, ...valuesOf(same))));
  return make("dl", { class: "details" }, ...pairs);
}

/* What this article says otherwise than the fact as a whole. */
function differing(saying, fact) {
  const several = new Set(fact.details.map((row) => row.label).filter((label, n, all) => all.indexOf(label) !== n));
  const own = saying.details.filter((row) => several.has(row.label)).map((row) => `${row.label} ${tight(row.text)}`);
  return saying.status === fact.status ? own : [statusLabel(saying.status), ...own];
}
function quote(saying, fact) {
  const source = saying.source === null ? null : shown.sources[saying.source];
  const origin = source ? [source.url ? link(source.url, source.title) : make("span", {}, source.title)] : [];
  const notes = [source && tight(source.issued), saying.attribution && `according to ${saying.attribution}`, ...differing(saying, fact)].filter(Boolean);
  return make("figure", { class: "quote" },
    make("blockquote", {}, saying.quote),
    make("figcaption", {}, ...origin, notes.length ? make("span", { class: "when" }, `${origin.length ? " · " : ""}${notes.join(" · ")}`) : null));
}
/* The first words of a folded quote, on one line. */
function beginning({ sayings }) {
  const more = sayings.length > 1 ? make("span", { class: "more" }, `+${sayings.length - 1}`) : null;
  const open = make("span", { class: "fold" }, counted(sayings.length, "quote", "quotes"));
  return make("summary", {}, make("span", { class: "begins" }, `\u201c${sayings[0].quote}\u201d`), more, open);
}
function factCard(fact, { here = null, open = true, told = false }) {
  const quotes = fact.sayings.map((saying) => quote(saying, fact));
  const body = open ? quotes : [make("details", {}, beginning(fact), ...quotes)];
  return make("article", { class: "fact" }, told ? null : sentence(fact, here), details(fact.details), ...body);
}

function groups(numbers) {
  const found = new Map();
  for (const number of numbers) {
    const relation = facts[number].relation;
    if (!found.has(relation)) found.set(relation, []);
    found.get(relation).push(facts[number]);
  }
  return [...found].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
}
function thingPanel(number) {
  const thing = things[number];
  const numbers = factsOf[number].filter((n) => factVisible(facts[n]));
  const also = thing.aliases.length ? make("p", { class: "also" }, `Also ${thing.aliases.join(", ")}`) : null;
  const links = thing.links.map((url) => link(url, new URL(url).hostname.replace(/^www\./, "")));
  const sections = groups(numbers).map(([relation, rows]) =>
    make("section", {}, make("h3", {}, relationLabel(relation), make("span", { class: "count" }, String(rows.length))),
      ...rows.sort(sureFirst).map((fact) => factCard(fact, { here: number, open: numbers.length <= OPEN }))));
  return [
    make("p", { class: "kind" }, typeGlyph(thing.kind, 14, thingColor(thing)), byCommunity() ? `${thing.kind}, ${shown.communities[thing.community].label}` : thing.kind),
    make("h2", {}, thing.label),
    also,
    links.length ? make("p", { class: "links" }, ...links) : null,
    ...(sections.length ? sections : [make("p", { class: "none" }, "No facts pass the filters.")]),
    make("p", { class: "iri" }, thing.iri),
  ];
}
function edgePanel(number) {
  const edge = edges[number];
  const passing = edge.facts.filter((n) => told(facts[n])).map((n) => factCard(facts[n], { told: facts[n].relation === edge.relation }));
  return [
    make("p", { class: "kind" }, statusGlyph(edge.status), statusLabel(edge.status)),
    make("h2", { class: "edge" }, thingButton(edge.from), make("span", {}, ` ${relationLabel(edge.relation)} `), thingButton(edge.to)),
    ...(passing.length ? passing : [make("p", { class: "none" }, "No facts pass the filters.")]),
  ];
}
function fillPanel() {
  const { chosen } = state;
  panel.hidden = chosen === null;
  if (chosen === null) return panel.replaceChildren();
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: () => choose(null) }, "×");
  const content = chosen.thing !== undefined ? thingPanel(chosen.thing) : edgePanel(chosen.edge);
  panel.replaceChildren(close, ...content.filter(Boolean));
  panel.scrollTop = 0;
}

/* Choose an entity, an edge or nothing; `move` brings it into view. */
function choose(what, move = false) {
  change({ chosen: what, hovered: null });
  if (move && what && state.view === "picture") showChosen();
}
