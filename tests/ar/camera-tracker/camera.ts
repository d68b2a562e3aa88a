import type { GreyImage } from '#ar/image-tracking/grey-image.ts'
import { createTrackerClient, type TrackingWorker } from '#ar/image-tracking/tracker-client.ts'
import type { TrackingReply, TrackingRequest } from '#ar/image-tracking/tracking-messages.ts'
import { createTrackingService } from '#ar/image-tracking/tracking-service.ts'

interface Picture extends ImageBitmap {
  readonly isClosed: boolean
}

/**
 * The real tracking service in the test's own thread. Only what Node lacks is played: the worker's thread, and bitmaps, which carry
 * their grey pixels along.
 */
export function createThread(cost = 10) {
  const greys = new WeakMap<object, GreyImage>()
  let running = 0
  let started = 0

  function picture(grey: GreyImage): Picture {
    let isClosed = false
    const made: Picture = {
      width: grey.width,
      height: grey.height,
      close: () => void (isClosed = true),
      get isClosed() {
        return isClosed
      },
    }
    greys.set(made, grey)
    return made
  }

  function startWorker(): TrackingWorker {
    running++
    started++
    let clock = 0
    let isOver = false
    const service = createTrackingService(() => (clock += cost))
    const answer = (request: TrackingRequest): TrackingReply | undefined => {
      if (request.type === 'forget') {
        service.forget(request.id)
        return undefined
      }
      if (request.type === 'places')
        return { type: 'learned', id: request.id, isFit: service.setPlaces(request.id, request.places) }
      const grey = greys.get(request.picture)
      request.picture.close()
      if (grey === undefined) return { type: 'failed', why: 'no picture' }
      return request.type === 'picture'
        ? { type: 'report', report: service.track(grey, request.time, clock) }
        : { type: 'learned', id: request.id, isFit: service.learn(request.id, grey, request.places) }
    }
    const worker: TrackingWorker = {
      postMessage(request: TrackingRequest) {
        queueMicrotask(() => {
          const data = isOver ? undefined : answer(request)
          // The only listener is an arrow function of the client.
          if (data !== undefined) Reflect.apply(worker.onmessage ?? (() => {}), undefined, [{ data }])
        })
      },
      terminate() {
        if (!isOver) running--
        isOver = true
      },
      onmessage: null,
      onerror: null,
    }
    return worker
  }

  return {
    picture,
    createClient: () => createTrackerClient(startWorker),
    running: () => running,
    started: () => started,
  }
}
