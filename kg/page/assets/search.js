/* The search box: finds entities by any of their names; arrows move, Enter chooses. */
const box = byId("search");
const results = byId("results");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let known = null; /* read when first searched, which leaves the picture sooner to see */
const knownNames = () => (known ??= things.map((thing) => [thing.label, ...thing.aliases].map((name) => ({ name, folded: fold(name) }))));
let hits = [];
let current = -1;

/* 0 for the whole name, 1 for its beginning, 2 for a word's beginning, 3 for anywhere; null for not at all. */
function match(folded, sought) {
  if (folded === sought) return 0;
  const at = folded.indexOf(sought);
  if (at < 0) return null;
  return at === 0 ? 1 : /[^\p{L}\p{N}]/u.test(folded[at - 1]) ? 2 : 3;
}
function find(text) {
  const sought = fold(text.trim());
  if (!sought) return [];
  const found = [];
  knownNames().forEach((all, number) => {
    let best = null;
    for (const { name, folded } of all) {
      const grade = match(folded, sought);
      if (grade !== null && (best === null || grade < best.grade)) best = { number, grade, name };
    }
    if (best) found.push(best);
  });
  return found.sort((a, b) => a.grade - b.grade || things[b.number].size - things[a.number].size || (a.name < b.name ? -1 : 1)).slice(0, 9);
}
function option(hit, n) {
  const thing = things[hit.number];
  const also = hit.name === thing.label ? null : make("span", { class: "alias" }, hit.name);
  const pick = (event) => { event.preventDefault(); take(n); };
  return make("li", { id: `result-${n}`, role: "option", "aria-selected": String(n === current), onmousedown: pick },
    typeGlyph(thing.kind, 14, thingColor(thing)), make("span", { class: "name" }, thing.label), also, make("span", { class: "hint" }, counted(factsOf[hit.number].length, "fact", "facts")));
}
function list() {
  const asked = box.value.trim() !== "" && document.activeElement === box;
  results.hidden = !asked;
  box.setAttribute("aria-expanded", String(asked));
  if (current >= 0) box.setAttribute("aria-activedescendant", `result-${current}`);
  else box.removeAttribute("aria-activedescendant");
  results.replaceChildren(...(hits.length ? hits.map(option) : [make("li", { class: "none" }, "Nothing has that name")]));
}
function take(n) {
  const hit = hits[n];
  if (!hit) return;
  box.value = things[hit.number].label;
  box.blur();
  list();
  choose({ thing: hit.number }, true);
  panel.focus({ preventScroll: true });
}
box.addEventListener("input", () => { hits = find(box.value); current = hits.length ? 0 : -1; list(); });
box.addEventListener("focus", () => { hits = find(box.value); current = hits.length ? 0 : -1; box.select(); list(); });
box.addEventListener("blur", list);
box.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    event.preventDefault();
    current = (current + step + hits.length) % hits.length;
    list();
  } else if (event.key === "Enter") take(current);
});
