import type { Call } from '#call/call.ts'
import { createSignal, createValue, type Readable, type WritableValue } from '#domain/engine.ts'
import { unpackPoses, type PoseSample } from '#domain/pose-track.ts'
import type { AloneParts } from '../guest-call.ts'

/** What goes out of a technician's side, heard on the device itself. */
export interface Alone extends AloneParts {
  /** The camera's picture, or AR's with its frame strip. */
  readonly track: Readable<MediaStreamTrack | undefined>
  readonly filmed: WritableValue<boolean>
  onPoses(callback: (samples: readonly PoseSample[]) => void): () => void
}

/**
 * Stands between the technician's side and the call, so that the device films the very picture, poses and scene that an expert would
 * see, by the same compositor, with nobody on the other side.
 */
export function createAlone(): Alone {
  const track = createValue<MediaStreamTrack | undefined>(undefined)
  const poses = createSignal<[readonly PoseSample[]]>()
  return {
    track,
    filmed: createValue(false),
    onPoses: (callback) => poses.on(callback),
    tap: (call: Call): Call => ({
      ...call,
      setVideoTrack(next) {
        track.set(next)
        call.setVideoTrack(next)
      },
      sendPoses(packet) {
        const samples = unpackPoses(packet)
        if (samples !== undefined) poses.emit(samples)
        call.sendPoses(packet)
      },
    }),
  }
}
