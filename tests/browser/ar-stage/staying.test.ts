import { describe, expect, it, onTestFinished } from 'vitest'
import { distance, fromLocal } from '#domain/geometry.ts'
import { createSceneLayer } from '#ar/marks/create-scene-layer.ts'
import type { SceneLayer, SceneLayerView } from '#ar/marks/scene-layer.ts'
import {
  clickTargets,
  createStage,
  errorsOf,
  expert,
  look,
  readFrames,
  seenAt,
  spaceMarks,
  type Stage,
  until,
} from './stage.ts'

const START = [0, 1.5, 0.6] as const

async function begin(stage: Stage): Promise<void> {
  stage.phone.setPose({ position: START, orientation: look(0, -25) })
  expect(await stage.tracker.start()).toEqual({ ok: true, value: undefined })
  await until('tracking is good', () => stage.tracker.snapshot().tracking === 'good')
}

/** A stage whose layer can be looked at. */
async function watched(): Promise<{
  stage: Stage
  layer: () => SceneLayer
  view: () => SceneLayerView | undefined
}> {
  let layer: SceneLayer | undefined
  let view: SceneLayerView | undefined
  const stage = await createStage({
    createSceneLayer(models) {
      const made = createSceneLayer({ models })
      layer = {
        ...made,
        sync(scene, next) {
          view = next
          made.sync(scene, next)
        },
      }
      return layer
    },
  })
  const theLayer = (): SceneLayer => {
    if (layer === undefined) throw new Error('no layer')
    return layer
  }
  return { stage, layer: theLayer, view: () => view }
}

describe('tracking that is lost', () => {
  it('[AR13] dims the marks, hides them after a second, says why, and shows them again when it is back', async () => {
    const { stage, layer, view } = await watched()
    await begin(stage)
    expect(stage.tracker.snapshot().trackingReason).toBeUndefined()
    stage.phone.take('tracking')
    await until('it is lost', () => stage.tracker.snapshot().tracking === 'lost')
    expect(stage.tracker.snapshot().trackingReason).toBe('nothing-to-hold-on-to')
    await until('marks are dim', () => view()?.dimmed)
    await until('marks are hidden', () => !layer().object.visible)
    stage.phone.give('tracking')
    await until('tracking is good', () => stage.tracker.snapshot().tracking === 'good')
    await until('marks are as they were', () => layer().object.visible && view()?.dimmed === false)
    expect(stage.tracker.snapshot().trackingReason).toBeUndefined()
  })

  it('[AR14] in a dark room is said to be too dark', async () => {
    const stage = await createStage()
    onTestFinished(() => stage.phone.setLight(1))
    await begin(stage)
    stage.phone.setLight(0.02)
    // The picture is looked at every two seconds: frames of the dark room must be among them.
    const dark = performance.now()
    await until('the dark was seen', () => performance.now() - dark > 3000)
    stage.phone.take('tracking')
    await until('it is lost', () => stage.tracker.snapshot().tracking === 'lost')
    expect(stage.tracker.snapshot().trackingReason).toBe('too-dark')
  })
})

describe('what is sent', () => {
  it('[AR15] is nothing while nobody watches, and goes on when somebody does', async () => {
    const stage = await createStage()
    await begin(stage)
    await readFrames(stage.tracker, 2)
    const { track } = stage.tracker
    stage.tracker.setWatched(false)
    const before = stage.poses.latest()?.frame
    let draws = 0
    const copy = CanvasRenderingContext2D.prototype.drawImage
    CanvasRenderingContext2D.prototype.drawImage = function (...args: never) {
      draws++
      Reflect.apply(copy, this, args)
    }
    onTestFinished(() => {
      CanvasRenderingContext2D.prototype.drawImage = copy
    })
    await new Promise<void>((resolve) => {
      let frames = 20
      const step = (): void => {
        frames--
        if (frames === 0) resolve()
        else requestAnimationFrame(step)
      }
      step()
    })
    expect(stage.poses.latest()?.frame).toBe(before)
    expect(draws).toBe(0)
    stage.tracker.setWatched(true)
    await until('frames go on', () => (stage.poses.latest()?.frame ?? 0) > (before ?? 0))
    expect(stage.tracker.track).toBe(track)
    expect(track?.readyState).toBe('live')
  })

  it('[AR16] is less when the battery runs low, and the capability says so', async () => {
    const battery = Object.assign(new EventTarget(), { charging: false, level: 0.5 })
    Object.defineProperty(navigator, 'getBattery', {
      configurable: true,
      value: () => Promise.resolve(battery),
    })
    onTestFinished(() => void Reflect.deleteProperty(navigator, 'getBattery'))
    const stage = await createStage()
    await begin(stage)
    const longEdge = (): number =>
      Math.max(stage.tracker.snapshot().picture.width, stage.tracker.snapshot().picture.height)
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = new MediaStream(stage.tracker.track === undefined ? [] : [stage.tracker.track])
    void video.play()
    const isWhole = (): boolean => {
      const { width, height, stripRows } = stage.tracker.snapshot().picture
      return width > 0 && video.videoWidth === width && video.videoHeight === height + stripRows
    }
    await until('the whole picture is sent', () => longEdge() > 640 && isWhole())
    Object.assign(battery, { level: 0.1 })
    battery.dispatchEvent(new Event('levelchange'))
    await until('the battery is spared', () => stage.tracker.snapshot().saving !== undefined)
    expect(stage.tracker.snapshot().saving).toBe('battery')
    await until('the picture that leaves is really smaller', () => longEdge() <= 640 && isWhole())
    Object.assign(battery, { charging: true })
    battery.dispatchEvent(new Event('chargingchange'))
    await until('no more', () => stage.tracker.snapshot().saving !== 'battery')
    await until('it is whole again', () => longEdge() > 640 && isWhole())
  })
})

describe('AR that is left and entered again', () => {
  it('[AR17] has everything placed again by one touch on the real place of one mark', async () => {
    const stage = await createStage()
    await begin(stage)
    const clicks = await clickTargets(stage, 6, ({ request }) => stage.ask(request))
    await errorsOf(stage, clicks)
    await stage.tracker.stop()
    const wall = clicks.find(({ target }) => target.name === 'green')
    if (wall === undefined) throw new Error('the wall was not clicked')
    await begin(stage)
    const first = stage.tracker.snapshot().spaceId
    stage.phone.resetSpace()
    await until('another origin', () => stage.tracker.snapshot().spaceId !== first)
    await until('tracking is good', () => stage.tracker.snapshot().tracking === 'good')
    await until('the marks of before wait', () => stage.tracker.snapshot().needsJoin)
    stage.tracker.take({ kind: 'join', markId: wall.id })
    const at = stage.phone.project(wall.target.position)
    if (at === undefined) throw new Error('not in sight')
    const finger = await stage.phone.touch(at.u, at.v)
    await readFrames(stage.tracker, 8)
    await finger.lift()
    await until('they are placed', () => !stage.tracker.snapshot().needsJoin)
    const { spaceId } = stage.tracker.snapshot()
    const origin = stage.phone.origin()
    const errors = clicks.map(({ id, target }) => {
      const mark = spaceMarks(stage.scene.snapshot()).find((one) => one.id === id && one.spaceId === spaceId)
      return distance(fromLocal(origin, mark?.pose.position ?? [9, 9, 9]), target.position)
    })
    expect(Math.max(...errors)).toBeLessThan(0.03)
    expect(stage.changes.filter(({ kind }) => kind === 'space.join')).toHaveLength(1)
  })
})

describe('what an expert moves', () => {
  it('[AR18] stands where it was dragged to in the frame that was seen', async () => {
    const stage = await createStage()
    await begin(stage)
    const [click] = await clickTargets(stage, 1, ({ request }) => stage.ask(request))
    if (click === undefined) throw new Error('nothing to click')
    await errorsOf(stage, [click])
    const goal = stage.phone.targets.find(
      ({ name }) => name === (click.target.name === 'amber' ? 'pink' : 'amber'),
    )
    const [frame] = await readFrames(stage.tracker, 1)
    const sample = stage.poses.getByStripId(frame?.id16 ?? -1)
    if (goal === undefined || sample === undefined) throw new Error('nowhere to go')
    const point = { frame: sample.frame, ...seenAt(goal.position, sample.camera) }
    stage.ask({ type: 'mark.move', markId: click.id, point })
    const before = spaceMarks(stage.scene.snapshot())[0]
    const moved = await until('it is moved', () => {
      const [mark] = spaceMarks(stage.scene.snapshot())
      return mark !== before && mark
    })
    expect(distance(moved.pose.position, goal.position)).toBeLessThan(0.01)
    expect(stage.changes.at(-1)).toMatchObject({ kind: 'mark.put', by: expert })
  })
})
