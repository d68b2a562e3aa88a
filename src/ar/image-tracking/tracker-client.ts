import { createSignal } from '#domain/engine.ts'
import type { TrackedPicture, TrackingReply, TrackingRequest, TrackReport } from './tracking-messages.ts'

export interface TrackerClient {
  /**
   * Learns a picture that marks belong to; takes the picture and closes it. False when it shows too little to be found
   * again, or when tracking does not work here: the mark then stays on its still.
   */
  setKeyframe(id: string, picture: TrackedPicture): Promise<boolean>
  removeKeyframe(id: string): void
  /**
   * Looks for the keyframes in a camera picture; takes the picture and closes it. False when the last one is still being
   * looked at: this one is dropped, since a late answer is worth less than none.
   */
  offer(picture: TrackedPicture, time: number): boolean
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
  const reports = createSignal<[TrackReport]>()
  const failures = createSignal<[string]>()
  const learning = new Map<string, ((learned: boolean) => void)[]>()
  let busy = false
  let ended = false

  function end(): void {
    ended = true
    worker.terminate()
    for (const waiting of learning.values()) for (const resolve of waiting) resolve(false)
    learning.clear()
  }

  function fail(why: string): void {
    if (ended) return
    end()
    failures.emit(why)
  }

  function send(request: TrackingRequest): void {
    worker.postMessage(request, 'picture' in request ? [request.picture] : [])
  }

  worker.onmessage = ({ data }: MessageEvent<TrackingReply>) => {
    if (ended) return
    if (data.type === 'failed') fail(data.why)
    else if (data.type === 'keyframe') learning.get(data.id)?.shift()?.(data.learned)
    else {
      busy = false
      reports.emit(data.report)
    }
  }
  worker.onerror = (event) => fail(event.message)

  return {
    setKeyframe(id, picture) {
      if (ended) {
        picture.close()
        return Promise.resolve(false)
      }
      return new Promise((resolve) => {
        learning.set(id, [...(learning.get(id) ?? []), resolve])
        send({ type: 'keyframe', id, picture })
      })
    },
    removeKeyframe(id) {
      if (!ended) send({ type: 'remove', id })
    },
    offer(picture, time) {
      if (busy || ended) {
        picture.close()
        return false
      }
      busy = true
      send({ type: 'picture', picture, time })
      return true
    },
    onReport: reports.on,
    onFailed: failures.on,
    close: end,
  }
}
