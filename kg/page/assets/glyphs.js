/* The shapes of the types, as outlines in the unit circle: the same for picture, legend and panel. */
const polygon = (corners, turn, reach = 1) =>
  Array.from({ length: corners }, (_, n) => {
    const angle = (2 * Math.PI * n) / corners + turn;
    return [reach * Math.sin(angle), -reach * Math.cos(angle)];
  });
const star = polygon(10, 0, 1.15).map(([x, y], n) => (n % 2 ? [x * 0.5, y * 0.5] : [x, y]));
const outlines = {
  square: polygon(4, Math.PI / 4, 1.2),
  diamond: polygon(4, 0, 1.25),
  hexagon: polygon(6, Math.PI / 6, 1.08),
  pentagon: polygon(5, 0, 1.12),
  triangle: polygon(3, 0, 1.25),
  drop: polygon(3, Math.PI, 1.25),
  star,
};
const corner = { square: 0.28, diamond: 0.18, hexagon: 0.15, triangle: 0.2, drop: 0.2 };

/* Trace a shape on a canvas; its corners are rounded a little, which sits better beside text. */
function trace(context, shape, x, y, size) {
  const outline = outlines[shape];
  context.beginPath();
  if (!outline) {
    context.arc(x, y, size, 0, 2 * Math.PI);
  } else {
    const at = outline.map(([dx, dy]) => [x + dx * size, y + dy * size]);
    const last = at[at.length - 1];
    context.moveTo((last[0] + at[0][0]) / 2, (last[1] + at[0][1]) / 2);
    at.forEach((point, n) => {
      const next = at[(n + 1) % at.length];
      context.arcTo(point[0], point[1], (point[0] + next[0]) / 2, (point[1] + next[1]) / 2, (corner[shape] || 0.08) * size);
    });
  }
  context.closePath();
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const drawing = (width, height, ...children) =>
  svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", class: "glyph" }, ...children);

/* A type's shape for the legend and the panel. */
function typeGlyph(kind, size = 14, fill = byCommunity() ? ink.muted : color(types.get(kind))) {
  const row = types.get(kind) || { shape: "circle" };
  const half = size / 2, reach = half * 0.76;
  const outline = outlines[row.shape];
  const points = (outline || []).map(([x, y]) => `${(half + x * reach).toFixed(2)},${(half + y * reach).toFixed(2)}`).join(" ");
  const form = outline
    ? svg("polygon", { points, fill, stroke: fill, "stroke-width": 1.5, "stroke-linejoin": "round" })
    : svg("circle", { cx: half, cy: half, r: reach * 1.08, fill });
  return drawing(size, size, form);
}

/* A community's patch of colour for the legend. */
const communityGlyph = (row) => drawing(14, 14, svg("rect", { x: 1, y: 1, width: 12, height: 12, rx: 6, fill: color(row) }));

/* A status's line for the legend. */
function statusGlyph(name) {
  const row = statuses.get(name);
  const line = { x1: 1, y1: 7, x2: 29, y2: 7, stroke: color(row), "stroke-width": 2.2, "stroke-dasharray": row.dash.map((n) => n * 0.75).join(" ") };
  return drawing(30, 14, svg("line", line));
}
