import type { WebGLRenderer } from 'three'
import type { Capability } from '#domain/capability.ts'
import { packFlatPoses, POSE_REPEAT, POSE_SAMPLE_NUMBERS } from '#domain/pose-track.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { SharpFrame } from '../tracker/tracker.ts'
import { watchBattery } from './battery.ts'
import { createCameraPicture } from './camera-picture.ts'
import { createOutgoingVideo } from './outgoing-video.ts'
import { createPace } from './pace.ts'
import { pictureSize } from './picture-size.ts'
import { cameraTexture } from './raw-camera.ts'
import { createStillShots } from './still-shots.ts'
import { cameraOf } from './view-camera.ts'

/** The brightness of the picture is looked at this often, in milliseconds: it is there to say why tracking was lost. */
const LOOK_EVERY_MS = 2000

/** A still's longer edge, in pixels: more than any phone's screen, and small enough to cross a link in seconds. */
const LONGEST_SHOT = 2560

export interface ArStreamDeps {
  readonly renderer: WebGLRenderer
  readonly ring: PoseRing
  readonly sendPoses: (packet: ArrayBuffer) => void
  /** The next frame's id; goes on counting over sessions and spaces. */
  readonly nextFrame: () => number
  /** Track, size or the reason for saving are others than before. */
  readonly onChange: () => void
}

/** What leaves the device while AR runs: the camera picture with its strip, and the pose of each frame. */
export interface ArStream {
  readonly track: MediaStreamTrack | undefined
  readonly size: Capability['picture']
  /** Why less is sent than could be. */
  readonly saving: Capability['saving']
  /** Mean of the camera's picture, 0 to 1, as of the last look. */
  readonly brightness: number | undefined
  /** While nobody watches or records nothing is drawn, read back or sent; the track stays. */
  setWatched(isWatched: boolean): void
  /**
   * Once per AR frame, before the scene is drawn. Sends the frame if it is due and has a picture; true when it did.
   * @param width, height of the view's viewport in pixels, @param time monotonic milliseconds
   */
  send(view: XRView, width: number, height: number, time: number): boolean
  /** The next frame that is sent, as large as the viewport; undefined when none is sent in time. */
  shoot(): Promise<Omit<SharpFrame, 'spaceId'> | undefined>
  close(): void
}

/** @returns undefined when the browser cannot capture a canvas */
export function createArStream(deps: ArStreamDeps): ArStream | undefined {
  const { renderer, ring, sendPoses, nextFrame, onChange } = deps
  const picture = createCameraPicture(renderer)
  // Before the first frame is known a size is needed for the track to have one.
  const video = createOutgoingVideo(picture.canvas, onChange)
  if (video === undefined) {
    picture.dispose()
    return undefined
  }
  const pace = createPace()
  const shots = createStillShots()
  const flat = new Float64Array((POSE_REPEAT + 1) * POSE_SAMPLE_NUMBERS)
  let isWatched = true
  let saving: Capability['saving']
  let lookedAt = Number.NEGATIVE_INFINITY
  const offBattery = watchBattery((steps) => pace.spare(steps))

  const tellSaving = (): void => {
    if (pace.saving === saving) return
    saving = pace.saving
    onChange()
  }

  return {
    get track() {
      return video.track
    },
    get size() {
      return picture.size
    },
    get saving() {
      return saving
    },
    get brightness() {
      return picture.brightness
    },
    setWatched(next) {
      isWatched = next
    },
    send(view, width, height, time) {
      const isDue = pace.tick(time)
      tellSaving()
      if (!isDue || !isWatched) return false
      const texture = cameraTexture(renderer, view)
      if (texture === undefined) return false
      if (time - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = time
        picture.look(texture)
      }
      // Before the pose and the picture leave, so that the strip is as wide as the picture that it describes.
      if (picture.fit(width, height, pace.longEdge)) onChange()
      const frame = nextFrame()
      const { position, orientation } = view.transform
      ring.pushView(frame, time, position, orientation, view.projectionMatrix)
      // The pose leaves before its picture: it is smaller, and the picture is of no use without it.
      const count = ring.copyNewest(POSE_REPEAT + 1, flat)
      // The packet is the one thing made per frame: the channel keeps it until it is sent.
      sendPoses(packFlatPoses(flat, count))
      picture.draw(texture, frame)
      video.push(time)
      if (shots.isWanted) {
        const whole = pictureSize(width, height, LONGEST_SHOT)
        shots.give(picture.shoot(texture, whole.width, whole.height), frame, cameraOf(view))
      }
      return true
    },
    shoot: shots.next,
    close() {
      shots.close()
      offBattery()
      video.close()
      picture.dispose()
    },
  }
}
