import { DoubleSide, Mesh, MeshBasicMaterial, type Object3D, RingGeometry } from 'three'

/** Radii of the ring on the surface, in metres: as large as a finger at arm's length. */
const INNER = 0.022
const OUTER = 0.03
const SHADE = 0.006

/** A ring on the surface in the middle of the screen: "a surface is found here". Never part of the outgoing picture. */
export interface Reticle {
  readonly object: Object3D
  /** Inside an AR frame callback; true while a surface lies under the middle of the screen. Allocates nothing of its own. */
  follow(frame: XRFrame, space: XRReferenceSpace): boolean
  dispose(): void
}

function ring(inner: number, outer: number, colour: number, opacity: number): Mesh {
  const geometry = new RingGeometry(inner, outer, 40).rotateX(-Math.PI / 2)
  const material = new MeshBasicMaterial({
    color: colour,
    opacity,
    transparent: true,
    depthTest: false,
    side: DoubleSide,
  })
  return new Mesh(geometry, material)
}

/** @param session with hit-test enabled; without it the reticle stays hidden and finds nothing */
export function createReticle(session: XRSession, hasHitTest: boolean): Reticle {
  const object = ring(INNER, OUTER, 0xffffff, 0.9)
  // A dark rim, so that it is seen on white things too.
  const shade = ring(INNER - SHADE, OUTER + SHADE, 0x000000, 0.35)
  shade.renderOrder = -1
  object.add(shade)
  object.matrixAutoUpdate = false
  object.visible = false
  let source: XRHitTestSource | undefined
  let disposed = false

  const request = async (): Promise<void> => {
    try {
      const space = await session.requestReferenceSpace('viewer')
      const next = await session.requestHitTestSource?.({ space })
      if (disposed) next?.cancel()
      else source = next
    } catch {
      // Without a source the reticle stays hidden: nothing else depends on it.
    }
  }
  if (hasHitTest) void request()

  return {
    object,
    follow(frame, space) {
      if (source === undefined) return false
      const transform = frame.getHitTestResults(source)[0]?.getPose(space)?.transform
      object.visible = transform !== undefined
      if (transform) {
        object.matrix.fromArray(transform.matrix)
        object.matrixWorldNeedsUpdate = true
      }
      return object.visible
    },
    dispose() {
      disposed = true
      source?.cancel()
      for (const mesh of [object, shade]) {
        mesh.geometry.dispose()
        for (const material of [mesh.material].flat()) material.dispose()
      }
    },
  }
}
