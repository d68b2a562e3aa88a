import {
  type Camera,
  conjugate,
  fromLocal,
  type ImagePoint,
  rotate,
  subtract,
  type Vec3,
} from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, SpaceMark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { asWallMark, pictureCamera } from '../compositor/picture-marks.ts'
import { leanedAside, shaftTurn } from './arrow-shaft.ts'
import { LABEL_FONT_PX, layoutLabel } from './label-layout.ts'
import { labelLookOf } from './label-look.ts'
import { placeLabel } from './label-place.ts'
import {
  ARROW_HEAD_RATIO,
  ARROW_LEAST_SHARE,
  FONT_LEAST_SHARE,
  FONT_METRES,
  FONT_MOST_SHARE,
  LINE_HALF_WIDTH,
  LINE_LEAST_HALF_SHARE,
} from './sizes.ts'
import { estimateText } from './wrap-text.ts'

/** How far beside a mark a finger may touch, as a share of the picture's height: 24 px at 720 lines. */
const FINGER = 0.034

/** Marks nearer than this to the camera are not drawn, in metres. */
const NEAREST = 0.05

/** Differences in nearness below this share of the tolerance do not count: then the one in front is meant. */
const GRAIN = 0.2

/** Corners that stand for a circle. */
const CIRCLE_CORNERS = 48

/** Coordinates of the picture plane at depth 1, x right and y up; `depth` in metres along the camera's axis. */
interface Seen {
  readonly x: number
  readonly y: number
  readonly depth: number
}

/**
 * The mark that a touch means: nearest on the screen within a finger's width, and of those equally near the one in front.
 * Goes by how large marks are drawn, so a far arrow with its least size on the screen is found as it is seen.
 * @param point in the camera's picture
 * @param aspect the picture's width over its height; where the camera's projection says otherwise, the projection holds
 * @param tolerance as a share of the picture's height
 */
export function pickMark(
  point: ImagePoint,
  camera: Camera,
  scene: Pick<SceneState, 'marks'>,
  spaceId: Id,
  aspect: number,
  tolerance = FINGER,
): Id | undefined {
  const [p0, p5, p8, p9] = camera.projection
  const planeHeight = 2 / p5
  const touch = { x: (2 * point.u - 1 + p8) / p0, y: (1 - 2 * point.v + p9) / p5 }
  // Where pixels are not square on the plane (a stretched picture), a finger is still round on the screen.
  const stretch = (aspect * p0) / p5
  const back = conjugate(camera.pose.orientation)
  const see = (at: Vec3): Seen | undefined => {
    const [x, y, z] = rotate(back, subtract(at, camera.pose.position))
    return z > -NEAREST ? undefined : { x: x / -z, y: y / -z, depth: -z }
  }
  const gap = (x: number, y: number): number => Math.hypot((x - touch.x) * stretch, y - touch.y)
  const segmentGap = (a: Seen, b: Seen): number => {
    const dx = (b.x - a.x) * stretch
    const dy = b.y - a.y
    const along = ((touch.x - a.x) * stretch * dx + (touch.y - a.y) * dy) / Math.max(dx * dx + dy * dy, 1e-12)
    const t = Math.min(1, Math.max(0, along))
    return gap(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
  }

  function lineGap(points: readonly Vec3[], closed: boolean): { gap: number; depth: number } {
    let best = { gap: Number.POSITIVE_INFINITY, depth: 0 }
    let last = closed ? see(points.at(-1) ?? [0, 0, 1]) : undefined
    for (const at of points) {
      const now = see(at)
      if (now !== undefined) {
        const half = Math.max(LINE_HALF_WIDTH / now.depth, LINE_LEAST_HALF_SHARE * planeHeight)
        const found = Math.max(0, segmentGap(last ?? now, now) - half)
        if (found < best.gap) best = { gap: found, depth: now.depth }
      }
      last = now
    }
    return best
  }

  function labelGap(mark: SpaceMark): { gap: number; depth: number } {
    const anchor = see(mark.pose.position)
    const look = labelLookOf(mark)
    if (anchor === undefined || look === undefined) return { gap: Number.POSITIVE_INFINITY, depth: 0 }
    const font = Math.min(
      Math.max(FONT_METRES / anchor.depth, FONT_LEAST_SHARE * planeHeight),
      FONT_MOST_SHARE * planeHeight,
    )
    const fromCorner = (x: number, y: number) => ({ x: x - (p8 - 1) / p0, y: (p9 + 1) / p5 - y })
    const { unit, parts } = placeLabel(
      layoutLabel(look, estimateText),
      fromCorner(anchor.x, anchor.y),
      { width: 2 / p0, height: planeHeight },
      font / LABEL_FONT_PX,
    )
    const at = fromCorner(touch.x, touch.y)
    const gaps = parts.map(({ part: { box }, x, y }) => {
      const outX = Math.max(x - at.x, 0, at.x - x - box.width * unit)
      const outY = Math.max(y - at.y, 0, at.y - y - box.height * unit)
      return Math.hypot(outX * stretch, outY)
    })
    return { gap: Math.min(...gaps), depth: anchor.depth }
  }

  function arrowGap(
    { pose }: SpaceMark,
    length: number,
    lean: number | undefined,
  ): { gap: number; depth: number } {
    const tip = see(pose.position)
    if (tip === undefined) return { gap: Number.POSITIVE_INFINITY, depth: 0 }
    const size = Math.max(length, ARROW_LEAST_SHARE * planeHeight * tip.depth)
    const away = Math.hypot(tip.x, tip.y, 1)
    const shaft = rotate(back, rotate(shaftTurn(pose, lean), [0, 1, 0]))
    const axis = leanedAside(shaft, [-tip.x / away, -tip.y / away, 1 / away], lean !== undefined)
    const z = -tip.depth + axis[2] * size
    const tail = {
      x: (tip.x * tip.depth + axis[0] * size) / Math.max(-z, NEAREST),
      y: (tip.y * tip.depth + axis[1] * size) / Math.max(-z, NEAREST),
      depth: -z,
    }
    const half = (ARROW_HEAD_RATIO * size * 0.6) / tip.depth
    return { gap: Math.max(0, segmentGap(tip, tail) - half), depth: tip.depth }
  }

  function gapOf(mark: SpaceMark): { gap: number; depth: number } {
    const { pose, shape } = mark
    switch (shape.tool) {
      case 'arrow':
        return arrowGap(mark, shape.length, shape.lean)
      case 'circle': {
        const corners = Array.from({ length: CIRCLE_CORNERS }, (_, index) => {
          const angle = (index / CIRCLE_CORNERS) * 2 * Math.PI
          return fromLocal(pose, [shape.radiusX * Math.cos(angle), 0, shape.radiusZ * Math.sin(angle)])
        })
        return lineGap(corners, true)
      }
      case 'freehand':
      case 'measure':
        return lineGap(
          shape.points.map((local) => fromLocal(pose, local)),
          false,
        )
      case 'text':
      case 'step':
        return labelGap(mark)
    }
  }

  const within = tolerance * planeHeight
  const grain = within * GRAIN
  let best: { readonly id: Id; readonly steps: number; readonly depth: number } | undefined
  for (const mark of scene.marks.values()) {
    if (mark.on !== 'space' || mark.spaceId !== spaceId) continue
    const { gap: found, depth } = gapOf(mark)
    if (found > within) continue
    const steps = Math.round(found / Math.max(grain, 1e-9))
    if (best === undefined || steps < best.steps || (steps === best.steps && depth <= best.depth))
      best = { id: mark.id, steps, depth }
  }
  return best?.id
}

/** The mark on a still that a touch means; as `pickMark`. `aspect` is the picture's width over its height. */
export function pickStillMark(
  point: ImagePoint,
  marks: ReadonlyMap<Id, Mark>,
  stillId: Id,
  aspect: number,
  tolerance = FINGER,
): Id | undefined {
  const walled = new Map<Id, Mark>()
  for (const mark of marks.values())
    if (mark.on === 'still' && mark.stillId === stillId) walled.set(mark.id, asWallMark(mark, aspect))
  return pickMark(point, pictureCamera(aspect), { marks: walled }, stillId, aspect, tolerance)
}
