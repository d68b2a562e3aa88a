import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Pose } from '#domain/geometry.ts'
import { foldScene, type SceneChange, type SceneOperation } from '#domain/scene.ts'
import { MarkedStill } from '#portal/history/marked-still.tsx'
import {
  author,
  camera,
  greyPicture,
  HEIGHT,
  isGrey,
  numbered,
  pixelsOf,
  space,
  spaceMark,
  where,
  WIDTH,
} from '../ar-view/stage.ts'

const sessionId = numbered(700)
const still = {
  id: numbered(500),
  sessionId,
  author,
  at: 0,
  width: WIDTH,
  height: HEIGHT,
  camera: { spaceId: space, frame: 0, ...camera },
}
/** Where AR that was started anew found itself, far from where it was before. */
const elsewhere: Pose = { position: [2, 0.5, -3], orientation: [0, Math.SQRT1_2, 0, Math.SQRT1_2] }

/** The picture as a person sees it who opens the still when so much has happened in the scene. */
async function opened(changes: readonly SceneChange[]) {
  const operations = changes.map((change, index): SceneOperation => {
    return { id: numbered(index + 1), sessionId, author, clock: index + 1, at: 0, change }
  })
  const url = greyPicture(128).toDataURL()
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  root.render(<MarkedStill still={still} url={url} scene={foldScene(operations)} name="Still" />)
  onTestFinished(() => {
    root.unmount()
    host.remove()
  })
  const canvas = await vi.waitUntil(() => host.querySelector('canvas'))
  const isMark = (rgb: readonly [number, number, number]): boolean => !isGrey(rgb, 128)
  return vi.waitUntil(
    () => {
      if (canvas.width !== WIDTH) return false
      const found = where(pixelsOf(canvas), isMark)
      return found.count > 0 && found.count < (WIDTH * HEIGHT) / 4 && found
    },
    { timeout: 10_000 },
  )
}

it('[MS1] a mark stands in its place on a still of before after AR was started anew', async () => {
  const put: readonly SceneChange[] = [
    { kind: 'still.put', still },
    {
      kind: 'mark.put',
      mark: spaceMark(10, {
        shape: { tool: 'circle', radiusX: 0.05, radiusZ: 0.05 },
        pose: { position: [0.1, 0.05, -1], orientation: [Math.SQRT1_2, 0, 0, Math.SQRT1_2] },
      }),
    },
  ]
  const before = await opened(put)
  const after = await opened([
    ...put,
    { kind: 'space.join', from: space, to: numbered(600), transform: elsewhere },
  ])
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1)
  expect(Math.abs(after.count - before.count) / before.count).toBeLessThan(0.05)
})
