"use strict";
/* The graph of a large page, unpacked from its columns; the words of facts are read when first asked for. */
const graph = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const columns = read("graph");
  const { types, statuses, labels, months } = columns;
  const relations = Object.keys(columns.relations), mutual = new Set(columns.mutual);
  const list = (few) => (typeof few === "number" ? [few] : few);
  let kept = null;
  const words = () => (kept ??= read("words"));

  const detail = ([label, text, thing = null]) => ({ label: words().labels[label], text, thing });
  const saying = ([source, quote, status, attribution, details = []]) =>
    ({ source: source < 0 ? null : source, quote: words().quotes[quote], status: statuses[status].name, attribution, details: details.map(detail) });
  class Thing {
    get iri() { return words().iris[this.id]; }
    get links() { return words().links[this.id] || []; }
  }
  class Fact {
    get text() { return words().texts[this.id] || ""; }
    get details() { return words().facts[this.id][0].map(detail); }
    get sayings() { return words().facts[this.id][1].map(saying); }
  }

  const degrees = new Uint32Array(labels.length);
  const from = columns.edges.from, to = columns.edges.to;
  from.forEach((one, n) => { degrees[one] += 1; if (to[n] !== one) degrees[to[n]] += 1; });
  const nodes = labels.map((label, id) => Object.assign(new Thing(), {
    id, label, kind: types[columns.kinds[id]].name, aliases: columns.aliases[id] || [], community: columns.member[id],
    x: columns.places[2 * id], y: columns.places[2 * id + 1], size: Math.min(32, 7 + 2.8 * Math.sqrt(degrees[id])),
  }));
  const edges = from.map((one, n) => {
    const relation = relations[columns.edges.relation[n]];
    return { from: one, to: to[n], relation, status: statuses[columns.edges.status[n]].name, facts: list(columns.edges.facts[n]), mutual: mutual.has(relation) };
  });
  const told = columns.facts;
  const facts = told.subject.map((subject, id) => Object.assign(new Fact(), {
    id, subject, object: told.object[id] < 0 ? null : told.object[id], relation: relations[told.relation[id]],
    status: statuses[told.status[id]].name, when: told.when[id] < 0 ? null : months[told.when[id]],
    articles: list(told.articles[id]), others: told.others[id] || [],
  }));
  const { title, entities, sources, communities } = columns;
  return { nodes, edges, shown: { title, entities, sources, communities, types, statuses, relations: columns.relations, facts } };
})();
