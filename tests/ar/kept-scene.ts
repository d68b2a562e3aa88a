import { createValue } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { emptyScene, foldScene, type SceneChange } from '#domain/scene.ts'

/** A scene that keeps what is committed, as one device's log does. @param start what stands in it before the test does anything */
export function keptScene(author: Id, start: readonly SceneChange[]) {
  const scene = createValue(emptyScene)
  const log: SceneChange[] = []
  const commit = (change: SceneChange): void => {
    log.push(change)
    scene.set(
      foldScene(
        log.map((one, index) => ({
          id: `${index}`.padStart(4, '0'),
          sessionId: '',
          author,
          clock: index + 1,
          at: 0,
          change: one,
        })),
      ),
    )
  }
  for (const change of start) commit(change)
  return { scene, commit, changes: log, added: () => log.slice(start.length) }
}
