import { createSignal } from '#domain/engine.ts'
import type {
  MarkPlace,
  TrackedPicture,
  TrackingReply,
  TrackingRequest,
  TrackReport,
} from './tracking-messages.ts'

export interface TrackerClient {
  /** Learns a still that marks belong to, or another picture of it; takes the picture and closes it. `onLearned` hears what came of it. */
  learn(stillId: string, picture: TrackedPicture, places: readonly MarkPlace[]): void
  /** Its marks have changed; `onLearned` hears whether they can be followed. */
  setPlaces(stillId: string, places: readonly MarkPlace[]): void
  forget(stillId: string): void
  /**
   * Looks for the stills in a camera picture; takes the picture and closes it. False when the last one is still being
   * looked at: this one is dropped, since a late answer is worth less than none.
   */
  offer(picture: TrackedPicture, time: number): boolean
  /** Whether the last picture is still being looked at. */
  readonly isBusy: () => boolean
  /** Whether a still shows enough around its marks to be found again; if not, its marks stay on it. */
  onLearned(callback: (stillId: string, isFit: boolean) => void): () => void
  /** Hears each report; returns its own off-function. */
  onReport(callback: (report: TrackReport) => void): () => void
  /** Hears why tracking stopped working, at most once; marks then stay on their stills. */
  onFailed(callback: (why: string) => void): () => void
  close(): void
}

/** The part of a Worker that is used, so that a test can stand in for it. */
export type TrackingWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

const startWorker = (): TrackingWorker =>
  new Worker(new URL('./tracker.worker.ts', import.meta.url), { type: 'module' })

/** Image tracking in a worker of its own, so that neither the screen nor the call waits for it. */
export function createTrackerClient(start: () => TrackingWorker = startWorker): TrackerClient {
  const worker = start()
  const learned = createSignal<[string, boolean]>()
  const reports = createSignal<[TrackReport]>()
  const failures = createSignal<[string]>()
  let busy = false
  let ended = false

  function end(): void {
    ended = true
    worker.terminate()
  }

  function fail(why: string): void {
    if (ended) return
    end()
    failures.emit(why)
  }

  function send(request: TrackingRequest): void {
    if ('picture' in request && ended) request.picture.close()
    else if (!ended) worker.postMessage(request, 'picture' in request ? [request.picture] : [])
  }

  worker.onmessage = ({ data }: MessageEvent<TrackingReply>) => {
    if (ended) return
    if (data.type === 'failed') fail(data.why)
    else if (data.type === 'learned') learned.emit(data.id, data.isFit)
    else {
      busy = false
      reports.emit(data.report)
    }
  }
  worker.onerror = (event) => fail(event.message)

  return {
    learn: (id, picture, places) => send({ type: 'still', id, picture, places }),
    setPlaces: (id, places) => send({ type: 'places', id, places }),
    forget: (id) => send({ type: 'forget', id }),
    offer(picture, time) {
      if (busy || ended) {
        picture.close()
        return false
      }
      busy = true
      send({ type: 'picture', picture, time })
      return true
    },
    isBusy: () => busy,
    onLearned: learned.on,
    onReport: reports.on,
    onFailed: failures.on,
    close: end,
  }
}
