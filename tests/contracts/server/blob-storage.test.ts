import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFolderBlobs } from '#server/storage/folder-blobs.ts'
import { blobStorageLaw } from './blob-storage.law.ts'

blobStorageLaw('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'farpoint-blobs-'))
  return {
    blobs: await openFolderBlobs(join(folder, 'files')),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
})

it('[BS7] a folder that went away fails the check', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'farpoint-blobs-'))
  const blobs = await openFolderBlobs(join(folder, 'files'))
  await rm(folder, { recursive: true })
  await writeFile(folder, '')
  try {
    await expect(blobs.check()).rejects.toThrow(/ENOTDIR|ENOENT/)
  } finally {
    await rm(folder)
  }
})
