import type { LiveView } from '#ar/live-view/live-view.ts'
import type { Call } from '#call/call.ts'
import { createSharpAsks, type SharpPicture } from '#call/sharp-stills.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import type { Still } from '#domain/still.ts'
import { realTimers } from '#store/timers.ts'

/** `coming`: the phone was asked. `sharp`: the picture is as the phone's camera gave it. Absent: as it came over the link. */
export type Sharpness = 'coming' | 'sharp'

export interface SharpeningDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly view: () => LiveView | undefined
  /** Connection of the technician whose picture is shown. */
  readonly technicianId: () => string | undefined
  readonly onChange: () => void
}

/**
 * A still that was just frozen gets a sharper picture from the technician's phone: a moment later than the frozen frame, so only while
 * nothing was drawn on it. A mark never jumps.
 */
export interface Sharpening {
  of(stillId: Id): Sharpness | undefined
  /** That frame was frozen to be looked at, and is bare until `touch`. */
  begin(stillId: Id): void
  /** Asks for it, once its frame is shared. Resolves with the still as it is then, and with its picture when that is another; never rejects. */
  sharpen(still: Still): Promise<{ readonly still: Still; readonly jpeg: Blob | undefined }>
  /** A hand is on the picture: what is shown stays. */
  touch(): void
  close(): void
}

export function createSharpening(deps: SharpeningDeps): Sharpening {
  const { call, shared, view, technicianId, onChange } = deps
  const asks = createSharpAsks({ call, timers: realTimers })
  const states = new Map<Id, Sharpness>()
  /** The one that was frozen last, as long as no hand was on it. */
  let open: Id | undefined
  let closed = false

  function tell(stillId: Id, state: Sharpness | undefined): void {
    if (closed) return
    if (state === undefined) states.delete(stillId)
    else states.set(stillId, state)
    onChange()
  }

  function touch(): void {
    if (open === undefined) return
    const stillId = open
    open = undefined
    asks.giveUp(stillId)
  }

  /** Nothing was drawn on it, here or by another. */
  const isBare = (stillId: Id): boolean => open === stillId && !isMarked(shared.snapshot().scene, stillId)

  async function take(still: Still, peerId: string): Promise<Blob | undefined> {
    const answer = await asks.ask(still.id, peerId)
    if (answer === undefined || !isBetter(answer, still)) return undefined
    const picture = await createImageBitmap(answer.jpeg)
    const { width, height } = answer
    if (picture.width !== width || picture.height !== height || !isBare(still.id)) {
      picture.close()
      return undefined
    }
    // The scene first: where the picture was seen from is read there as soon as it is shown.
    const { jpeg, ...seen } = answer
    shared.commit({ kind: 'still.put', still: { ...still, ...seen } })
    const shown = view()
    if (shown?.snapshot().stillId === still.id) shown.showStill(still.id, picture)
    await shared.sharpenStill(still.id, jpeg, seen, peerId)
    asks.keep(still.id, peerId)
    return jpeg
  }

  return {
    of: (stillId) => states.get(stillId),
    begin(stillId) {
      touch()
      open = stillId
    },
    async sharpen(still) {
      const peerId = technicianId()
      if (peerId === undefined || closed || !isBare(still.id)) return { still, jpeg: undefined }
      tell(still.id, 'coming')
      // A picture that the browser cannot read, or no room for it: the still stays as it came.
      const jpeg = await take(still, peerId).catch(() => undefined)
      tell(still.id, jpeg === undefined ? undefined : 'sharp')
      return { still: shared.snapshot().scene.stills.get(still.id) ?? still, jpeg }
    },
    touch,
    close() {
      closed = true
      asks.close()
    },
  }
}

/** Sizes are rounded to whole blocks on the phone and to whole rows here: by that share one may be smaller and show no less. */
const ROUNDING = 0.05

/** A picture of the same kind, in which marks stand in the room or do not, and which shows no less. */
function isBetter(answer: SharpPicture, { width, height, camera }: Still): boolean {
  const isSameKind = (answer.camera === undefined) === (camera === undefined)
  return isSameKind && answer.width * answer.height >= width * height * (1 - ROUNDING)
}

function isMarked({ marks }: SceneState, stillId: Id): boolean {
  for (const mark of marks.values()) if (mark.on === 'still' && mark.stillId === stillId) return true
  return false
}
