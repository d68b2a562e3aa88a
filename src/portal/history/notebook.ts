import type { Id } from '#domain/ids.ts'
import { NoteText, type Note, type NoteVersion } from '#domain/note.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import { StoreError } from '#store/store-error.ts'
import type { PortalSession } from '../portal-session.ts'

/** Writing the notes of one session. Every save is a new version on this device first; nothing is ever overwritten. */
export interface Notebook {
  add(text: string): Promise<Outcome<NoteVersion>>
  /** A new version that takes the place of the heads of `note` as the person saw it: one that came meanwhile stays beside it. */
  settle(note: Note, text: string): Promise<Outcome<NoteVersion>>
}

export type NotebookDeps = Pick<PortalSession, 'store' | 'who' | 'makeId' | 'now'>

/** See Notebook. */
export function createNotebook({ store, who, makeId, now }: NotebookDeps, sessionId: Id): Notebook {
  async function save(
    noteId: Id,
    text: string,
    replaced: readonly NoteVersion[],
  ): Promise<Outcome<NoteVersion>> {
    if (text.trim() === '') return fail('bad-request', 'Write something first.')
    const checked = NoteText.safeParse(text)
    if (!checked.success) return fail('too-large', 'A note holds 20,000 letters. Save this as two notes.')
    const [base, ...settled] = replaced
    const version: NoteVersion = {
      id: makeId(),
      noteId,
      sessionId,
      authorName: who.snapshot().agent.name,
      text: checked.data,
      at: now(),
      ...(base === undefined ? {} : { base: base.id }),
      ...(settled.length === 0 ? {} : { settles: settled.map((head) => head.id) }),
    }
    try {
      await store.write({ kind: 'note', record: version })
      return succeed(version)
    } catch (error) {
      if (error instanceof StoreError) return { ok: false, problem: error.problem }
      throw error
    }
  }

  return {
    add: (text) => save(makeId(), text, []),
    settle: (note, text) => save(note.noteId, text, note.heads),
  }
}
