import { describe, expect, it } from 'vitest'
import { createSignal } from '#domain/engine.ts'
import { createCameraThrift } from '#guest/camera/camera-thrift.ts'

/** A phone whose frames come when the test says so. */
function createPhone() {
  const changed = createSignal<[]>()
  let isOn = true
  let onFrame: ((time: number) => void) | undefined
  let save: (steps: number) => void = () => undefined
  let time = 0
  const track: MediaStreamTrack = Object.create(null)
  const thrift = createCameraThrift({
    media: { tracks: () => ({ camera: isOn ? track : undefined }), subscribe: changed.on },
    frames(next) {
      onFrame = next
      return () => {
        onFrame = undefined
      }
    },
    battery(onSteps) {
      save = onSteps
      return () => undefined
    },
  })
  return {
    thrift,
    charge: (steps: number) => save(steps),
    isWatching: () => onFrame !== undefined,
    turn(on: boolean) {
      isOn = on
      changed.emit()
    },
    run(interval: number, ms: number) {
      for (const end = time + ms; time < end; time += interval) onFrame?.(time)
    },
  }
}

describe('what a phone without AR sends', () => {
  it('[TF1] is less when the battery runs low, and all again at the charger', () => {
    const { thrift, charge } = createPhone()
    expect(thrift.snapshot()).toEqual({ saving: undefined, limits: undefined })
    charge(1)
    expect(thrift.snapshot()).toEqual({ saving: 'battery', limits: { longEdge: 896, framesPerSecond: 24 } })
    charge(2)
    expect(thrift.snapshot().limits?.longEdge).toBe(640)
    charge(0)
    expect(thrift.snapshot()).toEqual({ saving: undefined, limits: undefined })
  })

  it('[TF2] is less step by step while its frames stay slow, down to fewer frames', () => {
    const { thrift, run } = createPhone()
    run(1000 / 60, 12_000)
    expect(thrift.snapshot().saving).toBeUndefined()
    const steps: unknown[] = []
    thrift.subscribe(() => steps.push(thrift.snapshot().limits))
    run(45, 16_000)
    expect(thrift.snapshot().saving).toBe('heat')
    expect(steps).toEqual([
      { longEdge: 896, framesPerSecond: 24 },
      { longEdge: 640, framesPerSecond: 24 },
      { longEdge: 640, framesPerSecond: 12 },
    ])
  })

  it('[TF3] is looked at only while the camera is on', () => {
    const { thrift, isWatching, turn } = createPhone()
    expect(isWatching()).toBe(true)
    turn(false)
    expect(isWatching()).toBe(false)
    turn(true)
    expect(isWatching()).toBe(true)
    thrift.close()
    expect(isWatching()).toBe(false)
  })
})
