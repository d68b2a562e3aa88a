import { createSceneLayer } from '#ar/marks/create-scene-layer.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import type { ModelLibrary } from '#ar/models/model-library.ts'
import type { Tracker } from '#ar/tracker/tracker.ts'
import { createWebXrTracker } from '#ar/webxr/webxr-tracker.tsx'
import type { Call } from '#call/call.ts'
import { createHolds, type Holds } from '#call/holds.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { Readable } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import { portalNow } from '#store/portal-clock.ts'
import type { Whereabouts } from '../news.ts'
import type { Preferences } from '../preferences.ts'
import { createElsewhere } from './elsewhere.ts'
import { createKit, type Kit } from './kit.ts'

/** Everything of AR that screens use: made at the first start, kept over stops, so that what stood before can be found again. */
export interface ArRun {
  readonly tracker: Tracker
  readonly kit: Kit
  readonly holds: Holds
  /** The spaces of other phones in the call. */
  readonly elsewhere: Readable<ReadonlySet<Id>>
  /** The models of the running session. */
  models(): ModelLibrary | undefined
  readonly whereabouts: Whereabouts
  close(): void
}

export interface ArRunDeps {
  /** What stays visible over AR, and where its canvas lives. */
  readonly overlay: HTMLElement
  readonly host: HTMLElement
  readonly call: Call
  readonly shared: SharedSession
  readonly self: Participant
  readonly preferences: Preferences
  /** Whether this device films the picture itself. */
  readonly filmed?: Readable<boolean> | undefined
  readonly now: Now
  readonly makeId: MakeId
}

export function createArRun(deps: ArRunDeps): ArRun {
  const { overlay, host, call, shared, self, preferences, filmed, now, makeId } = deps
  let models: ModelLibrary | undefined
  let side: ReturnType<Whereabouts>
  let cuedId: Id | undefined
  const elsewhere = createElsewhere(call, self.id)

  const tracker = createWebXrTracker({
    overlay,
    host,
    scene: { snapshot: () => shared.snapshot().scene, subscribe: (onChange) => shared.subscribe(onChange) },
    commit: (change) => void shared.commit(change),
    sendPoses: (packet) => call.sendPoses(packet),
    now,
    makeId,
    performanceNow: () => performance.now(),
    author: self.id,
    elsewhere,
    // A library of one's own for each session: textures belong to the renderer that ends with it.
    createSceneLayer: () => {
      const library = createModelLibrary({ now: portalNow })
      const layer = createSceneLayer({ models: library })
      models = library
      return {
        ...layer,
        dispose() {
          layer.dispose()
          library.dispose()
          if (models === library) models = undefined
        },
      }
    },
  })
  const holds = createHolds({ call, self, now })
  const kit = createKit({ tracker, shared, preferences, elsewhere, selfId: self.id })

  /** Who points now. */
  const pointing = new Set<Id>()
  const followPeers = (): void => {
    const { peers } = call.snapshot()
    tracker.setWatched(filmed?.snapshot() === true || peers.some((peer) => peer.link === 'open'))
    for (const author of pointing)
      if (!peers.some((peer) => peer.participantId === author)) point(undefined, author)
  }
  const point = (pointer: Parameters<Tracker['point']>[0], author: Id): void => {
    // A still that was not seen in a space has no place in the room: what points into it is seen on the still.
    const { stills } = shared.snapshot().scene
    const isPlaced =
      pointer !== undefined &&
      (pointer.stillId === undefined || stills.get(pointer.stillId)?.camera !== undefined)
    if (isPlaced) pointing.add(author)
    else pointing.delete(author)
    tracker.point(isPlaced ? pointer : undefined, author)
  }
  const followHolds = (): void =>
    tracker.setHeld(new Map([...holds.snapshot()].filter(([, { by }]) => by !== self.id)))

  const offs = [
    filmed?.subscribe(followPeers) ?? (() => undefined),
    call.subscribe(followPeers),
    holds.subscribe(followHolds),
    tracker.onGrab((id, isHeld) => (isHeld ? holds.grab(id) : holds.release(id))),
    tracker.onPoint((pointer) => call.sendUnreliable(pointer ?? { type: 'pointer.gone' })),
    tracker.onCue((cue) => {
      side = cue?.side
      cuedId = cue?.id
    }),
    call.onMessage((message, from) => {
      switch (message.type) {
        case 'mark.begin':
        case 'mark.extend':
        case 'mark.end':
        case 'mark.move':
        case 'placement.request':
        case 'placement.move':
          tracker.handle(message, from.participantId)
          break
        case 'pointer':
          point(message, from.participantId)
          break
        case 'pointer.gone':
          point(undefined, from.participantId)
          break
        case 'join.ask':
          kit.join(message.markId)
          break
        default:
          break
      }
    }),
  ]
  followPeers()

  return {
    tracker,
    kit,
    holds,
    elsewhere,
    models: () => models,
    whereabouts: (id) => (id === cuedId ? side : undefined),
    close() {
      for (const off of offs.splice(0)) off()
      kit.close()
      holds.close()
      elsewhere.close()
      void tracker.stop()
      tracker.close()
    },
  }
}
