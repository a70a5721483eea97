// How sigma draws a node: a shape of the page in its color, with a paper outline, a dark rim or a ring.
//
// All shapes are drawn once into one texture: red is the shape, green the shape with its outline. A node is a
// square that shows its cell of the texture; the ring is computed, since every node's would be the same.

const CELL = 128; // pixels of the texture
const REACH = 16; // how far a cell reaches from its middle, in the units of the outlines
const UNSEEN = -1; // carries a text only
const PLAIN = 0;
const RINGED = 1;
const RIMMED = 2;

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_cell;
attribute float a_kind;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_columns;
varying vec4 v_color;
varying vec2 v_texture;
varying vec2 v_corner;
varying float v_kind;
varying float v_pixel;
void main() {
  // Twice the size: a cell reaches twice as far as the outline it holds.
  float reach = 4.0 * a_size * u_correctionRatio / u_sizeRatio;
  gl_Position = vec4((u_matrix * vec3(a_position + reach * a_corner, 1.0)).xy, 0.0, 1.0);
  vec2 cell = vec2(mod(a_cell, u_columns), floor(a_cell / u_columns));
  v_texture = (cell + 0.5 + 0.5 * vec2(a_corner.x, -a_corner.y)) / u_columns;
  v_corner = a_corner;
  v_kind = a_kind;
  v_pixel = 16.0 / max(2.0 * a_size, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_texture;
varying vec2 v_corner;
varying float v_kind;
varying float v_pixel;
uniform sampler2D u_shapes;
const vec3 paper = vec3(0.984, 0.980, 0.969);
const vec3 ink = vec3(0.082, 0.098, 0.114);
const vec3 rim = vec3(0.435, 0.412, 0.361);
void main() {
  if (v_kind < -0.5) discard;
  float from_middle = length(v_corner) * ${REACH}.0;
  #ifdef PICKING_MODE
  // Small things are hit a little beside themselves.
  gl_FragColor = from_middle < max(9.0, 5.0 * v_pixel) ? v_color : vec4(0.0);
  #else
  vec2 shape = texture2D(u_shapes, v_texture).rg;
  float faint = 1.0 - v_color.a;
  vec3 around = v_kind > 1.5 ? mix(rim, v_color.rgb, faint) : paper;
  vec4 drawn = vec4(mix(around, v_color.rgb, shape.r), max(shape.r, shape.g));
  if (v_kind > 0.5 && v_kind < 1.5) {
    float soft = 0.6 * v_pixel;
    float disc = 1.0 - smoothstep(12.8 - soft, 12.8 + soft, from_middle);
    float line = smoothstep(11.2 - soft, 11.2 + soft, from_middle);
    vec3 within = mix(paper, v_color.rgb, shape.r);
    drawn = vec4(mix(within, mix(ink, v_color.rgb, faint), line), disc);
  }
  gl_FragColor = vec4(drawn.rgb * drawn.a, drawn.a);
  #endif
}`;

function shapeSheet(outlines) {
  const columns = 2 ** Math.ceil(Math.log2(Math.max(1, Math.ceil(Math.sqrt(outlines.length)))));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = columns * CELL;
  const context = canvas.getContext("2d");
  context.fillStyle = "#000";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = "lighter";
  context.lineWidth = 2.6;
  context.lineJoin = "round";
  outlines.forEach((outline, at) => {
    const path = new Path2D(outline);
    const scale = CELL / (2 * REACH);
    const middle = (place) => (place + 0.5) * CELL;
    context.setTransform(scale, 0, 0, scale, middle(at % columns), middle(Math.floor(at / columns)));
    context.fillStyle = "#ff0000";
    context.fill(path);
    context.fillStyle = context.strokeStyle = "#00ff00";
    context.fill(path);
    context.stroke(path);
  });
  return { canvas, columns };
}

function symbolProgram(outlines) {
  const sheet = shapeSheet(outlines);

  return class extends sigma.NodeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGL2RenderingContext;
      return {
        VERTICES: 4,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_columns", "u_shapes"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_cell", size: 1, type: FLOAT },
          { name: "a_kind", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [[-1, -1], [1, -1], [-1, 1], [1, 1]],
      };
    }

    processVisibleItem(id, start, node) {
      const color = sigma.floatColor(node.color);
      this.array.set([node.x, node.y, node.size, node.cell, node.kind, color, id], start);
    }

    setUniforms(params, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(uniformLocations.u_columns, sheet.columns);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
      this.texture ??= this.upload(gl);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, this.texture);
      gl.uniform1i(uniformLocations.u_shapes, 0);
    }

    upload(gl) {
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, sheet.canvas);
      gl.generateMipmap(gl.TEXTURE_2D);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      return texture;
    }
  };
}
