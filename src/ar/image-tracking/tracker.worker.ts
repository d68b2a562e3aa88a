import { createGreyReader } from './grey-reader.ts'
import type { TrackingReply, TrackingRequest } from './tracking-messages.ts'
import { createTrackingService } from './tracking-service.ts'

const now = (): number => performance.now()
const service = createTrackingService(now)
const read = createGreyReader()
const reply = (message: TrackingReply): void => self.postMessage(message)

function answer(request: TrackingRequest): void {
  if (request.type === 'remove') {
    service.removeKeyframe(request.id)
    return
  }
  const started = now()
  try {
    const grey = read(request.picture)
    if (request.type === 'keyframe') {
      reply({ type: 'keyframe', id: request.id, learned: service.setKeyframe(request.id, grey) })
    } else reply({ type: 'report', report: service.track(grey, request.time, started) })
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
