import { expect, it } from 'vitest'
import { impossible, pictureSize } from '#ar/simulator/user-media.ts'

it.each([
  { video: true, upright: true, size: [480, 640] },
  { video: true, upright: false, size: [640, 480] },
  { video: { width: { ideal: 1280 }, height: { ideal: 720 } }, upright: true, size: [720, 1280] },
  { video: { width: { exact: 320 } }, upright: false, size: [320, 240] },
  { video: { height: 720 }, upright: false, size: [960, 720] },
])('[UM1] the picture of $video, upright $upright, is $size', ({ video, upright, size }) => {
  expect(pictureSize(video, upright)).toEqual(size)
})

it.each([
  { video: true, unmet: undefined },
  { video: { facingMode: 'user' }, unmet: undefined },
  { video: { facingMode: { exact: 'environment' } }, unmet: undefined },
  { video: { facingMode: { exact: 'user' } }, unmet: 'facingMode' },
  { video: { deviceId: { exact: 'camera-0' } }, unmet: undefined },
  { video: { deviceId: { exact: 'other' } }, unmet: 'deviceId' },
])('[UM2] $video cannot be met because of $unmet', ({ video, unmet }) => {
  expect(impossible(video)).toBe(unmet)
})
