/* Names on the picture, none on another: placed by rank, the largest entities first, those without room left out. */
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const LONGEST = 30;
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);
const widths = new Map();
const ruler = document.createElement("canvas").getContext("2d");
function textWidth(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    ruler.font = font;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

/* Boxes already taken, in screen pixels, found through a coarse grid. */
class Room {
  constructor() { this.cells = new Map(); }
  *keys(box) {
    for (let x = Math.floor(box[0] / 80); x <= Math.floor(box[2] / 80); x++)
      for (let y = Math.floor(box[1] / 80); y <= Math.floor(box[3] / 80); y++) yield `${x} ${y}`;
  }
  /* Whether nothing of at least that weight lies in the box, but for the owner's own shape. */
  free(box, owner, weight = 0) {
    for (const key of this.keys(box))
      for (const [other, who, heavy] of this.cells.get(key) || [])
        if (who !== owner && heavy >= weight && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
    return true;
  }
  take(box, owner, weight = Infinity) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push([box, owner, weight]);
    }
  }
}

/* Where a label may stand around its entity, in screen pixels: below, right, above, left; the side with fewest edges first. */
function spots({ x, y, reach, width, height, busy }) {
  const around = [
    [x - width / 2, y + reach + 3],
    [x + reach + 4, y - height / 2],
    [x - width / 2, y - reach - height - 3],
    [x - reach - width - 4, y - height / 2],
  ];
  return [0, 1, 2, 3].sort((a, b) => busy[a] - busy[b] || a - b).map((n) => around[n]);
}

/* A name covers no entity; where there is no such room, a large one's may cover smaller ones, the first ones' any. */
function placeThing(room, label) {
  const covers = label.first ? [0, label.weight / 2, Infinity] : label.large ? [0, label.weight / 2] : [0];
  for (const weight of covers)
    for (const [left, top] of spots(label)) {
      const box = [left - 3, top - 1, left + label.width + 3, top + label.height + 1];
      if (room.free(box, label.owner, weight)) {
        room.take(box, label.owner);
        return { ...label, left, top };
      }
    }
  return null;
}

function placeEdge(room, label) {
  const { width, height } = label;
  for (const point of label.points) {
    const left = point.x - width / 2, top = point.y - height / 2;
    const box = [left - 4, top - 1, left + width + 4, top + height + 1];
    if (room.free(box, label.owner)) {
      room.take(box, label.owner);
      return { ...label, left, top };
    }
  }
  return null;
}

/* `obstacles` are the entities' own shapes; `names` come in order of rank, `lines` after them. */
function placeLabels(obstacles, names, lines) {
  const room = new Room();
  for (const { box, owner, weight } of obstacles) room.take(box, owner, weight);
  return [...names.map((label) => placeThing(room, label)), ...lines.map((label) => placeEdge(room, label))].filter(Boolean);
}

/* Draws labels placed in screen pixels on a canvas that is scaled. */
function drawLabels(context, labels, scale, paper) {
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.strokeStyle = paper;
  for (const label of labels) {
    context.font = label.font;
    context.lineWidth = 3.5;
    const middle = label.top + label.height / 2 + 0.5;
    if (label.points) {
      context.fillStyle = paper;
      context.fillRect(label.left - 3, label.top, label.width + 6, label.height);
    } else context.strokeText(label.text, label.left, middle);
    context.fillStyle = label.ink;
    context.fillText(label.text, label.left, middle);
  }
  context.restore();
}
