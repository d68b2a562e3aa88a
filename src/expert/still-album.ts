import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, Timestamp } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import type { LocalStore } from '#store/local-store.ts'

export interface AlbumStill {
  readonly id: Id
  readonly at: Timestamp
  readonly isOwn: boolean
  readonly width: number
  readonly height: number
  /** Whether marks drawn on it stand in the room (world ladder). */
  readonly isInRoom: boolean
  /** How many marks are on it. */
  readonly marks: number
  /** An object URL of its picture; undefined while the picture is on its way. Lives as long as the album. */
  readonly url: string | undefined
}

export interface StillAlbumState {
  /** Newest first. */
  readonly stills: readonly AlbumStill[]
  /** The one on the screen. */
  readonly open: Id | undefined
  /** What another expert shows and this one does not yet look at. */
  readonly shownByOther: { readonly stillId: Id; readonly name: string } | undefined
}

/** The stills of this session, those of others too. */
export interface StillAlbum extends Engine<StillAlbumState> {
  /** Shows it in the place of the live picture, to be marked; `unfreeze` of the look goes back. */
  open(stillId: Id): Promise<void>
  /** The picture as a JPEG file, with or without what was drawn on it; undefined while it is on its way. */
  file(stillId: Id, marks: 'with-marks' | 'bare'): Promise<File | undefined>
  /** Says something in the chat with that still beside it. */
  attach(stillId: Id, text: string): Promise<void>
}

export interface StillAlbumDeps {
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly selfId: Id
  /** Puts a still's picture in the place of the live one. */
  readonly show: (stillId: Id, picture: ImageBitmap) => void
}

export function createStillAlbum(
  deps: StillAlbumDeps,
): StillAlbum & { opened(stillId: Id | undefined): void } {
  const { shared, store, selfId, show } = deps
  const state = createValue<StillAlbumState>({ stills: [], open: undefined, shownByOther: undefined })
  const put = (change: Partial<StillAlbumState>): void => state.set({ ...state.snapshot(), ...change })
  const urls = new Map<Id, string>()
  let seen: SceneState | undefined
  let closed = false

  function list(): void {
    const { scene } = shared.snapshot()
    seen = scene
    const counts = new Map<Id, number>()
    for (const mark of scene.marks.values())
      if (mark.on === 'still') counts.set(mark.stillId, (counts.get(mark.stillId) ?? 0) + 1)
    const stills = [...scene.stills.values()]
      .sort((a, b) => b.at - a.at)
      .map(({ id, at, author, width, height, camera }) => ({
        id,
        at,
        isOwn: author === selfId,
        width,
        height,
        isInRoom: camera !== undefined,
        marks: counts.get(id) ?? 0,
        url: urls.get(id),
      }))
    put({ stills })
    for (const { id, url } of stills) if (url === undefined) void fetchPicture(id)
  }

  async function fetchPicture(stillId: Id): Promise<void> {
    const jpeg = await store.getBlob(stillId)
    if (jpeg === undefined || closed || urls.has(stillId)) return
    urls.set(stillId, URL.createObjectURL(jpeg))
    list()
  }

  const offs = [
    shared.subscribe(() => {
      const { scene } = shared.snapshot()
      if (scene.stills !== seen?.stills || scene.marks !== seen.marks) list()
    }),
    shared.onStillArrived((stillId) => void fetchPicture(stillId)),
  ]
  list()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    opened(stillId) {
      if (stillId !== state.snapshot().open) put({ open: stillId })
    },
    async open(stillId) {
      const jpeg = await store.getBlob(stillId)
      if (jpeg === undefined || closed) return
      const picture = await createImageBitmap(jpeg)
      if (!closed) show(stillId, picture)
    },
    async file(stillId) {
      const jpeg = await store.getBlob(stillId)
      return jpeg && new File([jpeg], `still-${stillId}.jpg`, { type: 'image/jpeg' })
    },
    attach: (stillId, text) => shared.say(text, { stillId }),
    close() {
      closed = true
      for (const off of offs.splice(0)) off()
      for (const url of urls.values()) URL.revokeObjectURL(url)
      urls.clear()
    },
  }
}
