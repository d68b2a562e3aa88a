import { describe, expect, it } from 'vitest'
import { decideFeatures, type PhoneSessionInit } from '#ar/simulator/session-features.ts'

const root: Element = Object.create(null)
const cpu = { usagePreference: ['cpu-optimized'], dataFormatPreference: ['luminance-alpha', 'float32'] }
const nothing = new Set<string>()

describe('what a session of the simulated phone is given', () => {
  const cases: readonly {
    name: string
    init: PhoneSessionInit
    taken?: readonly string[]
    enabled?: readonly string[]
    missing?: string
  }[] = [
    { name: 'nothing asked', init: {}, enabled: ['viewer', 'local'] },
    {
      name: 'known wishes, unknown ones dropped',
      init: {
        requiredFeatures: ['local-floor'],
        optionalFeatures: ['hit-test', 'light-estimation', 'hand-tracking'],
      },
      enabled: ['viewer', 'local', 'local-floor', 'hit-test'],
    },
    {
      name: 'an unknown requirement',
      init: { requiredFeatures: ['hand-tracking'] },
      missing: 'hand-tracking',
    },
    {
      name: 'a taken wish',
      init: { optionalFeatures: ['anchors'] },
      taken: ['anchors'],
      enabled: ['viewer', 'local'],
    },
    {
      name: 'a taken requirement',
      init: { requiredFeatures: ['anchors'] },
      taken: ['anchors'],
      missing: 'anchors',
    },
    {
      name: 'an overlay without a root',
      init: { optionalFeatures: ['dom-overlay'] },
      enabled: ['viewer', 'local'],
    },
    {
      name: 'an overlay that must have a root',
      init: { requiredFeatures: ['dom-overlay'] },
      missing: 'dom-overlay',
    },
    {
      name: 'an overlay',
      init: { optionalFeatures: ['dom-overlay'], domOverlay: { root } },
      enabled: ['viewer', 'local', 'dom-overlay'],
    },
    {
      name: 'depth without saying how',
      init: { optionalFeatures: ['depth-sensing'] },
      enabled: ['viewer', 'local'],
    },
    {
      name: 'depth for the graphics card only',
      init: {
        optionalFeatures: ['depth-sensing'],
        depthSensing: { usagePreference: ['gpu-optimized'], dataFormatPreference: [] },
      },
      enabled: ['viewer', 'local'],
    },
    {
      name: 'depth in an unknown format',
      init: {
        requiredFeatures: ['depth-sensing'],
        depthSensing: { usagePreference: ['cpu-optimized'], dataFormatPreference: ['unsigned-short'] },
      },
      missing: 'depth-sensing',
    },
    {
      name: 'depth',
      init: { optionalFeatures: ['depth-sensing'], depthSensing: cpu },
      enabled: ['viewer', 'local', 'depth-sensing'],
    },
  ]
  it.each(cases)('[PF1] $name', ({ init, taken = [], enabled, missing }) => {
    const decision = decideFeatures(init, new Set(taken))
    const expected = missing === undefined ? { status: 'granted', enabled } : { status: 'refused', missing }
    expect(decision).toMatchObject(expected)
  })

  it.each([
    { wish: ['luminance-alpha', 'float32'], format: 'luminance-alpha' },
    { wish: ['float32', 'luminance-alpha'], format: 'float32' },
    { wish: ['other', 'float32'], format: 'float32' },
    { wish: [], format: 'luminance-alpha' },
  ])('[PF2] depth comes in the first known format of $wish', ({ wish, format }) => {
    const depthSensing = { usagePreference: [], dataFormatPreference: wish }
    const decision = decideFeatures({ requiredFeatures: ['depth-sensing'], depthSensing }, nothing)
    expect(decision).toMatchObject({ status: 'granted', depthFormat: format })
  })
})
