import type { CameraControls } from '#domain/capability.ts'

/** Whether there is anything that the technician's camera can be asked for. */
export function offersAnything({ torch, zoom, lenses, photo }: CameraControls): boolean {
  return torch !== undefined || zoom !== undefined || (lenses?.length ?? 0) > 1 || photo
}
