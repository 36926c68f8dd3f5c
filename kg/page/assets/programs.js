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
const cuts = new Map(shown.types.map((type) => [type.name, cut(type.shape)]));

const MEDIUM = "precision mediump float;";
const POINT = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute vec4 a_cut;
uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_color; varying vec4 v_cut; varying float v_pixel;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  float size = a_size / u_sizeRatio * u_pixelRatio;
  gl_PointSize = size * 2.0 * ${REACH} + 2.0;
  v_pixel = 1.0 / size;
  v_cut = a_cut;
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
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_along; attribute vec2 a_dash;
uniform mat3 u_matrix; uniform float u_unit;
varying vec4 v_color; varying float v_along; varying vec2 v_dash;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_along = a_along * u_unit;
  v_dash = a_dash;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
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
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  gl_FragColor = vec4(v_color.rgb * v_color.a, v_color.a);
  #endif
}`;
const FLOATS = WebGLRenderingContext.FLOAT, BYTES = WebGLRenderingContext.UNSIGNED_BYTE;
const column = (name, size) => ({ name, size, type: FLOATS });
const packedColumn = (name) => ({ name, size: 4, type: BYTES, normalized: true });
const rgb = (hex) => [1, 3, 5].map((n) => parseInt(hex.slice(n, n + 2), 16) / 255);

class Shape extends sigma.NodePointProgram {
  getDefinition() {
    const columns = [column("a_position", 2), column("a_size", 1), packedColumn("a_color"), packedColumn("a_id"), column("a_cut", 4)];
    return { ...super.getDefinition(), VERTEX_SHADER_SOURCE: POINT, FRAGMENT_SHADER_SOURCE: POINT_FILL, UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix", "u_paper"], ATTRIBUTES: columns };
  }
  processVisibleItem(index, start, entity) {
    super.processVisibleItem(index, start, entity);
    this.array.set(entity.cut, start + 5);
  }
  setUniforms(view, program) {
    super.setUniforms(view, program);
    program.gl.uniform3f(program.uniformLocations.u_paper, ...rgb(ink.paper));
  }
}

class Line extends sigma.EdgeLineProgram {
  getDefinition() {
    const columns = [column("a_position", 2), packedColumn("a_color"), packedColumn("a_id"), column("a_along", 1), column("a_dash", 2)];
    return { ...super.getDefinition(), VERTEX_SHADER_SOURCE: LINE, FRAGMENT_SHADER_SOURCE: LINE_FILL, UNIFORMS: ["u_matrix", "u_unit"], ATTRIBUTES: columns };
  }
  processVisibleItem(index, start, from, to, edge) {
    const color = sigma.floatColor(edge.color), [stroke, gap] = edge.dash, length = Math.hypot(to.x - from.x, to.y - from.y);
    this.array.set([from.x, from.y, color, index, 0, stroke, gap, to.x, to.y, color, index, length, stroke, gap], start);
  }
  setUniforms(view, program) {
    super.setUniforms(view, program);
    program.gl.uniform1f(program.uniformLocations.u_unit, Math.hypot(view.matrix[0], view.matrix[1]) * view.width / 2);
  }
}
