import type { NativeMesh, NativePlane } from 'iwer'
import type { SyntheticEnvironmentModule } from 'iwer/lib/device/XRDevice.js'
import type { Environment } from './environment.ts'
import { castHits, rayInRoom } from './hit-test.ts'
import { matrixOf } from './maths.ts'

/**
 * The room as the emulator's environment module. Sessions of this phone ask the room by their own ways (entity types,
 * lazy depth); what the emulator itself would ask is answered here from the same geometry.
 */
export function createRoomModule(
  environment: Environment,
  planes: readonly NativePlane[],
  drawFrame: () => void,
): SyntheticEnvironmentModule {
  return {
    version: '1',
    planesVisible: false,
    boundingBoxesVisible: false,
    meshesVisible: false,
    environmentCanvas: environment.canvas,
    trackedPlanes: new Set(planes),
    trackedMeshes: new Set<NativeMesh>(),
    render: drawFrame,
    computeHitTestResults(matrix) {
      const ray = rayInRoom(matrix, { x: 0, y: 0, z: 0 }, { x: 0, y: 0, z: -1 })
      return castHits(ray, ['plane', 'point']).map((pose) => matrixOf(pose.position, pose.orientation))
    },
    // Depth is measured when an app asks for it, not in every frame.
    computeDepthBuffer: () => null,
    // There is one room, and it is always loaded.
    loadEnvironment: () => undefined,
    loadDefaultEnvironment: () => undefined,
    deleteAll: () => undefined,
  }
}
