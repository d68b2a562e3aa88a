import { createGreyReader } from './grey-reader.ts'
import type { TrackingReply, TrackingRequest } from './tracking-messages.ts'
import { createTrackingService } from './tracking-service.ts'

const now = (): number => performance.now()
const service = createTrackingService(now)
const read = createGreyReader()
const reply = (message: TrackingReply): void => self.postMessage(message)

function answer(request: TrackingRequest): void {
  if (request.type === 'forget') return service.forget(request.id)
  const { type } = request
  if (type === 'places') {
    const { id, places } = request
    return reply({ type: 'learned', id, isFit: service.setPlaces(id, places) })
  }
  const started = now()
  try {
    const grey = read(request.picture)
    if (type === 'picture') reply({ type: 'report', report: service.track(grey, request.time, started) })
    else {
      const { id, places } = request
      reply({ type: 'learned', id, isFit: service.learn(id, grey, places) })
    }
  } finally {
    // A camera has few frames; one that is kept stops the next.
    request.picture.close()
  }
}

self.onmessage = ({ data }: MessageEvent<TrackingRequest>) => {
  try {
    answer(data)
  } catch (error) {
    reply({ type: 'failed', why: String(error) })
  }
}
