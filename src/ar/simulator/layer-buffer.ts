/**
 * The framebuffer of an XR session, apart from the page's canvas, as phones have it. The emulator hands out the canvas
 * itself, on which an app that draws its outgoing picture into the canvas would trip over its own marks.
 */
export interface LayerBuffer {
  readonly framebuffer: WebGLFramebuffer
  readonly width: number
  readonly height: number
  /** Binds it with nothing masked, so that the session's clear at the frame's start hits it; returns what puts all back. */
  openForClear(): () => void
  /** Shows it: copies it onto the canvas, leaving all of the app's state as it was. */
  present(): void
  dispose(): void
}

const VERTEX = `#version 300 es
out vec2 at;
void main() {
  at = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(at * 2.0 - 1.0, 0.0, 1.0);
}`
const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D picture;
in vec2 at;
out vec4 colour;
void main() { colour = texture(picture, at); }`

function compile(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type)
    if (!shader) throw new Error('The graphics context is lost')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  return program
}

/** Switches that would spoil a plain copy; each is put back afterwards. */
function withPlainState(gl: WebGL2RenderingContext, run: () => void): void {
  const caps = [
    gl.BLEND,
    gl.CULL_FACE,
    gl.DEPTH_TEST,
    gl.SCISSOR_TEST,
    gl.STENCIL_TEST,
    gl.RASTERIZER_DISCARD,
    gl.SAMPLE_ALPHA_TO_COVERAGE,
  ]
  const on = caps.filter((cap) => gl.isEnabled(cap))
  const mask: readonly [boolean, boolean, boolean, boolean] = gl.getParameter(gl.COLOR_WRITEMASK)
  const depthMask: boolean = gl.getParameter(gl.DEPTH_WRITEMASK)
  for (const cap of on) gl.disable(cap)
  gl.colorMask(true, true, true, true)
  gl.depthMask(true)
  run()
  gl.colorMask(...mask)
  gl.depthMask(depthMask)
  for (const cap of on) gl.enable(cap)
}

interface Bindings {
  readonly draw: WebGLFramebuffer | null
  readonly read: WebGLFramebuffer | null
}
const framebuffers = (gl: WebGL2RenderingContext): Bindings => ({
  draw: gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING),
  read: gl.getParameter(gl.READ_FRAMEBUFFER_BINDING),
})
function rebind(gl: WebGL2RenderingContext, { draw, read }: Bindings): void {
  gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, draw)
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, read)
}

export function createLayerBuffer(gl: WebGL2RenderingContext, width: number, height: number): LayerBuffer {
  const bound = framebuffers(gl)
  const boundTexture: WebGLTexture | null = gl.getParameter(gl.TEXTURE_BINDING_2D)
  const boundRenderbuffer: WebGLRenderbuffer | null = gl.getParameter(gl.RENDERBUFFER_BINDING)
  const texture = gl.createTexture()
  gl.bindTexture(gl.TEXTURE_2D, texture)
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height)
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.LINEAR)
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE)
  const depth = gl.createRenderbuffer()
  gl.bindRenderbuffer(gl.RENDERBUFFER, depth)
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH24_STENCIL8, width, height)
  const framebuffer = gl.createFramebuffer()
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, depth)
  gl.bindTexture(gl.TEXTURE_2D, boundTexture)
  gl.bindRenderbuffer(gl.RENDERBUFFER, boundRenderbuffer)
  rebind(gl, bound)
  const program = compile(gl)
  const vertices = gl.createVertexArray()

  const copy = (): void => {
    const before = framebuffers(gl)
    const active: number = gl.getParameter(gl.ACTIVE_TEXTURE)
    const used: WebGLProgram | null = gl.getParameter(gl.CURRENT_PROGRAM)
    const array: WebGLVertexArrayObject | null = gl.getParameter(gl.VERTEX_ARRAY_BINDING)
    const view: Int32Array = gl.getParameter(gl.VIEWPORT)
    gl.activeTexture(gl.TEXTURE0)
    const bound0: WebGLTexture | null = gl.getParameter(gl.TEXTURE_BINDING_2D)
    const sampler: WebGLSampler | null = gl.getParameter(gl.SAMPLER_BINDING)
    gl.bindSampler(0, null)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    gl.useProgram(program)
    gl.bindVertexArray(vertices)
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
    gl.viewport(view[0] ?? 0, view[1] ?? 0, view[2] ?? 0, view[3] ?? 0)
    gl.bindVertexArray(array)
    gl.useProgram(used)
    gl.bindTexture(gl.TEXTURE_2D, bound0)
    gl.bindSampler(0, sampler)
    gl.activeTexture(active)
    rebind(gl, before)
  }

  return {
    framebuffer,
    width,
    height,
    openForClear() {
      const before = framebuffers(gl)
      const scissor = gl.isEnabled(gl.SCISSOR_TEST)
      const mask: readonly [boolean, boolean, boolean, boolean] = gl.getParameter(gl.COLOR_WRITEMASK)
      const depthMask: boolean = gl.getParameter(gl.DEPTH_WRITEMASK)
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
      gl.disable(gl.SCISSOR_TEST)
      gl.colorMask(true, true, true, true)
      gl.depthMask(true)
      return () => {
        if (scissor) gl.enable(gl.SCISSOR_TEST)
        gl.colorMask(...mask)
        gl.depthMask(depthMask)
        rebind(gl, before)
      }
    },
    present: () => withPlainState(gl, copy),
    dispose() {
      gl.deleteFramebuffer(framebuffer)
      gl.deleteTexture(texture)
      gl.deleteRenderbuffer(depth)
      gl.deleteProgram(program)
      gl.deleteVertexArray(vertices)
    },
  }
}
