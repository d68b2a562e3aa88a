import { BufferAttribute, InstancedBufferGeometry, LatheGeometry, Vector2 } from 'three'

/** Corners around the axis: the edge of the cone stays round up to about 200 px across. */
const SIDES = 28

/** Proportions against the whole length: a chunky head that still reads when it is 40 px long. */
const HEAD_LENGTH = 0.46
const HEAD_RADIUS = 0.2
const SHAFT_RADIUS = 0.078

/** Runs of the profile that are smooth in themselves; between two runs there is an edge. From the tip (0, 0) to the round end (0, 1). */
const profile: readonly (readonly Vector2[])[] = [
  [new Vector2(0, 0), new Vector2(HEAD_RADIUS - 0.012, HEAD_LENGTH - 0.03)],
  arc(HEAD_RADIUS - 0.02, HEAD_LENGTH - 0.022, 0.022, -0.35, Math.PI / 2, 5),
  [new Vector2(HEAD_RADIUS - 0.02, HEAD_LENGTH), new Vector2(SHAFT_RADIUS, HEAD_LENGTH)],
  [new Vector2(SHAFT_RADIUS, HEAD_LENGTH), new Vector2(SHAFT_RADIUS, 1 - SHAFT_RADIUS * 0.6)],
  arc(SHAFT_RADIUS * 0.4, 1 - SHAFT_RADIUS * 0.6, SHAFT_RADIUS * 0.6, 0, Math.PI / 2, 5),
  [new Vector2(SHAFT_RADIUS * 0.4, 1), new Vector2(0, 1)],
]

/** Points of a quarter round edge; angles from +x towards +y. */
function arc(
  x: number,
  y: number,
  radius: number,
  from: number,
  to: number,
  steps: number,
): readonly Vector2[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = from + ((to - from) * step) / steps
    return new Vector2(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  })
}

/** The arrow's body of length 1: tip at the origin, shaft along +Y, hard edges where it has some. */
export function createArrowBody(): InstancedBufferGeometry {
  const positions: number[] = []
  const normals: number[] = []
  const index: number[] = []
  for (const run of profile) {
    const lathe = new LatheGeometry([...run], SIDES)
    const first = positions.length / 3
    positions.push(...lathe.getAttribute('position').array)
    normals.push(...lathe.getAttribute('normal').array)
    for (const corner of lathe.getIndex()?.array ?? []) index.push(first + corner)
    lathe.dispose()
  }
  const geometry = new InstancedBufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3))
  geometry.setAttribute('normal', new BufferAttribute(new Float32Array(normals), 3))
  geometry.setIndex(index)
  return geometry
}

/** The same shape in one smooth piece: its normals say where the casing swells to, without gaps at the edges. */
export function createArrowHull(): InstancedBufferGeometry {
  const outline = [
    new Vector2(0, 0),
    new Vector2(HEAD_RADIUS, HEAD_LENGTH - 0.022),
    new Vector2(HEAD_RADIUS - 0.02, HEAD_LENGTH),
    new Vector2(SHAFT_RADIUS, HEAD_LENGTH),
    new Vector2(SHAFT_RADIUS, 1 - SHAFT_RADIUS * 0.6),
    ...arc(SHAFT_RADIUS * 0.4, 1 - SHAFT_RADIUS * 0.6, SHAFT_RADIUS * 0.6, 0.5, Math.PI / 2, 3),
    new Vector2(0, 1),
  ]
  const lathe = new LatheGeometry(outline, SIDES)
  const position = lathe.getAttribute('position')
  const normal = lathe.getAttribute('normal')
  for (let corner = 0; corner < position.count; corner++) {
    // On the axis all normals must agree, or the casing would stay open around the tip.
    const isOnAxis = Math.hypot(position.getX(corner), position.getZ(corner)) < 1e-6
    if (isOnAxis) normal.setXYZ(corner, 0, position.getY(corner) > 0.5 ? 1 : -1, 0)
  }
  const geometry = new InstancedBufferGeometry()
  geometry.setAttribute('position', position)
  geometry.setAttribute('normal', normal)
  geometry.setIndex(lathe.getIndex())
  return geometry
}

/** The hull twice in one geometry: once for the ring around what is selected, once for the ring's dark edge (`shell` 1). */
export function createArrowHalo(): InstancedBufferGeometry {
  const hull = createArrowHull()
  const count = hull.getAttribute('position').count
  const corners = [...(hull.getIndex()?.array ?? [])]
  const geometry = new InstancedBufferGeometry()
  for (const name of ['position', 'normal']) {
    const once = [...hull.getAttribute(name).array]
    geometry.setAttribute(name, new BufferAttribute(new Float32Array([...once, ...once]), 3))
  }
  const shell = new Float32Array(2 * count).fill(1, count)
  geometry.setAttribute('shell', new BufferAttribute(shell, 1))
  geometry.setIndex([...corners, ...corners.map((corner) => corner + count)])
  return geometry
}
