import { good, limited, missing, unknown, type Finding } from './finding.ts'

/** Film formats: the one of which everything up to a crash is kept, and the one that loses its last seconds. */
const FORMATS: readonly (readonly [type: string, name: string])[] = [
  ['video/webm', 'WebM'],
  ['video/mp4', 'MP4'],
]

/** @param records whether a film of that type can be made; undefined without any recorder */
export function recordingFinding(records: ((type: string) => boolean) | undefined): Finding {
  const names = FORMATS.filter(([type]) => records?.(type)).map(([, name]) => name)
  if (names.length === 0)
    return missing('Films cannot be made here', 'The expert can still record on their side.')
  const words = `Films as ${names.join(' or ')}`
  return names.includes('WebM')
    ? good(words)
    : limited(words, 'If the page ends while it records, the last seconds may be lost.')
}

export interface StorageFacts {
  /** The browser gives the page a database. */
  readonly database: boolean
  readonly persisted: boolean
  readonly freeBytes?: number
}

/** An hour of film needs about this much, bytes. */
const ROOMY = 1_000_000_000
const TIGHT = 100_000_000

export function storageFinding({ database, persisted, freeBytes }: StorageFacts): Finding {
  if (!database)
    return missing(
      'This browser keeps nothing for pages',
      'Leave private mode, and allow site data for this page.',
    )
  if (freeBytes === undefined) return unknown('The browser does not say how much room there is')
  const room = `${bytesWords(freeBytes)} free`
  const kept = persisted ? 'kept until you delete it' : 'the browser may clear it when the device is full'
  if (freeBytes < TIGHT)
    return missing(
      `Only ${room}`,
      'Delete photos, films or apps that you no longer need. Private mode has little room too.',
    )
  return freeBytes < ROOMY
    ? limited(`${room}; ${kept}`, 'Enough for short films. Free some space before a long one.')
    : good(`${room}; ${kept}`)
}

function bytesWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(bytes >= 1e10 ? 0 : 1)} GB` : `${Math.round(bytes / 1e6)} MB`
}

/** Whether a database can be opened at all; private modes and blocked site data show only then. */
export function canOpenDatabase(indexedDB: IDBFactory | undefined): Promise<boolean> {
  const name = 'farpoint-check'
  return new Promise((resolve) => {
    try {
      const request = indexedDB?.open(name)
      if (request === undefined) return resolve(false)
      request.onerror = () => resolve(false)
      request.onsuccess = () => {
        request.result.close()
        indexedDB?.deleteDatabase(name)
        resolve(true)
      }
    } catch {
      resolve(false)
    }
  })
}
