import type { Id } from '#domain/ids.ts'
import { mediaPath } from '#domain/media.ts'
import type { FilmProgress } from '#recording/film-work.ts'
import type { VaultEntry } from '#recording/vault.ts'
import type { Kept } from '#store/local-store.ts'
import { filmStepWords } from '../shell/sync-words.ts'

/** Where a film can be watched from. */
type FilmSource =
  | { readonly from: 'portal'; readonly url: string }
  /** Whole, in the vault of this device. */
  | { readonly from: 'device' }
  /** Nowhere here: still being made, or only on the device that recorded it. */
  | { readonly from: 'nowhere' }

/** One film as the lists show it. */
export interface FilmRow {
  readonly id: Id
  readonly sessionId: Id
  readonly startedAt: number
  readonly authorName: string | undefined
  readonly mimeType: string
  readonly durationMs: number | undefined
  readonly bytes: number | undefined
  readonly source: FilmSource
  /** What is to be known of it; undefined when it is simply in the portal. */
  readonly words: string | undefined
  /** Share of what is being done now, 0 to 1. */
  readonly share: number | undefined
  /** It arrived after the session's end. */
  readonly late: boolean
}

export interface FilmSources {
  readonly recordings: readonly Kept<'recording'>[]
  readonly films: readonly FilmProgress[]
  readonly entries: readonly VaultEntry[]
}

function sourceOf(kept: Kept<'recording'> | undefined, entry: VaultEntry | undefined): FilmSource {
  if (kept?.record.status === 'stored') return { from: 'portal', url: mediaPath(kept.record.mediaId) }
  return entry?.status.step === 'finished' ? { from: 'device' } : { from: 'nowhere' }
}

function wordsOf(
  kept: Kept<'recording'> | undefined,
  film: FilmProgress | undefined,
  entry: VaultEntry | undefined,
): string | undefined {
  if (kept?.record.status === 'stored') return undefined
  if (kept?.where.status === 'refused') return `Only on this device. ${kept.where.problem.sentence}`
  if (film?.step === 'finishing') return `${filmStepWords(film)}. It plays here in a moment.`
  if (film?.step === 'capturing' || film?.step === 'failed') return filmStepWords(film)
  if (film !== undefined) return `Only on this device. ${filmStepWords(film)}`
  if (entry?.status.step === 'finished') return 'Only on this device. It waits to be sent.'
  if (entry !== undefined)
    return 'Being recorded in another tab, or interrupted there. It is recovered when that tab is closed.'
  return kept?.record.status === 'capturing'
    ? `Being recorded on the device of ${kept.record.authorName}.`
    : `Not in the portal yet: it is on the device of ${kept?.record.authorName ?? 'the person who recorded it'} and comes from there.`
}

/** All films that are known here, of the portal and of this device together, newest first. */
export function filmRows({ recordings, films, entries }: FilmSources): readonly FilmRow[] {
  const kept = new Map(recordings.map((one) => [one.record.id, one]))
  const progress = new Map(films.map((one) => [one.id, one]))
  const inVault = new Map(entries.map((one) => [one.id, one]))
  const ids = new Set([...kept.keys(), ...progress.keys(), ...inVault.keys()])
  const rows: FilmRow[] = []
  for (const id of ids) {
    const record = kept.get(id)?.record
    const film = progress.get(id)
    const entry = inVault.get(id)
    const known = record ?? entry ?? film
    if (known === undefined) continue
    const whole = record !== undefined && record.status !== 'capturing' ? record : undefined
    const captured = entry?.status
    const isBusy = film?.step === 'sending' || film?.step === 'finishing'
    const where = kept.get(id)?.where
    rows.push({
      id,
      sessionId: known.sessionId,
      startedAt: known.startedAt,
      authorName: record?.authorName ?? entry?.authorName,
      mimeType: record?.mimeType ?? entry?.mimeType ?? '',
      durationMs:
        whole?.durationMs ?? (captured?.step === 'finished' ? captured.durationMs : captured?.savedMs),
      bytes: whole?.bytes ?? (captured?.step === 'finished' ? captured.bytes : undefined),
      source: sourceOf(kept.get(id), entry),
      words: wordsOf(kept.get(id), film, entry),
      share: isBusy && record?.status !== 'stored' ? film.share : undefined,
      late: where?.status === 'in-portal' && where.late,
    })
  }
  return rows.sort((a, b) => b.startedAt - a.startedAt)
}

/** A file name that says what it is: `FP-0042 2026-05-14 09-30.webm`. */
export function filmFileName(label: string, film: Pick<FilmRow, 'startedAt' | 'mimeType'>): string {
  const at = new Date(film.startedAt)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const ending = film.mimeType.startsWith('video/mp4') ? 'mp4' : 'webm'
  return `${label} ${day} ${two(at.getHours())}-${two(at.getMinutes())}.${ending}`
}
