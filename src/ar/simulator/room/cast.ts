import { conjugate, distance, dot, rotate, type Vec3 } from '#domain/geometry.ts'
import { add, scale } from '../maths.ts'
import type { Solid } from './solid.ts'

/** The walls, floor and ceiling, seen from inside. */
export interface Shell {
  readonly min: Vec3
  readonly max: Vec3
}

export interface Ray {
  readonly origin: Vec3
  /** Unit length. */
  readonly direction: Vec3
}

/** Where a ray enters a surface from its visible side. */
export interface SurfaceHit {
  readonly metres: number
  readonly point: Vec3
  readonly normal: Vec3
  /** The solid that was hit, or undefined for the room's own walls, floor and ceiling. */
  readonly solid: Solid | undefined
}

/** Exact geometry of the room: no meshes, no tolerances. All in the room's frame, metres. */
export interface RoomCaster {
  /** Every surface entered along the ray, nearest first. */
  hits(ray: Ray): readonly SurfaceHit[]
  first(ray: Ray): SurfaceHit | undefined
  /** The same from numbers alone, for the hundred thousands of rays that bake the light. */
  readonly clearance: Clearance
  /** A caster that knows only what could be met within `reach` metres of a point. */
  around(point: Vec3, reach: number): Clearance
  /** A caster that knows only what could be met between two points by rays that stay within `reach` of the line. */
  between(a: Vec3, b: Vec3, reach: number): Clearance
  /** Whether one solid holds all the points, or all are outside the room. Solids are convex: so nothing between them is seen. */
  swallows(points: readonly Vec3[]): boolean
}

/** Metres from a point along a unit direction to the nearest surface. */
export type Clearance = (ox: number, oy: number, oz: number, dx: number, dy: number, dz: number) => number

interface Prepared {
  readonly solid: Solid
  /** Rows of the turn from the room to the solid's frame. */
  readonly rows: readonly [Vec3, Vec3, Vec3]
  readonly half: Vec3
  readonly reach: number
}

function prepare(solid: Solid): Prepared {
  const back = conjugate(solid.pose.orientation)
  const x = rotate(back, [1, 0, 0])
  const y = rotate(back, [0, 1, 0])
  const z = rotate(back, [0, 0, 1])
  const half: Vec3 =
    solid.kind === 'box' ? scale(solid.size, 0.5) : [solid.radius, solid.height / 2, solid.radius]
  return {
    solid,
    rows: [
      [x[0], y[0], z[0]],
      [x[1], y[1], z[1]],
      [x[2], y[2], z[2]],
    ],
    half,
    reach: Math.hypot(half[0], half[1], half[2]),
  }
}

/** Metres to where a ray from outside enters a centred box, or Infinity. Source: the slab method, Kay and Kajiya 1986. */
function enterBox(h: Vec3, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): number {
  const ix = 1 / dx
  const iy = 1 / dy
  const iz = 1 / dz
  const ax = (-h[0] - ox) * ix
  const bx = (h[0] - ox) * ix
  const ay = (-h[1] - oy) * iy
  const by = (h[1] - oy) * iy
  const az = (-h[2] - oz) * iz
  const bz = (h[2] - oz) * iz
  const near = Math.max(Math.min(ax, bx), Math.min(ay, by), Math.min(az, bz))
  const far = Math.min(Math.max(ax, bx), Math.max(ay, by), Math.max(az, bz))
  return near > 0 && near <= far ? near : Infinity
}

/** The same for a centred cylinder along Y. */
function enterCylinder(
  h: Vec3,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const r = h[0]
  if (ox * ox + oz * oz < r * r && Math.abs(oy) < h[1]) return Infinity
  let best = Infinity
  const a = dx * dx + dz * dz
  const b = ox * dx + oz * dz
  const under = b * b - a * (ox * ox + oz * oz - r * r)
  if (a > 1e-12 && under > 0) {
    const t = (-b - Math.sqrt(under)) / a
    if (t > 0 && Math.abs(oy + t * dy) <= h[1]) best = t
  }
  if (Math.abs(dy) > 1e-12) {
    const t = (-Math.sign(dy) * h[1] - oy) / dy
    const x = ox + t * dx
    const z = oz + t * dz
    if (t > 0 && t < best && x * x + z * z <= r * r) best = t
  }
  return best
}

function enter(p: Prepared, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): number {
  const c = p.solid.pose.position
  const rx = ox - c[0]
  const ry = oy - c[1]
  const rz = oz - c[2]
  const along = rx * dx + ry * dy + rz * dz
  // A bounding ball turns away most solids before any turning of vectors.
  if (rx * rx + ry * ry + rz * rz - along * along > p.reach * p.reach) return Infinity
  if (along > p.reach) return Infinity
  const [i, j, k] = p.rows
  const lx = i[0] * rx + i[1] * ry + i[2] * rz
  const ly = j[0] * rx + j[1] * ry + j[2] * rz
  const lz = k[0] * rx + k[1] * ry + k[2] * rz
  const ex = i[0] * dx + i[1] * dy + i[2] * dz
  const ey = j[0] * dx + j[1] * dy + j[2] * dz
  const ez = k[0] * dx + k[1] * dy + k[2] * dz
  const meet = p.solid.kind === 'box' ? enterBox : enterCylinder
  return meet(p.half, lx, ly, lz, ex, ey, ez)
}

/** Which side of the solid a point on its surface belongs to. */
function normalAt(p: Prepared, point: Vec3): Vec3 {
  const c = p.solid.pose.position
  const d: Vec3 = [point[0] - c[0], point[1] - c[1], point[2] - c[2]]
  const [x, y, z] = [dot(p.rows[0], d), dot(p.rows[1], d), dot(p.rows[2], d)]
  const gapY = p.half[1] - Math.abs(y)
  let local: Vec3
  if (p.solid.kind === 'cylinder') {
    const round = Math.hypot(x, z)
    local = Math.abs(p.half[0] - round) < gapY ? [x / round, 0, z / round] : [0, Math.sign(y), 0]
  } else {
    const gapX = p.half[0] - Math.abs(x)
    const gapZ = p.half[2] - Math.abs(z)
    const least = Math.min(gapX, gapY, gapZ)
    if (least === gapX) local = [Math.sign(x), 0, 0]
    else local = least === gapY ? [0, Math.sign(y), 0] : [0, 0, Math.sign(z)]
  }
  return rotate(p.solid.pose.orientation, local)
}

function holds(p: Prepared, point: Vec3): boolean {
  const [i, j, k] = p.rows
  const c = p.solid.pose.position
  const d: Vec3 = [point[0] - c[0], point[1] - c[1], point[2] - c[2]]
  if (dot(d, d) > p.reach * p.reach || Math.abs(dot(j, d)) > p.half[1]) return false
  const [x, z] = [dot(i, d), dot(k, d)]
  return p.solid.kind === 'box'
    ? Math.abs(x) <= p.half[0] && Math.abs(z) <= p.half[2]
    : Math.hypot(x, z) <= p.half[0]
}

const AXES = [0, 1, 2] as const

function clearanceIn(shell: Shell, prepared: readonly Prepared[]): Clearance {
  return (ox, oy, oz, dx, dy, dz) => {
    let best = Math.min(
      dx === 0 ? Infinity : ((dx > 0 ? shell.max[0] : shell.min[0]) - ox) / dx,
      dy === 0 ? Infinity : ((dy > 0 ? shell.max[1] : shell.min[1]) - oy) / dy,
      dz === 0 ? Infinity : ((dz > 0 ? shell.max[2] : shell.min[2]) - oz) / dz,
    )
    for (const p of prepared) {
      const t = enter(p, ox, oy, oz, dx, dy, dz)
      if (t < best) best = t
    }
    return best
  }
}

/** Metres from a point to the line between two others. */
function metresToLine(p: Vec3, a: Vec3, b: Vec3): number {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]]
  const [px, py, pz] = [p[0] - a[0], p[1] - a[1], p[2] - a[2]]
  const k = Math.max(0, Math.min(1, (px * ux + py * uy + pz * uz) / (ux * ux + uy * uy + uz * uz || 1)))
  return Math.hypot(px - k * ux, py - k * uy, pz - k * uz)
}

export function createRoomCaster(shell: Shell, solids: readonly Solid[]): RoomCaster {
  const prepared = solids.map(prepare)

  const leaveShell = (ray: Ray): SurfaceHit[] =>
    AXES.flatMap((axis) => {
      const slope = ray.direction[axis]
      if (slope === 0) return []
      const metres = ((slope > 0 ? shell.max : shell.min)[axis] - ray.origin[axis]) / slope
      if (metres <= 0) return []
      const point = add(ray.origin, scale(ray.direction, metres))
      const within = AXES.every(
        (other) => other === axis || (point[other] >= shell.min[other] && point[other] <= shell.max[other]),
      )
      const side = slope > 0 ? -1 : 1
      const normal: Vec3 = [axis === 0 ? side : 0, axis === 1 ? side : 0, axis === 2 ? side : 0]
      return within ? [{ metres, point, normal, solid: undefined }] : []
    })

  const hits = (ray: Ray): readonly SurfaceHit[] => {
    const found = leaveShell(ray)
    const [o, d] = [ray.origin, ray.direction]
    for (const p of prepared) {
      const metres = enter(p, o[0], o[1], o[2], d[0], d[1], d[2])
      if (metres === Infinity) continue
      const point = add(o, scale(d, metres))
      found.push({ metres, point, normal: normalAt(p, point), solid: p.solid })
    }
    return found.sort((a, b) => a.metres - b.metres)
  }

  return {
    hits,
    first: (ray) => hits(ray)[0],
    clearance: clearanceIn(shell, prepared),
    around: (point, reach) =>
      clearanceIn(
        shell,
        prepared.filter((p) => distance(p.solid.pose.position, point) < p.reach + reach),
      ),
    between: (from, to, reach) =>
      clearanceIn(
        shell,
        prepared.filter((p) => metresToLine(p.solid.pose.position, from, to) < p.reach + reach),
      ),
    swallows: (points) =>
      points.every((point) => AXES.some((a) => point[a] < shell.min[a] || point[a] > shell.max[a])) ||
      prepared.some((p) => points.every((point) => holds(p, point))),
  }
}
