import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { PersonName } from './participant.ts'

export const NoteText = z.string().check(z.maxLength(20_000))

/**
 * One saved version of a note. Versions are append-only: two edits of the same base stand side by side,
 * and nothing is overwritten. `base` is the version that was edited, absent for the first.
 */
export const NoteVersion = z.object({
  id: Id,
  noteId: Id,
  base: z.optional(Id),
  /** Other heads that the author saw and settled with this version: without it two heads would stand for good. */
  settles: z.optional(z.array(Id).check(z.maxLength(20))),
  sessionId: Id,
  authorName: PersonName,
  text: NoteText,
  at: Timestamp,
})
export type NoteVersion = z.infer<typeof NoteVersion>

/** A note as people see it: its newest versions. More than one head means two people wrote on the same base. */
export interface Note {
  readonly noteId: Id
  readonly heads: readonly NoteVersion[]
  /** All versions, oldest first. */
  readonly versions: readonly NoteVersion[]
}

/** Gathers versions into notes, oldest note first; heads are the versions that nobody edited further. */
export function notesOf(versions: readonly NoteVersion[]): readonly Note[] {
  const byNote = new Map<Id, NoteVersion[]>()
  const inOrder = [...versions].sort((a, b) => a.at - b.at || a.id.localeCompare(b.id))
  for (const version of inOrder) {
    const siblings = byNote.get(version.noteId)
    if (siblings) siblings.push(version)
    else byNote.set(version.noteId, [version])
  }
  return [...byNote].map(([noteId, all]) => {
    const edited = new Set(all.flatMap((version) => [version.base, ...(version.settles ?? [])]))
    return { noteId, versions: all, heads: all.filter((version) => !edited.has(version.id)) }
  })
}
