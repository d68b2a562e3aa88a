import { alongRay, type Camera, project, rotate, spaceDirection, spacePoint } from '#domain/geometry.ts'
import type { Id, MakeId } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { RequestHandler } from '../resolve/request-handler.ts'
import type { Aim } from '../resolve/surface.ts'
import type { OwnTool } from '../tracker/tracker.ts'

/** Any distance does: it only turns a direction into a point of the picture. In metres. */
const AHEAD = 2

export interface OwnToolDeps {
  readonly session: XRSession
  readonly space: () => XRReferenceSpace | undefined
  /** The camera of the present frame. */
  readonly camera: () => Camera | undefined
  readonly handler: Pick<RequestHandler, 'begin' | 'extend' | 'end'>
  readonly makeId: MakeId
  readonly author: Id
}

/** The technician's own finger on the bare AR view: with a tool in hand, a touch draws. */
export interface OwnToolHand {
  take(tool: OwnTool | undefined, colour: MarkColour): void
  /** Once per AR frame, inside its callback: a drawing grows with the finger. */
  follow(frame: XRFrame, space: XRReferenceSpace): void
  close(): void
}

/**
 * Listens to the session's select events. Touches on the app's controls must not reach them: the app answers
 * `beforexrselect` on its overlay.
 */
export function createOwnToolHand(deps: OwnToolDeps): OwnToolHand {
  const { session, handler } = deps
  let tool: OwnTool | undefined
  let colour: MarkColour = 'red'
  let drawing: { readonly markId: Id; readonly input: XRInputSource } | undefined

  const aim = (
    frame: XRFrame,
    input: XRInputSource,
    space: XRReferenceSpace | undefined,
  ): Aim | undefined => {
    const camera = deps.camera()
    const transform = space && frame.getPose(input.targetRaySpace, space)?.transform
    if (camera === undefined || transform === undefined) return undefined
    const { position: p, orientation: q } = transform
    const direction = spaceDirection(...rotate([q.x, q.y, q.z, q.w], [0, 0, -1]))
    const point = project(alongRay({ origin: spacePoint(p.x, p.y, p.z), direction }, AHEAD), camera)
    return point && { camera, point, frame: undefined }
  }

  const end = (): void => {
    if (drawing) handler.end(drawing.markId)
    drawing = undefined
  }

  const onStart = ({ frame, inputSource }: XRInputSourceEvent): void => {
    end()
    const first = tool && aim(frame, inputSource, deps.space())
    if (tool === undefined || first === undefined) return
    drawing = { markId: deps.makeId(), input: inputSource }
    handler.begin({ markId: drawing.markId, author: deps.author, tool, colour, text: undefined }, [first])
  }

  session.addEventListener('selectstart', onStart)
  session.addEventListener('selectend', end)

  return {
    take(next, nextColour) {
      tool = next
      colour = nextColour
    },
    follow(frame, space) {
      if (drawing === undefined) return
      const next = aim(frame, drawing.input, space)
      if (next) handler.extend(drawing.markId, [next])
    },
    close() {
      end()
      session.removeEventListener('selectstart', onStart)
      session.removeEventListener('selectend', end)
    },
  }
}
