import { createValue, type Engine } from '#domain/engine.ts'
import { GalleryIndex, MODELS_INDEX_PATH, type GalleryModel } from '#domain/media.ts'
import { problem, type Problem } from '#domain/problem.ts'

type ModelListState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly models: readonly GalleryModel[] }
  | { readonly status: 'failed'; readonly problem: Problem }

/** The 3D models of the gallery. The 3D code itself is fetched only when one is opened. */
export interface ModelList extends Engine<ModelListState> {
  load(): Promise<void>
}

/** See ModelList; nothing happens before `load`. */
export function createModelList(fetchFile: typeof fetch): ModelList {
  const state = createValue<ModelListState>({ status: 'loading' })
  const closing = new AbortController()

  async function read(): Promise<ModelListState> {
    try {
      const response = await fetchFile(MODELS_INDEX_PATH, { signal: closing.signal })
      const parsed = GalleryIndex.safeParse(response.ok ? await response.json() : undefined)
      if (parsed.success) return { status: 'ready', models: parsed.data }
      return { status: 'failed', problem: problem('server-error') }
    } catch {
      return {
        status: 'failed',
        problem: problem('server-gone', 'The models are in the portal, and it cannot be reached now.'),
      }
    }
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async load() {
      state.set({ status: 'loading' })
      const next = await read()
      if (!closing.signal.aborted) state.set(next)
    },
    close: () => closing.abort(),
  }
}

/** Width, height and depth in centimetres, as a person would read them off a ruler: `19.2 × 33.3 × 16.5 cm`. */
export function sizeWords([width, height, depth]: GalleryModel['size']): string {
  const centimetres = (metres: number): string => {
    const value = metres * 100
    return value >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, '')
  }
  return `${centimetres(width)} × ${centimetres(height)} × ${centimetres(depth)} cm`
}
