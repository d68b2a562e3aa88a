import { createCornerFinder } from './corners.ts'
import { createDescriber } from './descriptors.ts'
import { createFollower } from './follow.ts'
import type { ImageTracker, TrackStatus } from './image-tracker.ts'
import { createFitJudge, type Fit } from './judge-fit.ts'
import { createJumpGuess } from './jump-guess.ts'
import { POINT_LEVELS } from './key-points.ts'
import { createKeyframe, type Keyframe } from './keyframe.ts'
import { identity3, invert3, mapX, mapY, type Matrix3, multiply3, normalise3, shift3 } from './matrix3.ts'
import { createPyramid, fillPyramid } from './pyramid.ts'
import { createRandom } from './random.ts'
import { createRelocator } from './relocate.ts'

export const MOST_KEYFRAMES = 8
/** Under this confidence a followed keyframe is lost; a lost one is shown again only well above it. */
const KEEP = 0.25
const REGAIN = 0.4
/** After a blink of this many pictures the last place is no longer tried first. */
const BLINK = 8
/** Keyframes that are looked for in one picture while lost; more would hold up the next picture on a phone. */
const SEARCHED = 2

/** Points that look like no other which must be found to believe where a picture is that repeats itself. */
const FEWEST_UNIQUE = 4
/** With fewer unique points than this share of all, as much as `WHOLE` of the points must be found. */
const MOSTLY_UNIQUE = 0.4
const WHOLE = 0.5
/** Without unique points: so many of the visible points, so many at all, and no longer than so many pictures in a row. */
const MOSTLY = 0.7
const MANY = 50
const LONGEST_UNSURE = 8

/** Share of the time between two pictures that a camera indoors keeps its shutter open. */
const SHUTTER = 0.4
/** Shorter smears than this, in pixels, are no trouble. */
const LEAST_SMEAR = 3
/** With this share of the patches found there is nothing to gain by another try. */
const CLEAR = 0.4

export interface ImageTrackerOptions {
  /** Size of the camera's pictures in pixels, long edge about 480. */
  readonly width: number
  readonly height: number
  /** Keyframes may be as large as this, in pixels of their longer edge; bigger ones throw. */
  readonly keyframeEdge?: number
  readonly seed?: number
  /** Hears how each judged try went, for measuring. */
  readonly onFit?: (fit: Fit, attempt: 'follow' | 'relocate') => void
}

export function createImageTracker(options: ImageTrackerOptions): ImageTracker {
  const { width, height, keyframeEdge = 640, seed = 1, onFit } = options
  const edge = Math.max(width, height, keyframeEdge)
  const random = createRandom(seed)
  const pyramid = createPyramid(width, height)
  const corners = createCornerFinder(edge, edge)
  const describer = createDescriber(edge, edge, corners)
  const follower = createFollower(width, height, random)
  const judge = createFitJudge(width, height)
  const relocator = createRelocator(describer, follower, random)
  const jump = createJumpGuess()

  const keyframes: Keyframe[] = []
  let active: Keyframe | undefined
  let lostFor = 0
  let nextSearch = 0
  let hasMotion = false
  /** Keyframe to the last picture, and what the last two pictures differ by. */
  const last = identity3()
  const motion = identity3()
  const inverse = identity3()
  const guesses = [identity3(), identity3(), identity3()] as const
  const marks = new Float64Array(guesses.length)
  const attempt = identity3()
  const sharp = identity3()
  /** By how much the picture moved since the last one, in pixels, as far as a very small one shows it. */
  const moved = jump.found
  let hasJump = false
  let isBlurred = false
  /** Pictures in a row in which nothing unique could be seen of a keyframe that repeats itself. */
  let unsureFor = 0
  let confidence = 0

  const result = {
    status: 'lost' as TrackStatus,
    keyframeId: undefined as string | undefined,
    homography: identity3(),
    confidence: 0,
    time: 0,
  }

  function isGood(keyframe: Keyframe, strict: boolean): boolean {
    const { fit } = judge
    if (fit.confidence < (strict ? REGAIN : KEEP)) return false
    if (keyframe.period === undefined) return true
    const share = fit.found / fit.visible
    // In a picture that repeats itself only what is unique can tell the right place from the next one. When a blur hides it
    // for a moment, the movement can, as long as it goes on as before.
    if (fit.uniqueVisible < FEWEST_UNIQUE) {
      const isSteady = !strict && share > MOSTLY && fit.found >= MANY && unsureFor < LONGEST_UNSURE
      return isSteady && offCourse(keyframe) < keyframe.period / 4
    }
    // The unique points must be found about as often as the rest.
    const expected = fit.uniqueVisible * share
    const fewest = strict ? FEWEST_UNIQUE : FEWEST_UNIQUE / 2
    if (fit.uniqueFound < Math.max(fewest, (strict ? 0.5 : 0.35) * expected)) return false
    // Where nearly all is alike, one part in its place and another off by one bar make a stretched picture that fits badly.
    return fit.uniqueVisible > MOSTLY_UNIQUE * fit.visible || share > WHOLE
  }

  /** How far the keyframe's middle is from where its movement would have brought it, in pixels. */
  function offCourse({ width: w, height: h }: Keyframe): number {
    if (!hasMotion) return Infinity
    const onward = guesses[1]
    const dx = mapX(onward, w / 2, h / 2) - mapX(attempt, w / 2, h / 2)
    const dy = mapY(onward, w / 2, h / 2) - mapY(attempt, w / 2, h / 2)
    return Math.hypot(dx, dy)
  }

  function attemptOnce(keyframe: Keyframe, h: Matrix3, level: number, strict: boolean): boolean {
    attempt.set(h)
    if (!follower.follow(keyframe, pyramid, attempt, level)) return false
    if (!judge.judge(keyframe, attempt, follower)) return false
    onFit?.(judge.fit, level === POINT_LEVELS - 1 ? 'follow' : 'relocate')
    return isGood(keyframe, strict)
  }

  /** Leaves the place in `attempt`. A blurred picture is tried sharp and smeared by its movement; what worked is tried first. */
  function attemptFrom(keyframe: Keyframe, h: Matrix3, level: number, strict: boolean): boolean {
    setSmear(isBlurred)
    const isFound = attemptOnce(keyframe, h, level, strict)
    confidence = judge.fit.confidence
    if (isFound && judge.fit.found > CLEAR * judge.fit.visible) return true
    if (Math.hypot(moved.x, moved.y) * SHUTTER < LEAST_SMEAR) return isFound
    sharp.set(attempt)
    setSmear(!isBlurred)
    if (attemptOnce(keyframe, h, level, strict) && !(isFound && confidence >= judge.fit.confidence)) {
      isBlurred = !isBlurred
      confidence = judge.fit.confidence
      return true
    }
    attempt.set(sharp)
    return isFound
  }

  function setSmear(on: boolean): void {
    follower.smear.x = on ? moved.x * SHUTTER : 0
    follower.smear.y = on ? moved.y * SHUTTER : 0
  }

  /** Standing still, moving on as before, or moved as the small picture says: the likeliest first. */
  function followOn(keyframe: Keyframe): boolean {
    const still = guesses[0]
    const onward = guesses[1]
    const jumped = guesses[2]
    still.set(last)
    marks[0] = follower.fit(keyframe, pyramid, still)
    marks[1] = -1
    if (hasMotion) {
      multiply3(onward, motion, last)
      marks[1] = follower.fit(keyframe, pyramid, onward)
    }
    marks[2] = -1
    if (hasJump) {
      jumped.set(last)
      shift3(jumped, moved.x, moved.y)
      normalise3(jumped)
      marks[2] = follower.fit(keyframe, pyramid, jumped)
    }
    for (let tries = lostFor > 0 ? 1 : 0; tries < 2; tries++) {
      let best = 0
      for (let i = 1; i < guesses.length; i++) if ((marks[i] ?? -1) > (marks[best] ?? -1)) best = i
      const guess = guesses[best]
      if (guess === undefined || (marks[best] ?? -1) < 0) break
      marks[best] = -1
      if (attemptFrom(keyframe, guess, POINT_LEVELS - 1, lostFor > 0)) return true
    }
    // Where it would be by now, for the next picture.
    if (hasJump) last.set(jumped)
    return false
  }

  function find(): Keyframe | undefined {
    if (keyframes.length === 0) return undefined
    relocator.look(pyramid)
    for (let n = 0; n < Math.min(SEARCHED, keyframes.length); n++) {
      const keyframe = n === 0 && active !== undefined ? active : keyframes[nextSearch++ % keyframes.length]
      if (keyframe === undefined || (n > 0 && keyframe === active)) continue
      if (relocator.locate(keyframe, guesses[0]) && attemptFrom(keyframe, guesses[0], 2, true))
        return keyframe
    }
    return undefined
  }

  function accept(keyframe: Keyframe, status: TrackStatus): void {
    hasMotion = status === 'tracked' && invert3(inverse, last)
    if (hasMotion) {
      multiply3(motion, attempt, inverse)
      hasMotion = normalise3(motion)
    }
    last.set(attempt)
    unsureFor = judge.fit.uniqueVisible < FEWEST_UNIQUE ? unsureFor + 1 : 0
    active = keyframe
    lostFor = 0
    result.status = status
    result.keyframeId = keyframe.id
    result.homography.set(attempt)
    result.confidence = confidence
  }

  function lose(): void {
    lostFor++
    hasMotion = false
    result.status = 'lost'
    result.keyframeId = undefined
    result.confidence = 0
  }

  return {
    setKeyframe(id, grey) {
      if (Math.max(grey.width, grey.height) > edge) throw new RangeError('The keyframe is too large')
      const keyframe = createKeyframe(id, grey, corners, describer)
      this.removeKeyframe(id)
      if (keyframe === undefined) return false
      keyframes.push(keyframe)
      if (keyframes.length > MOST_KEYFRAMES) keyframes.shift()
      // What was just marked is most likely still in the picture, about where it was.
      active = keyframe
      lostFor = 1
      hasMotion = false
      last.set([width / grey.width, 0, 0, 0, height / grey.height, 0, 0, 0, 1])
      return true
    },
    removeKeyframe(id) {
      const at = keyframes.findIndex((keyframe) => keyframe.id === id)
      if (at >= 0) keyframes.splice(at, 1)
      if (active?.id === id) active = undefined
    },
    track(grey, time) {
      if (grey.width !== width || grey.height !== height) throw new RangeError('The picture has another size')
      result.time = time
      fillPyramid(pyramid, grey)
      hasJump = jump.guess(pyramid)
      if (active !== undefined && lostFor <= BLINK && followOn(active)) {
        accept(active, lostFor > 0 ? 'reacquired' : 'tracked')
      } else {
        const found = find()
        if (found === undefined) lose()
        else accept(found, 'reacquired')
      }
      jump.remember(pyramid)
      return result
    },
  }
}
