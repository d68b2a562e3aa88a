import type { Violation } from './phone-simulator.ts'

/**
 * Watches over the canvas that a session's graphics context belongs to. On hardware a session draws into a framebuffer of
 * its own, and the canvas stays black; here, as in every emulator, it shows what the session drew, so that a capture of it
 * works in tests and is black on phones. In strict mode such a capture fails.
 *
 * What remains honest: drawing into the canvas' own framebuffer within a frame of the session, and reading it before that
 * frame is over. (The app's own picture, not the session's. Source: WebXR Device API, "opaque framebuffer"; WebGL 1, 2.2.)
 */
export interface CanvasGuard {
  strict: boolean
  readonly violations: readonly Violation[]
  /** A session has this context from now on; returns its off-function. Throws when its canvas is being captured already. */
  guard(gl: WebGL2RenderingContext): () => void
  frameBegins(): void
  frameEnds(): void
  /** The emulator's own drawing, which hardware does not do. */
  ownWork(run: () => void): void
}

class BlackCaptureError extends Error {
  constructor(call: string) {
    super(
      `${call} reads the canvas of a running AR session. On a phone it is black: the session has a framebuffer of its own. ` +
        'Draw what is to be read into the canvas within the same frame.',
    )
    this.name = 'BlackCaptureError'
  }
}

type Before = (receiver: unknown, args: readonly unknown[]) => void

/** Puts `before` in front of a method, if there is one of that name. */
function intercept(owner: object, name: string, before: Before): void {
  const original: unknown = Reflect.get(owner, name)
  if (typeof original !== 'function') return
  const value = function (this: unknown, ...args: readonly unknown[]): unknown {
    before(this, args)
    return Reflect.apply(original, this, args)
  }
  Object.defineProperty(owner, name, { configurable: true, writable: true, value })
}

/** The same for one object only: the prototype's method of the moment is called, so that others may still wrap that. */
function interceptOn(target: object, name: string, before: Before): void {
  const prototype: unknown = Object.getPrototypeOf(target)
  if (typeof prototype !== 'object' || prototype === null || !(name in prototype)) return
  const value = function (this: unknown, ...args: readonly unknown[]): unknown {
    before(this, args)
    const method: unknown = Reflect.get(prototype, name)
    return typeof method === 'function' ? Reflect.apply(method, this, args) : undefined
  }
  Object.defineProperty(target, name, { configurable: true, writable: true, value })
}

const DRAWS = [
  'drawArrays',
  'drawElements',
  'drawArraysInstanced',
  'drawElementsInstanced',
  'drawRangeElements',
  'blitFramebuffer',
]
const READS = ['readPixels', 'copyTexImage2D', 'copyTexSubImage2D', 'copyTexSubImage3D', 'blitFramebuffer']
const UPLOADS = ['texImage2D', 'texSubImage2D', 'texImage3D', 'texSubImage3D']

/** One guarded context: which of its framebuffers are the canvas' own right now, and whether that was drawn into. */
interface Watched {
  readonly canvas: HTMLCanvasElement | OffscreenCanvas
  drawn: boolean
  sessions: number
}

export function createCanvasGuard(strict: boolean): CanvasGuard {
  const violations: Violation[] = []
  const contexts = new WeakMap<WebGL2RenderingContext, Watched>()
  const running = new Set<Watched>()
  const captured = new WeakMap<object, readonly MediaStreamTrack[]>()
  let own = false
  let on = strict

  const report = (call: string): BlackCaptureError => {
    const error = new BlackCaptureError(call)
    violations.push({ call, stack: error.stack ?? '' })
    return error
  }
  const blackOf = (source: unknown): Watched | undefined =>
    on && !own ? [...running].find(({ canvas, drawn }) => canvas === source && !drawn) : undefined

  const watchContext = (gl: WebGL2RenderingContext): Watched => {
    const watched: Watched = { canvas: gl.canvas, drawn: false, sessions: 0 }
    // Asked for once and then followed: asking the graphics process in every call would halve the frames.
    let [drawOwn, readOwn] = [true, true]
    const look = (): void => {
      drawOwn = gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING) === null
      readOwn = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING) === null
    }
    look()
    interceptOn(gl, 'bindFramebuffer', (_, [target, framebuffer]) => {
      if (target !== gl.READ_FRAMEBUFFER) drawOwn = framebuffer === null
      if (target !== gl.DRAW_FRAMEBUFFER) readOwn = framebuffer === null
    })
    const { deleteFramebuffer } = gl
    Object.defineProperty(gl, 'deleteFramebuffer', {
      configurable: true,
      value: (framebuffer: WebGLFramebuffer | null) => {
        deleteFramebuffer.call(gl, framebuffer)
        look()
      },
    })
    for (const name of READS)
      interceptOn(gl, name, () => {
        if (readOwn && blackOf(watched.canvas)) throw report(name)
      })
    for (const name of DRAWS) {
      const before = Object.hasOwn(gl, name) ? intercept : interceptOn
      before(gl, name, () => {
        if (drawOwn && !own) watched.drawn = true
      })
    }
    return watched
  }

  /* What copies a canvas: its own methods, and everything that takes it as a source. */
  for (const name of ['toBlob', 'toDataURL'])
    intercept(HTMLCanvasElement.prototype, name, (canvas) => {
      if (blackOf(canvas)) throw report(name)
    })
  const takesSource = (owner: object, name: string): void =>
    intercept(owner, name, (_, args) => {
      if (args.some((arg) => arg instanceof HTMLCanvasElement && blackOf(arg))) throw report(name)
    })
  for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D])
    for (const name of ['drawImage', 'createPattern']) takesSource(prototype, name)
  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext])
    for (const name of UPLOADS) takesSource(prototype, name)
  takesSource(globalThis, 'createImageBitmap')
  if (typeof VideoFrame !== 'undefined') {
    const value = new Proxy(VideoFrame, {
      construct(target, args: readonly unknown[], newTarget): VideoFrame {
        if (blackOf(args[0])) throw report('VideoFrame')
        return Reflect.construct(target, args, newTarget)
      },
    })
    Object.defineProperty(globalThis, 'VideoFrame', { configurable: true, writable: true, value })
  }
  // A stream takes what the canvas shows, which a session never changes: there is no honest time for it.
  const { captureStream } = HTMLCanvasElement.prototype
  Object.defineProperty(HTMLCanvasElement.prototype, 'captureStream', {
    configurable: true,
    writable: true,
    value: function (this: HTMLCanvasElement, ...args: readonly [number?]): MediaStream {
      if (on && [...running].some(({ canvas }) => canvas === this)) throw report('captureStream')
      const stream = captureStream.apply(this, [...args])
      captured.set(this, [...(captured.get(this) ?? []).filter(isLive), ...stream.getVideoTracks()])
      return stream
    },
  })

  return {
    get strict() {
      return on
    },
    set strict(next) {
      on = next
    },
    violations,
    guard(gl) {
      const watched = contexts.get(gl) ?? watchContext(gl)
      contexts.set(gl, watched)
      if (on && captured.get(watched.canvas)?.some(isLive)) throw report('captureStream')
      watched.sessions += 1
      running.add(watched)
      return () => {
        watched.sessions -= 1
        if (watched.sessions === 0) running.delete(watched)
      }
    },
    frameBegins() {
      for (const watched of running) watched.drawn = false
    },
    frameEnds() {
      for (const watched of running) watched.drawn = false
    },
    ownWork(run) {
      own = true
      try {
        run()
      } finally {
        own = false
      }
    },
  }
}

const isLive = (track: MediaStreamTrack): boolean => track.readyState === 'live'
