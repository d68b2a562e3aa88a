import { type Camera, type Quat, type Vec3 } from './geometry.ts'

/**
 * One frame of the pose track. `frame` counts up and never wraps (32 bits); it goes on counting when the space changes,
 * so that a click on a frame of an earlier space is never taken for one of the new space.
 * The strip in the picture carries its low 16 bits.
 */
export interface PoseSample {
  readonly frame: number
  /** Milliseconds on the technician's monotonic clock (performance.now). */
  readonly time: number
  readonly camera: Camera
}

/** Bytes of one packed sample: u32 frame, f64 time, 7 x f32 pose, 4 x f32 projection. */
const POSE_SAMPLE_BYTES = 4 + 8 + 7 * 4 + 4 * 4

/** First byte of a binary message on the unreliable channel. */
const POSE_TAG = 0x50
const HEADER_BYTES = 2
/** Each packet repeats the samples before it, so that one lost packet loses no pose. */
export const POSE_REPEAT = 3

/** Packs up to 255 samples, oldest first, for the unreliable channel. */
export function packPoses(samples: readonly PoseSample[]): ArrayBuffer {
  const buffer = new ArrayBuffer(HEADER_BYTES + samples.length * POSE_SAMPLE_BYTES)
  const view = new DataView(buffer)
  view.setUint8(0, POSE_TAG)
  view.setUint8(1, samples.length)
  let at = HEADER_BYTES
  for (const { frame, time, camera } of samples) {
    view.setUint32(at, frame)
    view.setFloat64(at + 4, time)
    const floats = [...camera.pose.position, ...camera.pose.orientation, ...camera.projection]
    floats.forEach((value, index) => view.setFloat32(at + 12 + index * 4, value))
    at += POSE_SAMPLE_BYTES
  }
  return buffer
}

/** Numbers of one sample laid flat: frame, time, 7 of the pose, 4 of the projection. */
export const POSE_SAMPLE_NUMBERS = 2 + 7 + 4

/** The same packet from samples laid flat, oldest first. For the frame loop: allocates the packet alone. */
export function packFlatPoses(flat: ArrayLike<number>, count: number): ArrayBuffer {
  const buffer = new ArrayBuffer(HEADER_BYTES + count * POSE_SAMPLE_BYTES)
  const view = new DataView(buffer)
  view.setUint8(0, POSE_TAG)
  view.setUint8(1, count)
  for (let sample = 0; sample < count; sample++) {
    const from = sample * POSE_SAMPLE_NUMBERS
    const at = HEADER_BYTES + sample * POSE_SAMPLE_BYTES
    view.setUint32(at, flat[from] ?? 0)
    view.setFloat64(at + 4, flat[from + 1] ?? 0)
    for (let n = 2; n < POSE_SAMPLE_NUMBERS; n++) view.setFloat32(at + 4 + n * 4, flat[from + n] ?? 0)
  }
  return buffer
}

/** The samples of one packet, or undefined when it is not one or holds a number that is not finite. */
export function unpackPoses(buffer: ArrayBuffer): readonly PoseSample[] | undefined {
  const view = new DataView(buffer)
  if (view.byteLength < HEADER_BYTES || view.getUint8(0) !== POSE_TAG) return undefined
  const count = view.getUint8(1)
  if (view.byteLength !== HEADER_BYTES + count * POSE_SAMPLE_BYTES) return undefined
  const samples: PoseSample[] = []
  for (let index = 0; index < count; index++) {
    const at = HEADER_BYTES + index * POSE_SAMPLE_BYTES
    const f = (n: number): number => view.getFloat32(at + 12 + n * 4)
    const position: Vec3 = [f(0), f(1), f(2)]
    const orientation: Quat = [f(3), f(4), f(5), f(6)]
    const sample: PoseSample = {
      frame: view.getUint32(at),
      time: view.getFloat64(at + 4),
      camera: { pose: { position, orientation }, projection: [f(7), f(8), f(9), f(10)] },
    }
    const numbers = [sample.time, ...position, ...orientation, ...sample.camera.projection]
    if (!numbers.every(Number.isFinite)) return undefined
    samples.push(sample)
  }
  return samples
}
