import { expect, it } from 'vitest'

it('runs in a Chromium that has what the product needs', () => {
  expect(typeof indexedDB.open).toBe('function')
  expect(MediaRecorder.isTypeSupported('video/webm;codecs=vp8,opus')).toBe(true)
  expect(document.createElement('canvas').getContext('webgl2')).not.toBeNull()
  expect(typeof HTMLVideoElement.prototype.requestVideoFrameCallback).toBe('function')
})
