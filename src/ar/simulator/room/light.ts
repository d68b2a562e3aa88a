import { cross, type Vec3 } from '#domain/geometry.ts'
import { add, scale, unit } from '../maths.ts'
import type { RoomCaster } from './cast.ts'
import type { Light } from './layout.ts'
import { randomFor } from './random.ts'

/** Rays per point towards each lamp. More is smoother and slower to start: 9 by 3 lamps and 16 around take about 0.3 s in all. */
const LAMP_RAYS = 9
/** Rays per point into the half space above it, for the soft shade in corners and under things. */
const SKY_RAYS = 16
/** Things nearer than this (metres) take away from the light that comes from all sides. */
const SHADE_REACH = 0.9
const AMBIENT: Vec3 = [0.3, 0.303, 0.315]
/** How bright the picture gets before it is pressed under white. */
const EXPOSURE = 1.2

/** How bright a surface point is, as screen values (gamma 2.2) to multiply with its texture's. */
export type Shade = (point: Vec3, normal: Vec3) => Vec3

/** Points on a square, spread evenly and the same every time. Source: R2 sequence, M. Roberts 2018. */
function spread(count: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, i) => [(0.5 + i * 0.7548776662) % 1, (0.5 + i * 0.569840291) % 1])
}

/** Cosine-weighted directions about +Y. Source: Malley's method. */
const sky: readonly Vec3[] = spread(SKY_RAYS).map(([a, b]) => {
  const r = Math.sqrt(a)
  return [r * Math.cos(b * Math.PI * 2), Math.sqrt(1 - a), r * Math.sin(b * Math.PI * 2)]
})

/**
 * Works out, once, how much light each point gets: from the lamps and the window with soft shadows, and from all sides
 * less what stands close by. This is what makes a picture drawn without any lamp at all look lit.
 */
export function createShade(caster: RoomCaster, lights: readonly Light[]): Shade {
  const lamps = lights.map((light) => {
    const facing = cross(light.a, light.b)
    const area = 4 * Math.hypot(facing[0], facing[1], facing[2])
    const points = spread(LAMP_RAYS).map(([u, v]) =>
      add(light.centre, add(scale(light.a, u * 2 - 1), scale(light.b, v * 2 - 1))),
    )
    const reach = Math.hypot(...light.a) + Math.hypot(...light.b)
    return {
      points,
      reach,
      centre: light.centre,
      facing: unit(facing),
      colour: scale(light.colour, area / LAMP_RAYS / Math.PI),
    }
  })
  const random = randomFor('light')

  return (point, normal) => {
    const from = add(point, scale(normal, 0.012))
    let [r, g, b] = [0, 0, 0]
    for (const lamp of lamps) {
      const clearance = caster.between(from, lamp.centre, lamp.reach)
      for (const p of lamp.points) {
        const [x, y, z] = [p[0] - from[0], p[1] - from[1], p[2] - from[2]]
        const metres = Math.hypot(x, y, z)
        const [dx, dy, dz] = [x / metres, y / metres, z / metres]
        const received = dx * normal[0] + dy * normal[1] + dz * normal[2]
        const sent = -(dx * lamp.facing[0] + dy * lamp.facing[1] + dz * lamp.facing[2])
        if (received <= 0 || sent <= 0) continue
        if (clearance(from[0], from[1], from[2], dx, dy, dz) < metres - 0.06) continue
        const weight = (received * sent) / (metres * metres)
        r += lamp.colour[0] * weight
        g += lamp.colour[1] * weight
        b += lamp.colour[2] * weight
      }
    }

    const side: Vec3 = Math.abs(normal[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]
    const tangent = unit(cross(side, normal))
    const other = cross(normal, tangent)
    const twist = random() * Math.PI * 2
    const [cosine, sine] = [Math.cos(twist), Math.sin(twist)]
    const near = caster.around(from, SHADE_REACH)
    let open = 0
    for (const s of sky) {
      const a = s[0] * cosine - s[2] * sine
      const c = s[0] * sine + s[2] * cosine
      const clear = near(
        from[0],
        from[1],
        from[2],
        tangent[0] * a + normal[0] * s[1] + other[0] * c,
        tangent[1] * a + normal[1] * s[1] + other[1] * c,
        tangent[2] * a + normal[2] * s[1] + other[2] * c,
      )
      open += Math.min(1, clear / SHADE_REACH) ** 0.7
    }
    const all = open / SKY_RAYS
    const press = (light: number): number => (1.12 * (1 - Math.exp(-light * EXPOSURE))) ** (1 / 2.2)
    return [press(r + AMBIENT[0] * all), press(g + AMBIENT[1] * all), press(b + AMBIENT[2] * all)]
  }
}
