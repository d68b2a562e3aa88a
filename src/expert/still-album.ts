import type { LiveView } from '#ar/live-view/live-view.ts'
import type { ModelLibrary } from '#ar/models/model-library.ts'
import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now, Timestamp } from '#domain/ids.ts'
import { marksOnStill } from '#domain/marks-on-still.ts'
import type { SceneState } from '#domain/scene.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { Still } from '#domain/still.ts'
import { recordLostStills } from '#recording/lost-stills.ts'
import type { LocalStore } from '#store/local-store.ts'
import { paintedStill, stillFile } from './still-file.ts'
import { createSharpening, type Sharpness } from './sharpening.ts'
import { createShownStills } from './shown-stills.ts'
import { createStillPictures } from './still-pictures.ts'

export interface AlbumStill {
  readonly id: Id
  readonly at: Timestamp
  readonly isOwn: boolean
  readonly width: number
  readonly height: number
  /** Whether marks drawn on it stand in the room (world ladder). */
  readonly isInRoom: boolean
  /** How many marks are seen on it. */
  readonly marks: number
  /** A URL of its picture; undefined while the picture is on its way. Good as long as the album. */
  readonly url: string | undefined
  /** Whether its picture is as the phone's camera gave it, or that is on its way; undefined: as it came over the link. */
  readonly sharpness: Sharpness | undefined
}

interface StillAlbumState {
  /** Newest first. */
  readonly stills: readonly AlbumStill[]
  /** The one on the screen. */
  readonly open: Id | undefined
  /** What somebody else shows and this expert does not look at. */
  readonly shownByOther: { readonly stillId: Id; readonly name: string } | undefined
}

/** The stills of this session, those of others too. */
export interface StillAlbum extends Engine<StillAlbumState> {
  /** Shows it in the place of the live picture, to be marked; `unfreeze` of the look goes back. False while its picture is on its way. */
  open(stillId: Id): Promise<boolean>
  /** The picture as a JPEG file, with or without what was drawn on it; undefined while it is on its way. */
  file(stillId: Id, marks: 'with-marks' | 'bare'): Promise<File | undefined>
  /** Says something in the chat with that still beside it. */
  attach(stillId: Id, text: string): Promise<void>
}

export interface StillAlbumDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly models: ModelLibrary
  readonly selfId: Id
  readonly sessionId: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly tell: (kind: SessionUpdateKind) => void
  readonly view: () => LiveView | undefined
  /** Connection of the technician whose picture is shown. */
  readonly technicianId: () => string | undefined
  /** Whether what is marked on that still stands in the room that the technician's live picture shows now. */
  readonly isInRoom: (stillId: Id) => boolean
}

/** What the look needs of the album beside what screens need. */
export interface OpenAlbum extends StillAlbum {
  /**
   * Holds the frame that is seen, at once; resolves false when there is none, else once its picture is kept.
   * @param isToDraw a hand is on it already: no sharper picture takes its place
   */
  freeze(isToDraw: boolean): Promise<boolean>
  unfreeze(): void
  /** A hand is on the picture: no sharper one takes its place any more. */
  touch(): void
  /** The JPEG of a still, from this device or the portal; undefined while it is on its way. */
  picture(stillId: Id): Promise<Blob | undefined>
  /** What is on the screen, or who can see it, may have changed. */
  follow(): void
}

export function createStillAlbum(deps: StillAlbumDeps): OpenAlbum {
  const { shared, store, models, selfId, sessionId, now, makeId, tell, view } = deps
  const state = createValue<StillAlbumState>({ stills: [], open: undefined, shownByOther: undefined })
  const put = (change: Partial<StillAlbumState>): void => state.set({ ...state.snapshot(), ...change })
  const pictures = createStillPictures({ store, sessionId, onChange: list })
  const sharpening = createSharpening({ ...deps, onChange: list })
  const shown = createShownStills({ ...deps, onChange: followOther })
  /** Frozen since this page was opened: their records come by themselves. */
  const own = new Set<Id>()
  let seen: SceneState | undefined

  function list(): void {
    const { scene } = shared.snapshot()
    seen = scene
    const stills = albumOf(scene, selfId, pictures.url, sharpening.of)
    put({ stills })
    pictures.want(stills.map(({ id }) => id))
  }

  function followOther(): void {
    const other = shown.byOther()
    const { open, shownByOther } = state.snapshot()
    const next = other?.stillId === open ? undefined : other
    if (next?.stillId !== shownByOther?.stillId || next?.name !== shownByOther?.name)
      put({ shownByOther: next })
  }

  function follow(): void {
    const open = view()?.snapshot().stillId
    if (open !== state.snapshot().open) put({ open })
    shown.tell(open)
    followOther()
  }

  /** The portal takes a still's record once: it is written with the picture that stays. */
  async function record(still: Still): Promise<void> {
    // That it was taken is a fact already; a page that goes away meanwhile must not take it along.
    tell('still-taken')
    const kept = await sharpening.sharpen(still)
    if (kept.jpeg !== undefined) pictures.replace(still.id, kept.jpeg)
    await store.write({ kind: 'still', record: { ...kept.still, sessionId } })
  }

  async function freeze(isToDraw: boolean): Promise<boolean> {
    const stillId = makeId()
    own.add(stillId)
    const at = now()
    const freezing = view()?.freeze(stillId)
    // From the first moment on: a hand may be there before the file is made.
    if (!isToDraw && view()?.snapshot().stillId === stillId) sharpening.begin(stillId)
    const frozen = await freezing
    if (frozen === undefined) return false
    const { width, height, jpeg, camera } = frozen
    const still: Still = {
      id: stillId,
      author: selfId,
      at,
      width,
      height,
      ...(camera && {
        camera: {
          spaceId: camera.spaceId,
          frame: camera.frame,
          pose: camera.camera.pose,
          projection: camera.camera.projection,
        },
      }),
    }
    void shared.commit({ kind: 'still.put', still })
    await shared.shareStill(stillId, jpeg)
    pictures.have(stillId, jpeg)
    follow()
    void record(still).catch(() => undefined)
    return true
  }

  async function showArrived(stillId: Id): Promise<void> {
    await pictures.arrived(stillId)
    // Its author got a sharper one.
    if (view()?.snapshot().stillId === stillId) await open(stillId)
  }

  async function open(stillId: Id): Promise<boolean> {
    const jpeg = await pictures.jpeg(stillId)
    if (jpeg === undefined) return false
    const picture = await createImageBitmap(jpeg)
    view()?.showStill(stillId, picture)
    follow()
    return true
  }

  const offs = [
    shared.subscribe(() => {
      const { scene } = shared.snapshot()
      if (scene.stills !== seen?.stills || scene.marks !== seen.marks) list()
    }),
    shared.onStillArrived((stillId) => {
      void showArrived(stillId)
      view()?.stillArrived()
    }),
  ]
  list()
  void recordLostStills(
    store,
    sessionId,
    shared.snapshot().scene.stills.values(),
    ({ id, author }) => author === selfId && !own.has(id),
  ).catch(() => undefined)

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    follow,
    freeze,
    picture: pictures.jpeg,
    unfreeze() {
      view()?.unfreeze()
      follow()
    },
    touch: sharpening.touch,
    open,
    async file(stillId, marks) {
      const still = shared.snapshot().scene.stills.get(stillId)
      const jpeg = await pictures.jpeg(stillId)
      if (jpeg === undefined || still === undefined) return undefined
      if (marks === 'bare') return stillFile(jpeg, still, marks)
      const painted = await paintedStill(jpeg, still, shared.snapshot().scene, models)
      return painted && stillFile(painted, still, marks)
    },
    attach: (stillId, text) => shared.say(text, { stillId }),
    close() {
      for (const off of offs.splice(0)) off()
      sharpening.close()
      shown.close()
      pictures.close()
    },
  }
}

/** Newest first. */
function albumOf(
  scene: SceneState,
  selfId: Id,
  urlOf: (stillId: Id) => string | undefined,
  sharpnessOf: (stillId: Id) => Sharpness | undefined,
): readonly AlbumStill[] {
  return [...scene.stills.values()]
    .sort((a, b) => b.at - a.at)
    .map((still) => {
      const { id, at, author, width, height, camera } = still
      return {
        id,
        at,
        isOwn: author === selfId,
        width,
        height,
        isInRoom: camera !== undefined,
        marks: marksOnStill(still, scene),
        url: urlOf(id),
        sharpness: sharpnessOf(id),
      }
    })
}
