import { Select } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import type { StepDetail } from '#domain/mark.ts'
import type { GalleryModel } from '#domain/media.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './dock.module.css'
import type { Look } from './look-state.ts'
import { stillName } from './still-words.ts'

type Shown = Pick<StepDetail, 'stillId' | 'modelId'>

const NOTHING = ''

/** A still or a model that the technician sees beside the words of a step. */
export function Beside({
  look,
  shown: { stillId, modelId },
  onChoose,
}: {
  readonly look: Look
  readonly shown: Shown
  readonly onChoose: (shown: {
    readonly stillId: string | undefined
    readonly modelId: string | undefined
  }) => void
}): ReactElement {
  const { stills } = useSnapshot(look.stills)
  const [models, setModels] = useState<readonly GalleryModel[]>([])
  useEffect(() => {
    let cancelled = false
    void look.models.index().then((outcome) => {
      if (!cancelled && outcome.ok) setModels(outcome.value)
    })
    return () => {
      cancelled = true
    }
  }, [look])
  const value =
    stillId === undefined ? (modelId === undefined ? NOTHING : `model ${modelId}`) : `still ${stillId}`
  const choose = (chosen: string | null): void => {
    const [kind, id] = (chosen ?? NOTHING).split(' ')
    onChoose({
      stillId: kind === 'still' ? id : undefined,
      modelId: kind === 'model' ? id : undefined,
    })
  }
  return (
    <Select
      className={styles.beside}
      aria-label="Picture or model beside it"
      value={value}
      allowDeselect={false}
      maxDropdownHeight={280}
      comboboxProps={{ position: 'top-end', width: 240, portalProps: { target: '#console' } }}
      data={[
        { value: NOTHING, label: 'Words only' },
        ...(stills.length === 0
          ? []
          : [
              {
                group: 'With a still',
                items: stills.map((still) => ({ value: `still ${still.id}`, label: stillName(still) })),
              },
            ]),
        ...(models.length === 0
          ? []
          : [
              {
                group: 'With a model',
                items: models.map(({ id, name }) => ({ value: `model ${id}`, label: name })),
              },
            ]),
      ]}
      onChange={choose}
    />
  )
}
