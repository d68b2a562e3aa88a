import type { CameraControls, CameraWish } from '#domain/capability.ts'

/** What somebody wants of the camera, as the end of "Anna asks to …". */
export function wishWords(wish: CameraWish, offer: CameraControls | undefined): string {
  switch (wish.kind) {
    case 'torch':
      return wish.on ? 'switch the light on' : 'switch the light off'
    case 'zoom':
      return `zoom to ${zoomWords(wish.value)}`
    case 'lens': {
      const label = offer?.lenses?.find(({ id }) => id === wish.lensId)?.label
      return label === undefined || label === '' ? 'use another lens' : `use the lens “${label}”`
    }
    case 'photo':
      return 'take a sharp photo'
  }
}

/** "2×", "1.5×". */
export function zoomWords(value: number): string {
  return `${Math.round(value * 10) / 10}×`
}
