import { useState, type ReactElement } from 'react'
import { reworded, textOf } from '#ar/live-view/mark-edits.ts'
import { changedStep, type StepShows } from '#ar/live-view/step-edits.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { StepShown } from './step-shown.tsx'
import type { KitTool } from './tool-look.tsx'
import { WordForm } from './word-form.tsx'

/** What the next labels and steps say and show. */
export interface Wording {
  readonly tool: KitTool
  readonly words: string
  readonly stepWords: string
  readonly stepShows: StepShows
  readonly step: number
}

/** Asks what the label or the step says that is placed next. */
export function KitWords({
  guest,
  wording,
  onSay,
  onCancel,
}: {
  readonly guest: GuestCall
  readonly wording: Wording
  readonly onSay: (words: string, shows: StepShows) => void
  readonly onCancel: () => void
}): ReactElement {
  const { tool, words, stepWords, stepShows, step } = wording
  const isStep = tool === 'step'
  const [shows, setShows] = useState(stepShows)
  return (
    <WordForm
      label={isStep ? `What is done in step ${step}? You may leave it empty` : 'What shall the label say?'}
      words={isStep ? stepWords : words}
      submit={isStep ? `Place step ${step}` : 'Place it'}
      mayBeEmpty={isStep}
      onSay={(said) => onSay(said, shows)}
      onCancel={onCancel}
    >
      {isStep ? <StepShown guest={guest} shows={shows} onChoose={setShows} /> : null}
    </WordForm>
  )
}

/** Asks what a label or a step that stands says from now on. Nothing for a mark without words, or one that is gone. */
export function Rewording({
  guest,
  markId,
  onDone,
}: {
  readonly guest: GuestCall
  readonly markId: Id
  readonly onDone: () => void
}): ReactElement | null {
  const mark = useSnapshot(guest.shared).scene.marks.get(markId)
  return mark === undefined || textOf(mark) === undefined ? null : (
    <Reword guest={guest} mark={mark} onDone={onDone} />
  )
}

function Reword({
  guest,
  mark,
  onDone,
}: {
  readonly guest: GuestCall
  readonly mark: Mark
  readonly onDone: () => void
}): ReactElement {
  const { shape } = mark
  const [shows, setShows] = useState<StepShows>(shape.tool === 'step' ? shape : {})
  const say = (words: string): void => {
    // Somebody else may have changed it meanwhile, or taken it away: what is said is said of what stands now.
    const now = guest.shared.snapshot().scene.marks.get(mark.id)
    if (now !== undefined)
      guest.shared.commit({
        kind: 'mark.put',
        mark: changedStep(reworded(now, words), { stillId: shows.stillId, modelId: shows.modelId }),
        by: guest.self.id,
      })
    onDone()
  }
  const isStep = shape.tool === 'step'
  return (
    <WordForm
      label={
        isStep ? `What is done in step ${shape.number}? You may leave it empty` : 'What shall the label say?'
      }
      words={textOf(mark) ?? ''}
      submit="Change it"
      mayBeEmpty={isStep}
      onSay={say}
      onCancel={onDone}
    >
      {isStep ? <StepShown guest={guest} shows={shows} onChoose={setShows} /> : null}
    </WordForm>
  )
}
