/* How sigma draws on the graphics card: entities as points cut to the shape of their type, edges as plain or broken lines.
   Points and lines need one and two corners each, which also keeps the picture quick where a processor draws it. */
const REACH = 1.32; /* how far the corners of a shape may stand out */

/* A shape as corners, how far these and the middles between them lie out, and the turn: of a circle no corners. */
function cut(shape) {
  const outline = outlines[shape];
  if (!outline) return [0, 1, 1, 0];
  const far = (point) => Math.hypot(point[0], point[1]);
  const turn = Math.atan2(outline[0][0], -outline[0][1]);
  if (shape === "star") return [5, far(outline[0]), far(outline[1]), turn];
  return [outline.length, far(outline[0]), far(outline[0]) * Math.cos(Math.PI / outline.length), turn];
}
const MOST_CUTS = 16, MOST_DASHES = 8; /* as many types and statuses are told apart */
const numbered = (rows, most) => new Map(rows.map(({ name }, n) => [name, n % most]));
const cutOf = numbered(shown.types, MOST_CUTS), dashOf = numbered(shown.statuses, MOST_DASHES);
const filled = (rows, most) => [...rows.slice(0, most), ...Array(Math.max(0, most - rows.length)).fill(rows[0])].flat();
const allCuts = filled([...shown.types.map((type) => cut(type.shape)), [0, 1, 1, 0]], MOST_CUTS);
const allDashes = filled(shown.statuses.map((status) => (status.dash.length ? status.dash.map((n) => n * 0.7) : [1, 0])), MOST_DASHES);

const MEDIUM = "precision mediump float;";
const POINT = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_cut;
uniform vec4 u_cuts[${MOST_CUTS}]; uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_color; varying vec4 v_cut; varying float v_pixel;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  float size = a_size / u_sizeRatio * u_pixelRatio;
  gl_PointSize = size * 2.0 * ${REACH} + 2.0;
  v_pixel = 1.0 / size;
  v_cut = u_cuts[int(a_cut)];
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;
/* The rim is of the paper's colour, so that entities on one another can be told apart. */
const POINT_FILL = `
${MEDIUM}
varying vec4 v_color; varying vec4 v_cut; varying float v_pixel;
uniform vec3 u_paper;
void main() {
  vec2 at = (gl_PointCoord - 0.5) * (2.0 * ${REACH} + 2.0 * v_pixel);
  float edge = v_cut.y;
  if (v_cut.x > 0.5) {
    float slice = 3.14159265 / v_cut.x;
    float angle = abs(mod(atan(at.x, -at.y) - v_cut.w + slice, 2.0 * slice) - slice);
    vec2 tip = vec2(v_cut.y, 0.0), notch = v_cut.z * vec2(cos(slice), sin(slice)), side = notch - tip;
    edge = (tip.x * side.y - tip.y * side.x) / (cos(angle) * side.y - sin(angle) * side.x);
  }
  float inside = (edge - length(at)) / v_pixel;
  #ifdef PICKING_MODE
  gl_FragColor = inside > -1.0 ? v_color : vec4(0.0);
  #else
  float cover = clamp(inside + 0.5, 0.0, 1.0);
  float rim = clamp(1.3 - inside, 0.0, 1.0) * clamp(1.6 - 6.0 * v_pixel, 0.0, 1.0);
  gl_FragColor = vec4(mix(v_color.rgb, u_paper, rim), 1.0) * cover * v_color.a;
  #endif
}`;
const LINE = `
attribute vec4 a_color; attribute vec2 a_position; attribute float a_along; attribute float a_dash;
uniform mat3 u_matrix; uniform float u_unit; uniform vec2 u_dashes[${MOST_DASHES}];
varying vec4 v_color; varying float v_along; varying vec2 v_dash;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_along = a_along * u_unit;
  v_dash = u_dashes[int(a_dash)];
  v_color = a_color;
  v_color.a *= 255.0 / 254.0;
}`;
const LINE_FILL = `
#ifdef GL_FRAGMENT_PRECISION_HIGH
precision highp float;
#else
${MEDIUM}
#endif
varying vec4 v_color; varying float v_along; varying vec2 v_dash;
void main() {
  if (v_dash.y > 0.0 && mod(v_along, v_dash.x + v_dash.y) > v_dash.x) discard;
  gl_FragColor = vec4(v_color.rgb * v_color.a, v_color.a);
}`;
const FLOATS = WebGLRenderingContext.FLOAT, BYTES = WebGLRenderingContext.UNSIGNED_BYTE;
const column = (name, size) => ({ name, size, type: FLOATS });
const packedColumn = (name) => ({ name, size: 4, type: BYTES, normalized: true });
const rgb = (hex) => [1, 3, 5].map((n) => parseInt(hex.slice(n, n + 2), 16) / 255);

class Shape extends sigma.NodePointProgram {
  getDefinition() {
    const columns = [column("a_position", 2), column("a_size", 1), packedColumn("a_color"), packedColumn("a_id"), column("a_cut", 1)];
    return { ...super.getDefinition(), VERTEX_SHADER_SOURCE: POINT, FRAGMENT_SHADER_SOURCE: POINT_FILL, UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix", "u_paper", "u_cuts"], ATTRIBUTES: columns };
  }
  processVisibleItem(index, start, entity) {
    super.processVisibleItem(index, start, entity);
    this.array[start + 5] = entity.cut;
  }
  setUniforms(view, program) {
    super.setUniforms(view, program);
    program.gl.uniform3f(program.uniformLocations.u_paper, ...rgb(ink.paper));
    program.gl.uniform4fv(program.uniformLocations.u_cuts, allCuts);
  }
}

/* Where frames take long, lines are left out while the view moves. sigma's own way of doing so reads all anew afterwards. */
const rush = { since: 0, slow: 0, now: false };
class Line extends sigma.EdgeLineProgram {
  getDefinition() {
    const columns = [column("a_position", 2), packedColumn("a_color"), column("a_along", 1), column("a_dash", 1)];
    return { ...super.getDefinition(), VERTEX_SHADER_SOURCE: LINE, FRAGMENT_SHADER_SOURCE: LINE_FILL, UNIFORMS: ["u_matrix", "u_unit", "u_dashes"], ATTRIBUTES: columns };
  }
  processVisibleItem(index, start, from, to, edge) {
    const { array } = this, color = sigma.floatColor(edge.color);
    array[start] = from.x;
    array[start + 1] = from.y;
    array[start + 5] = to.x;
    array[start + 6] = to.y;
    array[start + 2] = array[start + 7] = color;
    array[start + 3] = 0;
    array[start + 8] = Math.hypot(to.x - from.x, to.y - from.y);
    array[start + 4] = array[start + 9] = edge.dash;
  }
  setUniforms(view, program) {
    super.setUniforms(view, program);
    program.gl.uniform1f(program.uniformLocations.u_unit, Math.hypot(view.matrix[0], view.matrix[1]) * view.width / 2);
    program.gl.uniform2fv(program.uniformLocations.u_dashes, allDashes);
  }
  render(view) {
    if (!rush.now) super.render(view);
  }
}
