/* The picture: vis-network draws edges and moves the view; entities and labels are drawn here. */
/* Entities and lines shrink less than the picture when one zooms out, so that they stay visible. */
const reachOf = (thing, scale) => Math.max(thing.size * between(1, 0.65 / scale, GROWTH), 3 / scale);
const GROWTH = Math.max(1, 1.7 * Math.min(1, Math.sqrt(300 / things.length)));
const stroke = (scale) => between(1, Math.round(2.4 / scale) / 4, 2.5);

/* Under a dimmed entity, so that lines do not show through it. */
function paintPaper(context) {
  const { globalAlpha } = context;
  context.globalAlpha = 1;
  context.fillStyle = ink.paper;
  context.fill();
  context.globalAlpha = globalAlpha;
}
function drawThing({ ctx, id, x, y, state: { hover } }) {
  const thing = things[id];
  const scale = network ? network.getScale() : 1;
  const size = reachOf(thing, scale);
  const shape = (types.get(thing.kind) || {}).shape;
  return {
    drawNode() {
      ctx.globalAlpha = isDim(id) ? 0.16 : 1;
      if (isChosen(id) || hover) {
        trace(ctx, shape, x, y, size + 5 / scale);
        ctx.globalAlpha *= isChosen(id) ? 0.45 : 0.25;
        ctx.fillStyle = thingColor(thing);
        ctx.fill();
        ctx.globalAlpha = isDim(id) ? 0.16 : 1;
      }
      trace(ctx, shape, x, y, size);
      if (isDim(id)) paintPaper(ctx);
      ctx.fillStyle = thingColor(thing);
      ctx.fill();
      ctx.lineWidth = Math.min(2, 1.5 / scale);
      ctx.strokeStyle = ink.paper;
      ctx.stroke();
    },
    nodeDimensions: { width: size * 2, height: size * 2 },
  };
}

const BEND = 0.32; /* the roundness of a bend of 1; bends were chosen for it, so that edges pass no entity */
let strokeNow = 1;
function smooth(bend) {
  if (bend === 0) return false;
  return { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.9, Math.abs(bend) * BEND) };
}
function edgeLook(edge) {
  const row = statuses.get(edge.status);
  const strong = lit !== null && lit.edges.has(edge.id);
  const faint = lit !== null && !strong;
  const plain = certain(edge.status);
  const wide = strokeNow;
  return {
    color: { color: strong && plain ? ink.strong : color(row), opacity: faint ? 0.1 : strong ? 1 : plain ? 0.62 : 0.9, inherit: false },
    width: wide * (strong ? 1.9 : plain ? 1.3 : 1.7),
    dashes: row && row.dash.length ? row.dash.map((length) => length * wide) : false,
  };
}
const edgeItem = (edge) => ({
  id: edge.id,
  from: edge.from,
  to: edge.to,
  smooth: smooth(edge.bend),
  arrows: edge.mutual ? "" : { to: { enabled: true, scaleFactor: 0.5 } },
  hidden: !edgeVisible(edge),
  chosen: false,
  ...edgeLook(edge),
});
const nodeItem = (thing) => ({ id: thing.id, x: thing.x, y: thing.y, size: thing.size, shape: "custom", ctxRenderer: drawThing, hidden: !thingVisible(thing.id), chosen: false });

let network = null;
const drawnEdges = new vis.DataSet(edges.map(edgeItem));
const drawnThings = new vis.DataSet(things.map(nodeItem));
network = new vis.Network(holder, { nodes: drawnThings, edges: drawnEdges }, JSON.parse(byId("options").textContent));

/* Labels are placed anew when what is visible, lit or the scale changes, not while one pans. */
let placed = null;
let placedScale = 0;
const replace = () => { placed = null; };
const QUIET = 60; /* with more edges than this relations are named only from scale 1 on */
const FIRST = 12; /* so many names are shown even where they cover other entities */

/* How many visible edges leave an entity below, right, above and left. */
function busySides(id) {
  const busy = [0, 0, 0, 0];
  const here = network.body.nodes[id];
  for (const number of edgesOf[id]) {
    const edge = edges[number];
    if (!edgeVisible(edge)) continue;
    const there = network.body.nodes[edge.from === id ? edge.to : edge.from];
    const dx = there.x - here.x, dy = there.y - here.y;
    busy[Math.abs(dx) > Math.abs(dy) * 1.2 ? (dx > 0 ? 1 : 3) : dy > 0 ? 0 : 2] += 1;
  }
  return busy;
}
function nameLabel(thing, scale) {
  const large = thing.size >= 14;
  const font = `${large || isChosen(thing.id) ? 600 : 450} ${large ? 13.5 : 12}px ${FONT}`;
  const { x, y } = network.body.nodes[thing.id];
  const text = short(thing.label);
  return {
    owner: thing.id, text, font, x: x * scale, y: y * scale, reach: reachOf(thing, scale) * scale, width: textWidth(text, font), height: 15,
    ink: ink.text, busy: busySides(thing.id), large: large || lit !== null, weight: thing.size,
  };
}
function lineLabel(edge, scale) {
  const drawn = network.body.edges[edge.id].edgeType;
  const text = relationLabel(edge.relation) + (certain(edge.status) ? "" : ` (${statusLabel(edge.status).toLowerCase()})`);
  const font = `450 10.5px ${FONT}`;
  const points = [0.5, 0.42, 0.58, 0.34, 0.66].map((t) => drawn.getPoint(t)).map((p) => ({ x: p.x * scale, y: p.y * scale }));
  const width = textWidth(text, font);
  const a = drawn.getPoint(0), b = drawn.getPoint(1);
  const length = Math.hypot(a.x - b.x, a.y - b.y) * scale;
  return { owner: `e${edge.id}`, text, font, points, width, length, height: 13, ink: certain(edge.status) ? ink.muted : color(statuses.get(edge.status)) };
}
function arrange(scale) {
  const visible = rank.filter((thing) => thingVisible(thing.id));
  const named = visible.filter((thing) => !isDim(thing.id));
  const pointed = (state.hovered || {}).thing;
  const first = (thing) => (isChosen(thing.id) || thing.id === pointed ? 0 : 1);
  named.sort((a, b) => first(a) - first(b));
  const obstacles = named.map((thing) => {
    const { x, y } = network.body.nodes[thing.id];
    const reach = reachOf(thing, scale) * scale;
    return { owner: thing.id, weight: thing.size, box: [x * scale - reach, y * scale - reach, x * scale + reach, y * scale + reach] };
  });
  const drawn = edges.filter((edge) => edgeVisible(edge) && (lit === null || lit.edges.has(edge.id)));
  const lines = drawn.length <= QUIET || scale >= 1 ? drawn : [];
  const labels = lines.map((edge) => lineLabel(edge, scale)).filter((label) => label.length > label.width + 26);
  return placeLabels(obstacles, named.map((thing, n) => ({ ...nameLabel(thing, scale), first: n < FIRST })), labels);
}
network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  if (placed === null || Math.abs(scale / placedScale - 1) > 0.001) {
    placed = arrange(scale);
    placedScale = scale;
    if (stroke(scale) !== strokeNow) {
      strokeNow = stroke(scale);
      setTimeout(restroke);
    }
  }
  drawLabels(context, placed, scale, ink.paper);
});

function restroke() {
  drawnEdges.update(edges.map((edge) => ({ id: edge.id, ...edgeLook(edge) })));
}
function relight() {
  lit = neighbourhood(state.chosen || state.hovered);
  restroke();
  replace();
  network.redraw();
}
function refilter() {
  drawnThings.update(things.map((thing) => ({ id: thing.id, hidden: !thingVisible(thing.id) })));
  drawnEdges.update(edges.map((edge) => ({ id: edge.id, hidden: !edgeVisible(edge) })));
  relight();
}

function show(ids, most, smoothly = true) {
  const at = ids.map((id) => things[id]);
  if (!at.length) return;
  const positions = network.getPositions(ids);
  const room = (thing) => Math.max(thing.size + 12, 16 + textWidth(short(thing.label), `450 12px ${FONT}`) / 2);
  const span = (low, high) => [Math.min(...at.map(low)), Math.max(...at.map(high))];
  const [left, right] = span((t) => positions[t.id].x - room(t), (t) => positions[t.id].x + room(t));
  const [top, bottom] = span((t) => positions[t.id].y - t.size - 8, (t) => positions[t.id].y + t.size + 26);
  const [ml, mt, mr, mb] = margins();
  const names = narrow.matches ? 44 : 56; /* room for names beside the outermost entities */
  const width = Math.max(80, holder.clientWidth - ml - mr - 2 * names), height = Math.max(80, holder.clientHeight - mt - mb);
  const scale = Math.min(most, width / (right - left), height / (bottom - top));
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    offset: { x: (ml - mr) / 2, y: (mt - mb) / 2 },
    scale,
    animation: still.matches || !smoothly ? false : { duration: 350, easingFunction: "easeInOutQuad" },
  });
}
const showAll = (smoothly) => show(things.filter((thing) => thingVisible(thing.id)).map((thing) => thing.id), 1.25, smoothly);
function showChosen() {
  lit = neighbourhood(state.chosen);
  if (lit) show([...lit.things], 1.15);
}
/* Moves the picture aside where the panel would cover what was clicked. */
function uncover({ thing, edge }) {
  const ids = thing !== undefined ? [thing] : [edges[edge].from, edges[edge].to];
  const { x, y } = network.getViewPosition(), scale = network.getScale();
  const farthest = Math.max(...ids.map((id) => network.canvasToDOM(network.getPosition(id)).x));
  const over = farthest - (holder.clientWidth - margins()[2]);
  if (over > 0 && !narrow.matches) network.moveTo({ position: { x: x + over / scale, y }, scale, animation: still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
}
const zoomBy = (factor) => network.moveTo({ scale: Math.max(0.02, Math.min(8, network.getScale() * factor)), animation: still.matches ? false : { duration: 180, easingFunction: "easeInOutQuad" } });
const panBy = (x, y) => { const at = network.getViewPosition(), scale = network.getScale(); network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, scale }); };
const redraw = () => network.redraw();
const whenDrawn = (listener) => network.once("afterDrawing", listener);
const copyPicture = (context) => context.drawImage(holder.querySelector("canvas"), 0, 0);

network.on("click", ({ nodes, edges: lines }) => {
  const what = nodes.length ? { thing: nodes[0] } : lines.length ? { edge: lines[0] } : null;
  choose(what);
  if (what) uncover(what);
});
network.on("doubleClick", ({ nodes }) => { if (nodes.length) choose({ thing: nodes[0] }, true); });
/* What is pointed at is lit where that is quick enough to follow the mouse. */
const point = (what) => { if (state.chosen === null && edges.length <= 800) change({ hovered: what }); holder.classList.toggle("pointing", what !== null); };
network.on("hoverNode", ({ node }) => point({ thing: node }));
network.on("hoverEdge", ({ edge }) => point({ edge }));
network.on("blurNode", () => point(null));
network.on("blurEdge", () => point(null));
network.on("dragging", ({ nodes }) => { if (nodes.length) replace(); });
