/* The picture of a large graph: sigma draws all entities and edges with WebGL; what is in the light, and names, are drawn over it. */
const crowd = between(0.6, Math.sqrt(12000 / Math.max(1, things.length)) * Math.min(1, holder.clientWidth / 1100), 3);
const dot = (thing) => (1.1 + 0.16 * (thing.size - 7)) * crowd; /* the radius in pixels when all is seen */
const faded = { light: between(0.16, Math.sqrt(9000 / Math.max(1, edges.length)) * 0.4, 0.5), dark: between(0.2, Math.sqrt(9000 / Math.max(1, edges.length)) * 0.5, 0.6) };
function lineColor(edge) {
  const plain = certain(edge.status), opacity = (isDark() ? faded.dark : faded.light) * (plain ? 1 : 1.6);
  return `rgba(${rgb(color(statuses.get(edge.status))).map((c) => Math.round(c * 255)).join(",")},${Math.min(0.9, opacity)})`;
}
const lineColors = new Map(); /* by status: sigma reads a colour faster that it has read before */
const thingColors = new Map(); /* by type or community */
const keyOf = (thing) => (byCommunity() ? thing.community : thing.kind);
function readColors() {
  thingColors.clear();
  for (const thing of things) if (!thingColors.has(keyOf(thing))) thingColors.set(keyOf(thing), thingColor(thing));
  for (const { name } of shown.statuses) lineColors.set(name, lineColor({ status: name }));
}
readColors();

/* sigma's y goes up, ours down as in any text. */
const drawnGraph = new sigma.Graph({ multi: true, type: "directed" });
for (const thing of things) drawnGraph.addNode(thing.id, { x: thing.x, y: -thing.y, size: dot(thing), color: thingColors.get(keyOf(thing)), cut: cutOf.get(thing.kind), hidden: false });
for (const edge of edges) drawnGraph.addEdgeWithKey(edge.id, edge.from, edge.to, { color: lineColors.get(edge.status), dash: dashOf.get(edge.status), size: 1, hidden: false });

const able = (() => { const canvas = make("canvas"); return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl")); })();
const network = !able ? null : new sigma.Sigma(drawnGraph, holder, {
  nodeProgramClasses: { circle: Shape },
  edgeProgramClasses: { line: Line },
  renderLabels: false,
  defaultDrawNodeHover: () => {},
  enableCameraRotation: false,
  allowInvalidContainer: true,
  stagePadding: 0,
  minEdgeThickness: 0,
  inertiaDuration: still.matches ? 0 : 200,
  zoomDuration: still.matches ? 0 : 200,
});
if (network === null) {
  holder.append(make("p", { class: "unable" }, "This browser cannot draw a picture of this size, since it has no WebGL. The table holds the same facts."));
  document.body.classList.add("ready", "unable");
}
const layers = network ? network.getCanvases() : {};
/* Layers that nothing here is drawn on would be laid over each other in each frame all the same. */
for (const name of ["edgeLabels", "hovers", "hoverNodes"]) if (layers[name]) layers[name].style.display = "none";
const over = network ? layers.labels.getContext("2d") : null;

/* The view: how many pixels a unit of the layout takes, where its origin lies, and the part of the layout that is seen. */
function view() {
  const zero = network.graphToViewport({ x: 0, y: 0 }), one = network.graphToViewport({ x: 1000, y: 0 });
  return { scale: (one.x - zero.x) / 1000, x: zero.x, y: zero.y };
}
const seenFrom = ({ scale, x, y }, around = 0) => {
  const { width, height } = network.getDimensions();
  return [(-x - width * around) / scale, (-y - height * around) / scale, (width * (1 + around) - x) / scale, (height * (1 + around) - y) / scale];
};
const inside = (thing, [left, top, right, bottom]) => thing.x >= left && thing.x <= right && thing.y >= top && thing.y <= bottom;
const reachNow = (thing) => network.scaleSize(dot(thing)) * (lit !== null && lit.things.has(thing.id) ? 1.15 : 1);

/* Names are placed in pixels from the layout's origin, also a little beyond what is seen, so that they stay while one pans. */
let placed = null, placedFor = null;
const replace = () => { placed = null; };
const MOST_NAMES = 420, MOST_SHAPES = 900, QUIET = 60, FIRST = 14;
const beside = [0, 0, 0, 0];

function nameLabel(thing, scale, n) {
  const large = thing.size >= 20 || isChosen(thing.id);
  const font = `${large ? 600 : 450} ${large ? 13.5 : 12}px ${FONT}`, text = short(thing.label);
  return {
    owner: thing.id, text, font, x: thing.x * scale, y: thing.y * scale, reach: reachNow(thing), width: textWidth(text, font), height: 15,
    ink: ink.text, busy: beside, large: large || lit !== null, weight: reachNow(thing), first: n < FIRST,
  };
}
function lineLabel(edge, scale) {
  const text = relationLabel(edge.relation) + (certain(edge.status) ? "" : ` (${statusLabel(edge.status).toLowerCase()})`);
  const font = `450 10.5px ${FONT}`, [a, b, c] = curve(edge, { scale, x: 0, y: 0 });
  const at = (t) => ({ x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * c.x + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * c.y + t * t * b.y });
  return { owner: `e${edge.id}`, text, font, points: [0.5, 0.42, 0.58, 0.34, 0.66].map(at), width: textWidth(text, font), length: Math.hypot(a.x - b.x, a.y - b.y), height: 13, ink: certain(edge.status) ? ink.muted : color(statuses.get(edge.status)) };
}
function arrange(now) {
  const region = seenFrom(now, 0.5), pointed = (state.hovered || {}).thing;
  const near = [];
  for (const thing of rank) if (near.length < MOST_SHAPES && inside(thing, region) && !isDim(thing.id) && thingVisible(thing.id)) near.push(thing);
  const first = (thing) => (isChosen(thing.id) || thing.id === pointed ? 0 : 1);
  const named = near.slice(0, MOST_NAMES).sort((a, b) => first(a) - first(b));
  if (pointed !== undefined && !named.includes(things[pointed])) named.unshift(things[pointed]);
  const obstacles = near.map((thing) => {
    const x = thing.x * now.scale, y = thing.y * now.scale, reach = reachNow(thing);
    return { owner: thing.id, weight: reach, box: [x - reach, y - reach, x + reach, y + reach] };
  });
  const lines = lit === null || (lit.edges.size > QUIET && now.scale < 0.5) ? [] : [...lit.edges].slice(0, MOST_NAMES).map((id) => lineLabel(edges[id], now.scale));
  return placeLabels(obstacles, named.map((thing, n) => nameLabel(thing, now.scale, n)), lines.filter((label) => label.length > label.width + 26));
}
function names(now) {
  const seen = seenFrom(now), region = placed === null ? null : placedFor.region;
  const same = region && Math.abs(now.scale / placedFor.scale - 1) < 0.001 && seen[0] >= region[0] && seen[1] >= region[1] && seen[2] <= region[2] && seen[3] <= region[3];
  if (!same) {
    placed = arrange(now);
    placedFor = { scale: now.scale, region: seenFrom(now, 0.5) };
  }
  over.save();
  over.translate(now.x, now.y);
  drawLabels(over, placed, 1, ink.paper);
  over.restore();
}

/* Edges in the light: those of one pair bend apart. From, to and the point that the curve leans to. */
const pairOf = (edge) => `${Math.min(edge.from, edge.to)} ${Math.max(edge.from, edge.to)}`;
let fans = new Map();
function fan() {
  fans = new Map();
  for (const id of lit === null ? [] : lit.edges) fans.set(pairOf(edges[id]), [...(fans.get(pairOf(edges[id])) || []), id]);
}
function curve(edge, { scale, x, y }) {
  const at = (thing) => ({ x: thing.x * scale + x, y: thing.y * scale + y });
  const a = at(things[edge.from]), b = at(things[edge.to]);
  const same = fans.get(pairOf(edge)) || [edge.id], bend = (same.indexOf(edge.id) - (same.length - 1) / 2) * (edge.from < edge.to ? 0.24 : -0.24);
  return [a, b, { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend }];
}
function drawLine(edge, now) {
  const plain = certain(edge.status), [a, b, c] = curve(edge, now);
  const towards = Math.atan2(b.y - c.y, b.x - c.x), reach = reachNow(things[edge.to]) + 1.5;
  const tip = { x: b.x - Math.cos(towards) * reach, y: b.y - Math.sin(towards) * reach };
  over.strokeStyle = over.fillStyle = plain ? ink.strong : color(statuses.get(edge.status));
  over.lineWidth = lit.edges.size > 200 ? 0.9 : 1.5;
  over.setLineDash(statuses.get(edge.status).dash);
  over.beginPath();
  over.moveTo(a.x, a.y);
  over.quadraticCurveTo(c.x, c.y, tip.x, tip.y);
  over.stroke();
  if (edge.mutual) return;
  over.setLineDash([]);
  over.beginPath();
  over.moveTo(tip.x, tip.y);
  for (const side of [-0.42, 0.42]) over.lineTo(tip.x - Math.cos(towards + side) * 7, tip.y - Math.sin(towards + side) * 7);
  over.fill();
}
function drawThing(thing, now, halo) {
  const x = thing.x * now.scale + now.x, y = thing.y * now.scale + now.y, size = reachNow(thing), shape = (types.get(thing.kind) || {}).shape;
  over.fillStyle = thingColor(thing);
  if (halo) {
    over.globalAlpha = 0.35;
    trace(over, shape, x, y, size + 5);
    over.fill();
    over.globalAlpha = 1;
  }
  trace(over, shape, x, y, size);
  over.fill();
  over.lineWidth = 1;
  over.strokeStyle = ink.paper;
  over.stroke();
}
function drawOver() {
  const now = view(), pointed = (state.hovered || {}).thing;
  over.save();
  if (lit !== null) {
    over.globalAlpha = lit.edges.size > 200 ? 0.55 : 1;
    for (const id of lit.edges) drawLine(edges[id], now);
    over.globalAlpha = 1;
    over.setLineDash([]);
    for (const id of lit.things) drawThing(things[id], now, isChosen(id));
  }
  if (pointed !== undefined) drawThing(things[pointed], now, true);
  over.restore();
  names(now);
}

/* Light falls by drawing the few in the light anew and dimming the rest as a whole: nothing else changes. */
const DIM = 0.13;
function relight() {
  lit = neighbourhood(state.chosen);
  fan();
  replace();
  if (network === null) return;
  for (const name of ["edges", "nodes"]) layers[name].style.opacity = lit === null ? "1" : String(DIM);
  network.scheduleRender();
}
let tinted = `${isDark()} ${state.color}`;
function refilter() {
  const tint = `${isDark()} ${state.color}`, change = tint !== tinted || filtered() || refilter.filtered;
  refilter.filtered = filtered();
  tinted = tint;
  if (change) {
    readColors();
    drawnGraph.forEachNode((id, node) => { node.hidden = !thingVisible(Number(id)); node.color = thingColors.get(keyOf(things[id])); });
    drawnGraph.forEachEdge((id, edge) => { edge.hidden = !edgeVisible(edges[id]); edge.color = lineColors.get(edges[id].status); });
    if (network !== null) network.refresh({ schedule: true });
  }
  relight();
}

/* Moves the view so that these entities fill the part that is free of legend and panel; a unit takes at most `most` pixels. */
function show(ids, most, smoothly = true) {
  if (network === null || !ids.length) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of ids.map((id) => things[id])) [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  const whole = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
  const low = network.graphToViewport({ x: left, y: -top }, { cameraState: whole }), high = network.graphToViewport({ x: right, y: -bottom }, { cameraState: whole });
  const unit = right > left ? (high.x - low.x) / (right - left) : bottom > top ? (high.y - low.y) / (bottom - top) : network.graphToViewport({ x: 1, y: 0 }, { cameraState: whole }).x - network.graphToViewport({ x: 0, y: 0 }, { cameraState: whole }).x;
  const { width, height } = network.getDimensions(), [ml, mt, mr, mb] = margins(), names = narrow.matches ? 24 : 60;
  const ratio = Math.max((high.x - low.x) / Math.max(80, width - ml - mr - 2 * names), (high.y - low.y) / Math.max(80, height - mt - mb - 30), unit / most);
  const { x, y } = network.viewportToFramedGraph({ x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 }, { cameraState: whole });
  const middle = network.viewportToFramedGraph({ x: (width - ml + mr) / 2, y: (height - mt + mb) / 2 }, { cameraState: { x, y, ratio, angle: 0 } });
  go({ ...middle, ratio }, smoothly ? 350 : 0);
}
function go(where, duration) {
  const camera = network.getCamera();
  if (duration && !still.matches) camera.animate(where, { duration, easing: "quadraticInOut" });
  else camera.setState(where);
}
const showAll = (smoothly) => show(things.filter((thing) => thingVisible(thing.id)).map((thing) => thing.id), 1.6, smoothly);
const CLOSE = 1.1;
function showChosen() {
  lit = neighbourhood(state.chosen);
  if (lit) show(nearest([...lit.things]), CLOSE);
}
/* Of many neighbours a few lie far away; the view goes to the others. */
function nearest(ids) {
  if (state.chosen.thing === undefined || ids.length < 5) return ids;
  const { x, y } = things[state.chosen.thing], far = (id) => Math.hypot(things[id].x - x, things[id].y - y);
  return ids.sort((a, b) => far(a) - far(b)).slice(0, Math.ceil(ids.length * 0.75));
}
function panBy(x, y, duration = 0) {
  if (network === null) return;
  const { width, height } = network.getDimensions();
  go(network.viewportToFramedGraph({ x: width / 2 + x, y: height / 2 + y }), duration);
}
/* Moves the picture aside where the panel would cover what was clicked. */
function uncover({ thing, edge }) {
  const ids = thing !== undefined ? [thing] : [edges[edge].from, edges[edge].to], { scale, x } = view();
  const hidden = Math.max(...ids.map((id) => things[id].x * scale + x)) - (holder.clientWidth - margins()[2]);
  if (hidden > 0 && hidden < holder.clientWidth && !narrow.matches) panBy(hidden, 0, 250);
}
function zoomBy(factor) {
  if (network !== null) go({ ratio: between(0.002, network.getCamera().ratio / factor, 4) }, 180);
}
function redraw() {
  if (network !== null) network.refresh({ partialGraph: {}, skipIndexation: true });
}
const whenDrawn = (listener) => { if (network !== null) network.once("afterRender", listener); };
function copyPicture(context) {
  redraw(); /* WebGL forgets what it has drawn once it is shown */
  for (const name of ["edges", "nodes", "labels"]) {
    context.globalAlpha = Number(layers[name].style.opacity || 1);
    context.drawImage(layers[name], 0, 0);
  }
  context.globalAlpha = 1;
}

/* The edge whose line passes nearest to a point, within some pixels; where one was chosen, the next one of its pair. */
function edgeAt(point, within = 5) {
  const { scale, x, y } = view();
  let best = null, least = within;
  for (const edge of lit === null ? edges : [...lit.edges].map((id) => edges[id])) {
    const a = things[edge.from], b = things[edge.to];
    const ax = a.x * scale + x - point.x, ay = a.y * scale + y - point.y, dx = (b.x - a.x) * scale, dy = (b.y - a.y) * scale;
    const t = between(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1), 1), far = Math.hypot(ax + t * dx, ay + t * dy);
    if (far < least && edgeVisible(edge)) [best, least] = [edge, far];
  }
  if (best === null) return null;
  const same = edgesOf[best.from].filter((id) => pairOf(edges[id]) === pairOf(best) && edgeVisible(edges[id]));
  const current = state.chosen === null ? -1 : same.indexOf(state.chosen.edge);
  return same[(current + 1) % same.length];
}
const pointedAt = (thing) => {
  if (state.chosen === null || thing === null) change({ hovered: thing === null ? null : { thing } });
  holder.classList.toggle("pointing", thing !== null);
};
const SLOW = 120, REST = 180; /* milliseconds: of a frame that is slow, and without a move until all is drawn again */
let resting = 0;
function moved() {
  const now = performance.now(), frame = now - rush.since;
  rush.slow = frame > 1500 ? 0 : frame > SLOW ? rush.slow + 1 : Math.max(0, rush.slow - 1);
  rush.since = now;
  rush.now = rush.now || rush.slow > 2;
  clearTimeout(resting);
  resting = setTimeout(() => { rush.slow = rush.now ? 3 : 0; rush.now = false; network.scheduleRender(); }, REST + frame * Number(frame < 1500));
}
if (network !== null) {
  network.on("afterRender", drawOver);
  network.getCamera().on("updated", moved);
  network.on("clickNode", ({ node }) => { choose({ thing: Number(node) }); uncover({ thing: Number(node) }); });
  network.on("clickStage", ({ event }) => {
    const edge = edgeAt(event);
    choose(edge === null ? null : { edge });
    if (edge !== null) uncover({ edge });
  });
  network.on("doubleClickNode", (event) => { event.preventSigmaDefault(); choose({ thing: Number(event.node) }, true); });
  network.on("enterNode", ({ node }) => pointedAt(Number(node)));
  network.on("leaveNode", () => pointedAt(null));
}
