import { isArAvailable } from '#ar/webxr/ar-support.ts'
import { tryAr } from '#ar/webxr/try-ar.ts'
import type { PortalApi } from '#store/portal-api.ts'
import { AR_FEATURES, arFindings, knowsFeature, trialFindings } from './ar-looks.ts'
import type { Look } from './checker.ts'
import { good, missing, unknown } from './finding.ts'
import { canOpenDatabase, recordingFinding, storageFinding } from './keeping-looks.ts'
import { lookAtCamera, lookAtMicrophone } from './media-looks.ts'
import { isInsideAnotherApp, platformOf, type BrowserFacts } from './platform.ts'
import { measureDown, measureUp, rateFinding } from './rate-look.ts'
import { gatherPaths, relayFinding } from './relay-look.ts'

/** How long the camera's picture stays in sight, ms: a person sees that it is the right camera. */
const PREVIEW_MS = 1200

/** The looks at this browser, as the page runs them. `api` acts as whoever this device is: a guest, an agent, nobody. */
export function browserLooks(deps: {
  readonly facts: BrowserFacts
  readonly api: PortalApi
  /** The link that the check is for, as far as it is known when it is asked. */
  readonly token: () => string | undefined
}): readonly Look[] {
  const { facts, api, token } = deps
  const { navigator } = globalThis
  const secure = isSecureContext
  const platform = platformOf(facts)
  const media = {
    mediaDevices: navigator.mediaDevices,
    secure,
    platform,
    insideAnotherApp: isInsideAnotherApp(facts),
  }
  const rate = { fetch: globalThis.fetch.bind(globalThis), clock: () => performance.now() }
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PREVIEW_MS))

  return [
    {
      checks: ['secure-context'],
      run: async () => ({
        'secure-context': secure
          ? good('The page is secure')
          : missing('This page is not secure', 'Open it by its https address.'),
      }),
    },
    {
      checks: ['camera'],
      run: async ({ preview }) => ({ camera: await lookAtCamera(media, preview, pause) }),
    },
    {
      checks: ['microphone'],
      after: 'camera',
      run: async ({ level }) => {
        level(0)
        const microphone = await lookAtMicrophone(media, level)
        level(undefined)
        return { microphone }
      },
    },
    {
      checks: ['webxr', ...AR_FEATURES],
      run: async () =>
        arFindings({
          secure,
          hasWebXr: navigator.xr !== undefined,
          canStart: await isArAvailable(),
          platform,
          knows: (feature) => knowsFeature(feature),
        }),
    },
    {
      checks: ['recording'],
      run: async () => ({
        recording: recordingFinding(
          typeof MediaRecorder === 'undefined' ? undefined : (type) => MediaRecorder.isTypeSupported(type),
        ),
      }),
    },
    { checks: ['storage'], run: async () => ({ storage: await lookAtStorage() }) },
    {
      checks: ['relay'],
      run: async () => {
        const link = token()
        const answer = await api.call('relays', link === undefined ? {} : { token: link })
        if (!answer.ok) return { relay: unknown('The portal could not be asked for relays', 'Run again.') }
        const { configured, iceServers } = answer.value
        const paths = await gatherPaths(iceServers)
        return { relay: relayFinding({ configured, tried: iceServers.length > 0, paths }) }
      },
    },
    {
      checks: ['downlink'],
      run: async () => ({ downlink: rateFinding('downlink', await measureDown(rate)) }),
    },
    {
      checks: ['uplink'],
      after: 'downlink',
      run: async () => ({ uplink: rateFinding('uplink', await measureUp(rate)) }),
    },
  ]
}

/** How long AR is tried at most, ms: surfaces are found once the phone has moved a little. */
const TRIAL_MS = 4000

/** Runs AR for a moment: only a session tells what a phone gives it. `overlay` is what is seen over the camera meanwhile. */
export function arTrial(overlay: Element, after: Parameters<typeof tryAr>[0]['after']): Look {
  return {
    checks: ['webxr', ...AR_FEATURES],
    run: async () => {
      const { xr } = globalThis.navigator
      return xr === undefined ? {} : trialFindings(await tryAr({ xr, overlay, forMs: TRIAL_MS, after }))
    },
  }
}

async function lookAtStorage() {
  const { storage } = globalThis.navigator
  const [database, persisted, { quota, usage }] = await Promise.all([
    canOpenDatabase(globalThis.indexedDB),
    storage?.persisted().catch(() => false) ?? false,
    storage?.estimate().catch((): StorageEstimate => ({})) ?? {},
  ])
  return storageFinding({
    database,
    persisted,
    ...(quota === undefined ? {} : { freeBytes: Math.max(0, quota - (usage ?? 0)) }),
  })
}
