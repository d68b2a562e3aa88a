import type { Object3D, Texture } from 'three'
import { clone } from 'three/addons/utils/SkeletonUtils.js'
import { createValue, type WritableValue } from '#domain/engine.ts'
import { GalleryIndex, type GalleryModel, modelPath, MODELS_INDEX_PATH } from '#domain/media.ts'
import { fail, type Outcome, type Problem, succeed } from '#domain/problem.ts'
import type { DeviceFormats } from './decoders.ts'
import { dressModel, undressModel } from './dress-model.ts'
import { fetchModel } from './fetch-model.ts'
import { factsOf } from './model-facts.ts'
import type { LoadProgress, ModelFacts, ModelLibrary } from './model-library.ts'
import { modelSentences as sentences } from './model-sentences.ts'
import { openModel } from './open-model.ts'
import { createStudio } from './studio.ts'

export interface ModelLibraryOptions {
  /** How files of the own origin are fetched. */
  readonly fetch?: (path: string, init?: { readonly signal: AbortSignal }) => Promise<Response>
  /** See ModelLibrary.now; this device's own clock when not given. */
  readonly now?: () => number
}

/** One model that somebody wants. */
interface Entry {
  wants: number
  readonly load: AbortController
  readonly outcome: Promise<Outcome<Object3D>>
  /** Once it has loaded. */
  original: Object3D | undefined
}

export function createModelLibrary(options: ModelLibraryOptions = {}): ModelLibrary {
  const request = options.fetch ?? ((path: string, init?: RequestInit) => fetch(path, init))
  let studio: Texture | undefined
  const failures = createValue<ReadonlyMap<string, Problem>>(new Map())
  const progress = createValue<ReadonlyMap<string, LoadProgress>>(new Map())
  const facts = new Map<string, WritableValue<ModelFacts | undefined>>()
  const entries = new Map<string, Entry>()
  const formats: DeviceFormats = { packed: undefined }
  let unpacking: Promise<unknown> = Promise.resolve()
  let index: Promise<Outcome<readonly GalleryModel[]>> | undefined

  async function fetchIndex(): Promise<Outcome<readonly GalleryModel[]>> {
    try {
      const response = await request(MODELS_INDEX_PATH)
      const parsed = GalleryIndex.safeParse(response.ok ? await response.json() : undefined)
      if (parsed.success) return succeed(parsed.data)
    } catch {
      // The sentence below says what to do; what exactly the network said helps nobody.
    }
    index = undefined
    return fail('server-gone', sentences.index)
  }

  function tellProgress(modelId: string, at: LoadProgress | undefined): void {
    const next = new Map(progress.snapshot())
    if (at === undefined ? next.delete(modelId) : next.set(modelId, at)) progress.set(next)
  }

  function tellFailure(modelId: string, problem: Problem | undefined): void {
    const was = failures.snapshot()
    if (was.get(modelId)?.sentence === problem?.sentence) return
    const next = new Map(was)
    if (problem === undefined) next.delete(modelId)
    else next.set(modelId, problem)
    failures.set(next)
  }

  function factsFor(modelId: string): WritableValue<ModelFacts | undefined> {
    const known = facts.get(modelId)
    if (known) return known
    const made = createValue<ModelFacts | undefined>(undefined)
    facts.set(modelId, made)
    return made
  }

  async function load(modelId: string, signal: AbortSignal): Promise<Outcome<Object3D>> {
    const listed = await library.index()
    if (!listed.ok) return listed
    const entry = listed.value.find((model) => model.id === modelId)
    if (entry === undefined) return fail('not-found', sentences.unknown)
    const fetching = fetchModel(request, modelPath(modelId), entry.bytes, signal, (at) => {
      if (!signal.aborted) tellProgress(modelId, at)
    })
    // Made while the first file is on its way, and not where no model is ever shown.
    studio ??= createStudio()
    const file = await fetching
    if (!file.ok) return file
    // One after the other: unpacking is work for all cores, and two at once hold twice the memory.
    const turn = unpacking.then(() =>
      signal.aborted
        ? fail<Object3D>('not-found', sentences.unwanted)
        : openModel(file.value, signal, formats),
    )
    unpacking = turn
    return turn
  }

  /** Starts a load; tells how it goes and how it ended, unless nobody wants it any more by then. */
  function open(modelId: string): Entry {
    const controller = new AbortController()
    const { signal } = controller
    const settle = async (): Promise<Outcome<Object3D>> => {
      const outcome = await load(modelId, signal)
      if (signal.aborted) {
        if (outcome.ok) undressModel(outcome.value)
        return fail('not-found', sentences.unwanted)
      }
      tellProgress(modelId, undefined)
      tellFailure(modelId, outcome.ok ? undefined : outcome.problem)
      if (!outcome.ok) {
        // The next placement tries again.
        entries.delete(modelId)
        return outcome
      }
      if (studio) dressModel(outcome.value, studio)
      entry.original = outcome.value
      factsFor(modelId).set(factsOf(outcome.value))
      return outcome
    }
    const entry: Entry = { wants: 0, load: controller, outcome: settle(), original: undefined }
    entries.set(modelId, entry)
    return entry
  }

  function drop(modelId: string, entry: Entry): void {
    if (entries.get(modelId) === entry) entries.delete(modelId)
    entry.load.abort()
    tellProgress(modelId, undefined)
    if (entry.original) undressModel(entry.original)
    entry.original = undefined
  }

  function unwant(modelId: string, entry: Entry): void {
    entry.wants--
    // At the turn's end: what is taken out of one place and put into another in one go is neither loaded nor uploaded twice.
    queueMicrotask(() => {
      if (entry.wants === 0 && entries.get(modelId) === entry) drop(modelId, entry)
    })
  }

  const library: ModelLibrary = {
    now: options.now ?? Date.now,
    failures,
    progress,
    facts: factsFor,
    index: () => (index ??= fetchIndex()),
    async instantiate(modelId, unwanted) {
      if (unwanted?.aborted === true) return fail('not-found', sentences.unwanted)
      const entry = entries.get(modelId) ?? open(modelId)
      entry.wants++
      unwanted?.addEventListener('abort', () => unwant(modelId, entry), { once: true })
      const outcome = await entry.outcome
      return outcome.ok ? succeed(clone(outcome.value)) : outcome
    },
    dispose() {
      for (const [modelId, entry] of entries) drop(modelId, entry)
      studio?.dispose()
      studio = undefined
    },
  }
  return library
}
