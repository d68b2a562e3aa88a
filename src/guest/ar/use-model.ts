import { useEffect, useMemo, useState } from 'react'
import type { ModelFacts, ModelLibrary } from '#ar/models/model-library.ts'
import type { Readable } from '#domain/engine.ts'
import type { GalleryModel } from '#domain/media.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { ArRun } from './ar-run.ts'

const NOTHING: Readable<undefined> = { snapshot: () => undefined, subscribe: () => () => undefined }

/** What a model is called, and what it is made of once it has loaded. */
export function useModel(
  run: ArRun,
  modelId: string,
): { readonly name: string; readonly facts: ModelFacts | undefined } {
  const models = run.models()
  const facts = useSnapshot<ModelFacts | undefined>(
    useMemo(() => models?.facts(modelId) ?? NOTHING, [models, modelId]),
  )
  const listed = useListed(models, modelId)
  return { name: listed?.name ?? modelId, facts }
}

/** What a model is called, as far as it is known; undefined without one. */
export function useModelName(run: ArRun, modelId: string | undefined): string | undefined {
  return useListed(run.models(), modelId)?.name ?? modelId
}

function useListed(models: ModelLibrary | undefined, modelId: string | undefined): GalleryModel | undefined {
  const [found, setFound] = useState<GalleryModel>()
  useEffect(() => {
    let cancelled = false
    if (modelId === undefined) return undefined
    void models?.index().then((outcome) => {
      if (!cancelled && outcome.ok) setFound(outcome.value.find(({ id }) => id === modelId))
    })
    return () => {
      cancelled = true
    }
  }, [models, modelId])
  return found?.id === modelId ? found : undefined
}
