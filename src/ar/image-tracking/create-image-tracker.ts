import { type Course, isBelieved, isUnsure } from './believe.ts'
import { createCornerFinder } from './corners.ts'
import { createDescriber } from './descriptors.ts'
import { createFollower } from './follow.ts'
import { accept, type FollowedKeyframe, lose, mayBeNear, startFollowing } from './followed-keyframe.ts'
import type { ImageTracker, TrackResult } from './image-tracker.ts'
import { createFitJudge, type Fit } from './judge-fit.ts'
import { createJumpGuess } from './jump-guess.ts'
import { POINT_LEVELS } from './key-points.ts'
import { createKeyframe } from './keyframe.ts'
import { identity3, mapX, mapY, type Matrix3, multiply3, normalise3, shift3 } from './matrix3.ts'
import { createPlaces } from './places.ts'
import { createPyramid, fillPyramid } from './pyramid.ts'
import { createRandom } from './random.ts'
import { createRelocator, looksFor } from './relocate.ts'
import { createSlipCorrector } from './slipped.ts'

/** Six stills of three parts each; one that goes unnoticed would never show its marks again. */
const MOST_KEYFRAMES = 18
/** Keyframes that are looked for in one picture while lost; more would hold up the next picture on a phone. */
const SEARCHED = 2
/** While something is followed, what is lost is looked for in every so many pictures only. */
const SEARCH_BESIDE = 3

/** Share of the time between two pictures that a camera indoors keeps its shutter open. */
const SHUTTER = 0.4
/** Shorter smears than this, in pixels, are no trouble. */
const LEAST_SMEAR = 3
/** A place in a picture that repeats itself is worth looking beside from this confidence on. */
const SLIPPED = 0.5
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
  const slips = createSlipCorrector(follower)
  const jump = createJumpGuess()

  const all: FollowedKeyframe[] = []
  const results: TrackResult[] = []
  let nextSearch = 0
  let picture = 0
  const guesses = [identity3(), identity3(), identity3()] as const
  const marks = new Float64Array(guesses.length)
  const attempt = identity3()
  const sharp = identity3()
  const slipped = identity3()
  /** By how much the picture moved since the last one, in pixels, as far as a very small one shows it. */
  const moved = jump.found
  let hasJump = false
  let confidence = 0
  let unsure = false
  const course: { -readonly [K in keyof Course]: Course[K] } = {
    period: undefined,
    offCourse: 0,
    unsureFor: 0,
  }

  /** How far the keyframe's middle is from where its movement would have brought it, in pixels. */
  function offCourse({ keyframe: { width: w, height: h }, hasMotion }: FollowedKeyframe): number {
    if (!hasMotion) return Infinity
    const onward = guesses[1]
    const dx = mapX(onward, w / 2, h / 2) - mapX(attempt, w / 2, h / 2)
    const dy = mapY(onward, w / 2, h / 2) - mapY(attempt, w / 2, h / 2)
    return Math.hypot(dx, dy)
  }

  function attemptOnce(followed: FollowedKeyframe, h: Matrix3, level: number, strict: boolean): boolean {
    const { keyframe } = followed
    attempt.set(h)
    if (!follower.follow(keyframe, pyramid, attempt, level)) return false
    if (!judge.judge(keyframe, attempt, follower)) return false
    onFit?.(judge.fit, level === POINT_LEVELS - 1 ? 'follow' : 'relocate')
    course.period = keyframe.period
    course.unsureFor = followed.unsureFor
    course.offCourse = keyframe.period === undefined ? 0 : offCourse(followed)
    // Asked only where it may change the answer: a lost picture is shown again by what is seen of it alone.
    const { uniqueVisible, uniqueFound } = judge.fit
    if (!strict && course.period !== undefined && 2 * uniqueFound < uniqueVisible)
      judge.fit.uniqueHidden = follower.hiddenUnique(keyframe, pyramid, attempt)
    if (!isBelieved(judge.fit, course, strict)) return false
    followed.places.judge(follower)
    if (followed.places.isRefuted()) return false
    unsure = isUnsure(judge.fit)
    return true
  }

  /** One that fits well but for its unique points is where something looks alike: from there the right place is known. */
  function attemptUnslipped(followed: FollowedKeyframe, h: Matrix3, level: number, strict: boolean): boolean {
    if (attemptOnce(followed, h, level, strict)) return true
    const isSlipped = followed.keyframe.period !== undefined && judge.fit.confidence > SLIPPED
    if (!isSlipped || !slips.correct(followed.keyframe, pyramid, attempt)) return false
    slipped.set(attempt)
    return attemptOnce(followed, slipped, 1, true)
  }

  /** Leaves the place in `attempt`. A blurred picture is tried sharp and smeared by its movement; what worked is tried first. */
  function attemptFrom(followed: FollowedKeyframe, h: Matrix3, level: number, strict: boolean): boolean {
    setSmear(followed.isBlurred)
    const isFound = attemptUnslipped(followed, h, level, strict)
    confidence = judge.fit.confidence
    if (isFound && judge.fit.share > CLEAR) return true
    if (Math.hypot(moved.x, moved.y) * SHUTTER < LEAST_SMEAR) return isFound
    sharp.set(attempt)
    setSmear(!followed.isBlurred)
    if (attemptOnce(followed, h, level, strict) && !(isFound && confidence >= judge.fit.confidence)) {
      followed.isBlurred = !followed.isBlurred
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
  function followOn(followed: FollowedKeyframe): boolean {
    const { keyframe, last, lostFor } = followed
    const still = guesses[0]
    const onward = guesses[1]
    const jumped = guesses[2]
    still.set(last)
    marks[0] = follower.fit(keyframe, pyramid, still)
    marks[1] = -1
    if (followed.hasMotion) {
      multiply3(onward, followed.motion, last)
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
      if (attemptFrom(followed, guess, POINT_LEVELS - 1, lostFor > 0)) return true
    }
    // Where it would be by now, for the next picture.
    if (hasJump) last.set(jumped)
    return false
  }

  /** Looks everywhere for some of what is lost, another one each time. */
  function search(lost: number, beside: boolean): void {
    if (lost === 0 || (beside && picture % SEARCH_BESIDE !== 0)) return
    relocator.look(pyramid)
    let searched = 0
    for (let n = 0; n < all.length && searched < SEARCHED; n++) {
      const followed = all[nextSearch++ % all.length]
      if (followed === undefined || followed.lostFor === 0) continue
      searched++
      for (const by of looksFor(followed.keyframe)) {
        if (!relocator.locate(followed.keyframe, guesses[0], by)) continue
        if (!attemptFrom(followed, guesses[0], 2, true)) continue
        accept(followed, attempt, 'reacquired', confidence, unsure)
        break
      }
    }
  }

  function removeAt(at: number): void {
    all.splice(at, 1)
    results.splice(at, 1)
  }

  return {
    setKeyframe(id, grey, { focus, places = [] } = {}) {
      if (Math.max(grey.width, grey.height) > edge) throw new RangeError('The keyframe is too large')
      const keyframe = createKeyframe(id, grey, corners, describer, focus)
      this.removeKeyframe(id)
      if (keyframe === undefined) return false
      const followed = startFollowing(keyframe, places, width, height)
      all.push(followed)
      results.push(followed.result)
      if (all.length > MOST_KEYFRAMES) removeAt(0)
      return true
    },
    setPlaces(id, boxes) {
      const followed = all.find(({ keyframe }) => keyframe.id === id)
      if (followed === undefined) return
      followed.places = createPlaces(followed.keyframe, boxes)
      followed.result.holds = followed.places.holds
    },
    removeKeyframe(id) {
      const at = all.findIndex(({ keyframe }) => keyframe.id === id)
      if (at >= 0) removeAt(at)
    },
    track(grey) {
      if (grey.width !== width || grey.height !== height) throw new RangeError('The picture has another size')
      picture++
      fillPyramid(pyramid, grey)
      hasJump = jump.guess(pyramid)
      let lost = 0
      for (let n = 0; n < all.length; n++) {
        const followed = all[n]
        if (followed === undefined) continue
        if (mayBeNear(followed) && followOn(followed)) {
          accept(followed, attempt, followed.lostFor > 0 ? 'reacquired' : 'tracked', confidence, unsure)
        } else {
          lose(followed)
          lost++
        }
      }
      search(lost, lost < all.length)
      jump.remember(pyramid)
      return results
    },
  }
}
