import type { ImagePoint } from '#domain/geometry.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Where a client coordinate lies on a picture that is shown whole in the middle of its box (`object-fit: contain`). Beside the picture it
 * is the nearest point of its edge: a stroke that leaves it goes along there.
 */
export function pointOn(
  box: Size & { readonly left: number; readonly top: number },
  picture: Size,
  clientX: number,
  clientY: number,
): ImagePoint {
  const scale = Math.min(box.width / picture.width, box.height / picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  const u = (clientX - box.left - (box.width - width) / 2) / width
  const v = (clientY - box.top - (box.height - height) / 2) / height
  return { u: Math.min(1, Math.max(0, u)), v: Math.min(1, Math.max(0, v)) }
}
