/*
 * The workshop that models stand in: sky, floor and three soft, round lamps. Each part is round about an axis of its own, and what is round
 * stays so when it is blurred evenly. So the whole is known by a few curves over the angle to an axis, sharp and blurred alike.
 */

/** A round, soft lamp: direction as azimuth and height in degrees, radius in degrees, brightness against the sky's 1. */
interface Lamp {
  readonly azimuth: number
  readonly height: number
  readonly radius: number
  readonly light: number
}

const lamps: readonly Lamp[] = [
  { azimuth: -35, height: 58, radius: 26, light: 7 },
  { azimuth: 110, height: 30, radius: 18, light: 3 },
  { azimuth: -140, height: 24, radius: 14, light: 2.4 },
]

/** Half of what lies between a lamp's light and its dark, in degrees. */
const LAMP_EDGE = 2.2

/** Values of a curve, from opposite its axis to along it: two thirds of a degree apart where lamps have their edges. */
const SHARP_VALUES = 512
/** What is blurred has no edges. */
const BLURRED_VALUES = 96

/** Rays of one blur: outwards and around. Around, one half is enough. */
const OUTWARDS = 24
const AROUND = 12

const DEGREE = Math.PI / 180

/** Light over the cosine of the angle to an axis. */
type Curve = (cosine: number) => number

/** Sky and floor, of red, green and blue: over the sine of the height. */
const rooms: readonly Curve[] = [
  (up) => roomLight(up) * (1.06 - 0.05 * (up + 1)),
  roomLight,
  (up) => roomLight(up) * (0.92 + 0.07 * (up + 1)),
]

/** A floor below, a brighter ceiling above, a dim band at eye height that gives metal its contrast. */
function roomLight(up: number): number {
  const height = Math.asin(up) / DEGREE
  return 0.16 + 0.75 * ((up + 1) / 2) ** 1.6 - 0.16 * Math.exp(-((height / 16) ** 2))
}

function lampLight({ radius, light }: Lamp): Curve {
  return (cosine) => light / (1 + Math.exp((Math.acos(cosine) / DEGREE - radius) / LAMP_EDGE))
}

function tableOf(curve: Curve, values: number): Curve {
  const table = Float32Array.from({ length: values }, (_, n) => curve((n / (values - 1)) * 2 - 1))
  return (cosine) => {
    const at = Math.min(1, Math.max(0, (cosine + 1) / 2)) * (values - 1)
    const below = Math.floor(at)
    const low = table[below] ?? 0
    return low + ((table[below + 1] ?? low) - low) * (at - below)
  }
}

/** The rays of a rough mirror seen from straight above. Source: three's PMREMGenerator; Heitz, Sampling the GGX Distribution, 2018. */
function blurred(curve: Curve, roughness: number): Curve {
  const wide = roughness ** 4
  return (cosine) => {
    const sine = Math.sqrt(Math.max(0, 1 - cosine * cosine))
    let sum = 0
    let weights = 0
    for (let out = 0; out < OUTWARDS; out++) {
      const share = (out + 0.5) / OUTWARDS
      const scale = 1 / (1 - share + wide * share)
      const along = (1 - share - wide * share) * scale
      if (along <= 0) continue
      const aside = 2 * Math.sqrt(wide * share * (1 - share)) * scale
      for (let around = 0; around < AROUND; around++) {
        const turn = Math.cos(((around + 0.5) / AROUND) * Math.PI)
        sum += along * curve(cosine * along + sine * aside * turn)
        weights += along
      }
    }
    return sum / weights
  }
}

/** Writes linear red, green and blue that come from a unit direction, +Y up, into `into`. */
export type StudioLight = (into: Float32Array, x: number, y: number, z: number) => void

/** How a surface of each roughness (0 to 1) mirrors the workshop. */
export function createStudioLights(roughnesses: readonly number[]): readonly StudioLight[] {
  const sharpRooms = rooms.map((room) => tableOf(room, SHARP_VALUES))
  const sharpLamps = lamps.map((lamp) => tableOf(lampLight(lamp), SHARP_VALUES))
  const axes = lamps.map(({ azimuth, height }) => {
    const flat = Math.cos(height * DEGREE)
    return {
      x: flat * Math.cos(azimuth * DEGREE),
      y: Math.sin(height * DEGREE),
      z: flat * Math.sin(azimuth * DEGREE),
    }
  })
  return roughnesses.map((roughness) => {
    const soften = (curve: Curve): Curve =>
      roughness === 0 ? curve : tableOf(blurred(curve, roughness), BLURRED_VALUES)
    const room = sharpRooms.map(soften)
    const lamp = sharpLamps.map(soften)
    return (into, x, y, z) => {
      let light = 0
      for (let n = 0; n < axes.length; n++) {
        const axis = axes[n]
        if (axis !== undefined) light += lamp[n]?.(axis.x * x + axis.y * y + axis.z * z) ?? 0
      }
      for (let n = 0; n < room.length; n++) into[n] = (room[n]?.(y) ?? 0) + light
    }
  })
}
