import { pictureCamera, WALL } from './picture-marks.ts'

/**
 * A view matrix that shows the wall of a still where the still's surface is in a live picture. It is affine and no rigid pose, but
 * through the usual projection it maps the wall exactly as the homography says; the wall's distance is chosen so that marks on it are as
 * large as they would be on the real surface. So marks are drawn without rebuilding anything, and all that keeps them legible on a
 * screen (least widths, labels that face the viewer) works as in a room.
 * @param homography nine numbers, row by row: still to live picture, both in image coordinates
 * @param out sixteen numbers, column by column
 * @returns false when the middle of the still's marks is not in front of the camera; `out` is then of no use
 */
export function wallView(
  homography: readonly number[],
  stillAspect: number,
  liveAspect: number,
  middle: { readonly u: number; readonly v: number },
  out: number[],
): boolean {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, k = 0, l = 1] = homography
  const w = g * middle.u + k * middle.v + l
  if (!(w > 1e-6)) return false
  const u = (a * middle.u + b * middle.v + c) / w
  const v = (d * middle.u + e * middle.v + f) / w
  // How many times larger the surface is seen than on the still, around the marks.
  const growth =
    (((a - g * u) * (e - k * v) - (b - k * u) * (d - g * v)) / (w * w)) * (liveAspect / stillAspect)
  if (!(growth > 0)) return false
  const scale = WALL / (Math.sqrt(growth) * w)

  // From wall metres (x right, y up) to image coordinates of the still, through the homography, to view directions (-z is 1).
  const ux = 1 / (WALL * stillAspect)
  const vy = -1 / WALL
  const columns = [
    [a * ux, d * ux, g * ux],
    [b * vy, e * vy, k * vy],
    [(a + b) / 2 + c, (d + e) / 2 + f, (g + k) / 2 + l],
  ] as const
  const [right, up, origin] = columns.map(([iu, iv, iw]) => [
    scale * liveAspect * (iu - iw / 2),
    scale * (iw / 2 - iv),
    -scale * iw,
  ])
  const [rx = 1, ry = 0, rz = 0] = right ?? []
  const [px = 0, py = 1, pz = 0] = up ?? []
  const [ox = 0, oy = 0, oz = -WALL] = origin ?? []
  // What stands on the wall stands along its normal.
  const nx = ry * pz - rz * py
  const ny = rz * px - rx * pz
  const nz = rx * py - ry * px
  const length = Math.hypot(nx, ny, nz)
  if (!(length > 1e-9)) return false
  const normal = [nx / length, ny / length, nz / length] as const
  const values = [rx, ry, rz, 0, px, py, pz, 0, ...normal, 0]
  for (const [i, value] of values.entries()) out[i] = value
  // The wall's points are at z = -WALL.
  out[12] = ox + WALL * normal[0]
  out[13] = oy + WALL * normal[1]
  out[14] = oz + WALL * normal[2]
  out[15] = 1
  return true
}

/** The projection that goes with it. */
export const wallProjection = (liveAspect: number) => pictureCamera(liveAspect).projection
