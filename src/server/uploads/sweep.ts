import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timestamp } from '#domain/ids.ts'

/** How long an upload may rest before its bytes are given up; the film is still on the device and can be sent anew. */
const UPLOAD_LIFE_MS = 7 * 24 * 60 * 60 * 1000

/** Removes uploads that nothing was added to for a week, and the notes of finished ones. Gives how many files went. */
export async function sweepUploads(folder: string, now: Timestamp): Promise<number> {
  const names = await readdir(folder)
  const touched = new Map<string, number>()
  for (const name of names) {
    const { mtimeMs } = await stat(join(folder, name))
    const upload = name.replace(/\.json$/, '')
    touched.set(upload, Math.max(mtimeMs, touched.get(upload) ?? 0))
  }
  const old = names.filter((name) => {
    const last = touched.get(name.replace(/\.json$/, ''))
    return last !== undefined && now - last > UPLOAD_LIFE_MS
  })
  for (const name of old) await rm(join(folder, name), { force: true })
  return old.length
}
