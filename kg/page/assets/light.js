/* What is in the light: the ink, what is chosen with what is around it, and where there is room for it. */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let ink = {};
function readInk() {
  ink = { paper: css("--paper"), text: css("--text"), muted: css("--muted"), strong: css("--strong") };
}
readInk();

/* The entities and edges in the light when something is chosen or pointed at; null when all are. */
let lit = null;
function neighbourhood(what) {
  if (!what) return null;
  const ids = what.edge !== undefined ? [what.edge] : edgesOf[what.thing];
  const drawn = ids.filter((id) => edgeVisible(edges[id]));
  const ends = drawn.flatMap((id) => [edges[id].from, edges[id].to]);
  return { edges: new Set(drawn), things: new Set(what.thing === undefined ? ends : [what.thing, ...ends]) };
}

const isChosen = (id) => state.chosen !== null && state.chosen.thing === id;
const isDim = (id) => lit !== null && !lit.things.has(id);
const between = (low, value, high) => Math.max(low, Math.min(value, high));
const rank = [...things].sort((a, b) => b.size - a.size || a.id - b.id);
const holder = byId("picture");

/* The part of the picture that neither legend nor panel covers, in pixels from its left, top, right and bottom. */
function margins() {
  if (narrow.matches) return [16, 16, 16, byId("panel").hidden ? 16 : holder.clientHeight * 0.55];
  return [byId("filters").offsetWidth + 52, 28, byId("panel").hidden ? 56 : byId("panel").offsetWidth + 40, 28];
}
