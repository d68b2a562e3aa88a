import { NumberInput, Select, TextInput } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import type { GalleryModel } from '#domain/media.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './dock.module.css'
import type { Look } from './look-state.ts'
import { stillName } from './still-words.ts'
import { useWordsFirst } from './use-words-first.ts'

/** What the next numbered step says and shows. */
export function StepFields({
  look,
  onDone,
}: {
  readonly look: Look
  readonly onDone: () => void
}): ReactElement {
  const { nextStep } = useSnapshot(look)
  const { field, onKeyDown } = useWordsFirst(onDone)
  return (
    <div className={styles.row}>
      <NumberInput
        className={styles.number}
        aria-label="Number"
        min={1}
        max={99}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={nextStep.number}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1) look.prepareStep({ number: value })
        }}
        onKeyDown={onKeyDown}
      />
      <TextInput
        ref={field}
        className={styles.grow}
        aria-label="What to do"
        placeholder="What to do here"
        autoComplete="off"
        maxLength={200}
        value={nextStep.text}
        onChange={(event) => look.prepareStep({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <Beside look={look} />
    </div>
  )
}

const NOTHING = ''

/** A still or a model that the technician sees beside the words. */
function Beside({ look }: { readonly look: Look }): ReactElement {
  const { nextStep } = useSnapshot(look)
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
    nextStep.stillId === undefined
      ? nextStep.modelId === undefined
        ? NOTHING
        : `model ${nextStep.modelId}`
      : `still ${nextStep.stillId}`
  const choose = (chosen: string | null): void => {
    const [kind, id] = (chosen ?? NOTHING).split(' ')
    look.prepareStep({
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
