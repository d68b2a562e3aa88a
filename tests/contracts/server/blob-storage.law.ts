import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlobStorage } from '#server/storage/blob-storage.ts'

export interface BlobSubject {
  readonly blobs: BlobStorage
  dispose(): Promise<void>
}

/** What every place for finished files keeps. */
export function blobStorageLaw(name: string, open: () => Promise<BlobSubject>): void {
  describe(`blob storage: ${name}`, () => {
    let subject: BlobSubject
    let source: string
    beforeAll(async () => {
      subject = await open()
      source = await mkdtemp(join(tmpdir(), 'farpoint-source-'))
    })
    afterAll(async () => {
      await subject.dispose()
      await rm(source, { recursive: true, force: true })
    })

    async function adopted(key: string, content: string): Promise<string> {
      const path = join(source, 'file')
      await writeFile(path, content)
      await subject.blobs.adopt(key, path)
      return path
    }

    it('[BS1] an adopted file is there whole, and its source is gone', async () => {
      const path = await adopted('recording/one', 'hello world')
      expect(await subject.blobs.size('recording/one')).toBe(11)
      expect(await text(await subject.blobs.read('recording/one'))).toBe('hello world')
      await expect(access(path)).rejects.toThrow('ENOENT')
    })

    it('[BS2] a range is read with both its ends', async () => {
      await adopted('recording/two', '0123456789')
      expect(await text(await subject.blobs.read('recording/two', { start: 2, end: 4 }))).toBe('234')
      expect(await text(await subject.blobs.read('recording/two', { start: 9, end: 9 }))).toBe('9')
    })

    it('[BS3] an unknown key has no size, and reading it fails before the first byte', async () => {
      expect(await subject.blobs.size('recording/none')).toBeUndefined()
      await expect(subject.blobs.read('recording/none')).rejects.toThrow(/./)
    })

    it('[BS4] what is removed is gone; removing twice does no harm', async () => {
      await adopted('still/three', 'x')
      await subject.blobs.remove('still/three')
      await subject.blobs.remove('still/three')
      expect(await subject.blobs.size('still/three')).toBeUndefined()
    })

    it('[BS5] adopting the same key again replaces the whole file', async () => {
      await adopted('still/four', 'a longer first content')
      await adopted('still/four', 'second')
      expect(await text(await subject.blobs.read('still/four'))).toBe('second')
    })

    it.each(['../outside', '/etc/passwd', 'a/../../b', '.hidden', '', 'a//b'])(
      '[BS6] %j is no key and touches nothing',
      async (key) => {
        await expect(subject.blobs.size(key)).rejects.toThrow('Not a storage key')
      },
    )

    it('[BS7] a place that can be written to says so', async () => {
      await expect(subject.blobs.check()).resolves.toBeUndefined()
    })
  })
}
