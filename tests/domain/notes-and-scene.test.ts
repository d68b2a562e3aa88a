import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { notesOf, type NoteVersion } from '#domain/note.ts'
import { isLaterRecording, type Recording } from '#domain/recording.ts'
import { foldScene, type SceneChange, type SceneOperation } from '#domain/scene.ts'
import type { SpaceMark } from '#domain/mark.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ada = uuid(900)
const bob = uuid(901)

function version(id: number, base?: number): NoteVersion {
  const first = {
    id: uuid(id),
    noteId: uuid(100),
    sessionId: uuid(200),
    authorName: 'Ada',
    text: `text ${id}`,
    at: id,
  }
  return base === undefined ? first : { ...first, base: uuid(base) }
}

describe('notes', () => {
  it('[N1] an edit replaces the version that it was made on', () => {
    const [note] = notesOf([version(1), version(2, 1), version(3, 2)])
    expect(note?.heads.map((head) => head.text)).toEqual(['text 3'])
    expect(note?.versions).toHaveLength(3)
  })

  it('[N2] two edits of the same version both stand', () => {
    const [note] = notesOf([version(1), version(2, 1), version(3, 1)])
    expect(note?.heads.map((head) => head.text)).toEqual(['text 2', 'text 3'])
  })

  it('[N3] a version that settles the other head stands alone, and nothing is lost', () => {
    const settling: NoteVersion = { ...version(4, 2), settles: [uuid(3)] }
    const [note] = notesOf([version(1), version(2, 1), version(3, 1), settling])
    expect(note?.heads.map((head) => head.text)).toEqual(['text 4'])
    expect(note?.versions).toHaveLength(4)
  })
})

function mark(id: number, author = ada): SpaceMark {
  return {
    id: uuid(id),
    author,
    at: 0,
    colour: 'red',
    on: 'space',
    spaceId: uuid(300),
    quality: 'depth',
    pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
    shape: { tool: 'arrow', length: 0.1 },
  }
}

function operation(n: number, clock: number, change: SceneChange, author = ada): SceneOperation {
  return { id: uuid(n), sessionId: uuid(200), author, clock, at: 0, change }
}

describe('the scene log', () => {
  it('[SL1] a later put stands over an earlier one, whatever came first over the wire', () => {
    const early = operation(1, 1, { kind: 'mark.put', mark: mark(10) })
    const late = operation(2, 2, { kind: 'mark.put', mark: { ...mark(10), colour: 'green' } })
    expect(foldScene([late, early]).marks.get(uuid(10))?.colour).toBe('green')
  })

  it('[SL2] clear takes away only what came before it, and only whose it names', () => {
    const scene = foldScene([
      operation(1, 1, { kind: 'mark.put', mark: mark(10) }),
      operation(2, 2, { kind: 'mark.put', mark: mark(11, bob) }, bob),
      operation(3, 3, { kind: 'clear', of: ada }),
      operation(4, 4, { kind: 'mark.put', mark: mark(12) }),
    ])
    expect([...scene.marks.keys()]).toEqual([uuid(11), uuid(12)])
  })

  it('[SL3] any order of arrival and any repetition folds to the same scene', () => {
    const change = fc.oneof(
      fc.integer({ min: 10, max: 14 }).map((n): SceneChange => ({ kind: 'mark.put', mark: mark(n) })),
      fc.integer({ min: 10, max: 14 }).map((n): SceneChange => ({ kind: 'mark.remove', markId: uuid(n) })),
      fc.constantFrom<SceneChange>({ kind: 'clear', of: undefined }, { kind: 'clear', of: ada }),
    )
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), fc.integer(), (changes, seed) => {
        const log = changes.map((one, index) => operation(index + 1, Math.ceil((index + 1) / 2), one))
        const shuffled = [...log, ...log.slice(0, 5)].sort(
          (a, b) => ((a.clock * 7919 + seed) % 13) - ((b.clock * 104729 + seed) % 11),
        )
        expect([...foldScene(shuffled).marks]).toEqual([...foldScene(log).marks])
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})

describe('a recording', () => {
  it('[RC1] only ever moves forward', () => {
    const base = { id: uuid(1), sessionId: uuid(2), authorName: 'Ada', startedAt: 0, mimeType: 'video/webm' }
    const capturing: Recording = { ...base, status: 'capturing' }
    const stored: Recording = {
      ...base,
      status: 'stored',
      durationMs: 1,
      bytes: 1,
      sha256: '0'.repeat(64),
      mediaId: uuid(3),
    }
    expect(isLaterRecording(stored, capturing)).toBe(true)
    expect(isLaterRecording(capturing, stored)).toBe(false)
    expect(isLaterRecording(stored, stored)).toBe(false)
  })
})
