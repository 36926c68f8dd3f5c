"use strict";
/* The graph of a large page, unpacked from its columns; the words of facts are read when first asked for. */
const graph = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const columns = read("graph");
  const { types, statuses, labels, months } = columns;
  const relations = Object.keys(columns.relations), mutual = new Set(columns.mutual);
  const list = (few) => (typeof few === "number" ? [few] : few);
  const NONE = Object.freeze([]);
  let kept = null;
  const words = () => (kept ??= read("words"));

  const detail = ([label, text, thing = null]) => ({ label: words().labels[label], text, thing });
  const saying = ([source, quote, status, attribution, details = []]) =>
    ({ source: source < 0 ? null : source, quote: words().quotes[quote], status: statuses[status].name, attribution, details: details.map(detail) });
  class Thing {
    constructor(id) {
      this.id = id;
      this.label = labels[id];
      this.kind = types[columns.kinds[id]].name;
      this.aliases = columns.aliases[id] || NONE;
      this.community = columns.member[id];
      this.x = columns.places[2 * id];
      this.y = columns.places[2 * id + 1];
      this.size = columns.sizes[id];
    }
    get iri() { return words().iris[this.id]; }
    get links() { return words().links[this.id] || NONE; }
  }
  const told = columns.facts;
  class Fact {
    constructor(id) {
      this.id = id;
      this.subject = told.subject[id];
      this.object = told.object[id] < 0 ? null : told.object[id];
      this.relation = relations[told.relation[id]];
      this.status = statuses[told.status[id]].name;
      this.when = told.when[id] < 0 ? null : months[told.when[id]];
      this.articles = list(told.articles[id]);
      this.others = told.others[id] || NONE;
    }
    get text() { return words().texts[this.id] || ""; }
    get details() { return words().facts[this.id][0].map(detail); }
    get sayings() { return words().facts[this.id][1].map(saying); }
  }

  const { from, to } = columns.edges;
  const nodes = labels.map((label, id) => new Thing(id));
  const edges = from.map((one, id) => {
    const relation = relations[columns.edges.relation[id]];
    return { id, from: one, to: to[id], relation, status: statuses[columns.edges.status[id]].name, facts: list(columns.edges.facts[id]), mutual: mutual.has(relation) };
  });
  const facts = told.subject.map((subject, id) => new Fact(id));
  const { title, entities, sources, communities } = columns;
  return { nodes, edges, shown: { title, entities, sources, communities, types, statuses, relations: columns.relations, facts } };
})();
