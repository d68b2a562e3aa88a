import { useMemo, useState, type ReactElement } from 'react'
import type { Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { thumbnailPath } from '#domain/media.ts'
import { Button } from '#ui/button.tsx'
import { CheckIcon } from '#ui/icons-tool.tsx'
import { FindIcon } from '#ui/icons-mark.tsx'
import { ListIcon } from '#ui/icons-camera.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from './guest-call.ts'
import { currentStep, stepsOf, ticked, type Step } from './steps.ts'
import styles from './steps-strip.module.css'
import { StillThumb } from './still-thumb.tsx'

export interface StepsProps {
  readonly guest: GuestCall
  readonly onOpenStill: (stillId: Id) => void
}

/** Without AR nothing is ever in hand. */
const NO_KIT: Readable<{ readonly mode: 'rest' }> = {
  snapshot: () => AT_REST,
  subscribe: () => () => undefined,
}
const AT_REST = { mode: 'rest' } as const

function useSteps(guest: GuestCall): readonly Step[] {
  const { scene } = useSnapshot(guest.shared)
  const { marks } = scene
  return useMemo(() => stepsOf({ marks }), [marks])
}

function tick(guest: GuestCall, markId: Id, isDone: boolean): void {
  const mark = guest.shared.snapshot().scene.marks.get(markId)
  if (mark !== undefined)
    guest.shared.commit({ kind: 'mark.put', mark: ticked(mark, isDone), by: guest.self.id })
}

/** The step to do now, large, with its tick; all of them one tap away. Nothing while there are no steps. */
export function StepsStrip({ guest, onOpenStill }: StepsProps): ReactElement | null {
  const steps = useSteps(guest)
  const { run } = useSnapshot(guest.ladders)
  const isHandBusy = useSnapshot<{ readonly mode: string }>(run?.kit ?? NO_KIT).mode !== 'rest'
  const [isOpen, setOpen] = useState(false)
  const [isHidden, setHidden] = useState(0)
  // With something in hand the picture is what counts.
  if (steps.length === 0 || isHandBusy) return null
  const now = currentStep(steps)
  // All done: it goes when it was seen, and comes back with the next step.
  if (now === undefined && isHidden === steps.length) return null
  return (
    <>
      <section className={styles.strip} aria-label="Steps" data-keeps-taps>
        {now === undefined ? (
          <>
            <span className={styles.allDone}>
              <CheckIcon size={28} />
            </span>
            <div className={styles.words} role="status">
              <strong className={styles.title}>
                {steps.length === 1 ? 'The step is done' : `All ${steps.length} steps are done`}
              </strong>
            </div>
            <Button onClick={() => setHidden(steps.length)}>All right</Button>
          </>
        ) : (
          <>
            <StepPicture guest={guest} step={now} onOpenStill={onOpenStill} />
            <div className={styles.words} role="status">
              <span className={styles.count}>
                Step {now.number} of {steps.length}
              </span>
              <strong className={styles.title}>{now.text ?? 'Look at the mark with this number'}</strong>
            </div>
            <IconButton label="All steps" icon={<ListIcon />} onClick={() => setOpen(true)} />
            <Button
              tone="primary"
              icon={<CheckIcon size={20} />}
              aria-label={`Done: step ${now.number}`}
              onClick={() => tick(guest, now.markId, true)}
            >
              Done
            </Button>
          </>
        )}
      </section>
      {isOpen ? (
        <StepsSheet guest={guest} steps={steps} onOpenStill={onOpenStill} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}

/** What the step shows: its still, its model, else its number as it stands in the world. */
function StepPicture({ guest, step, onOpenStill }: StepsProps & { readonly step: Step }): ReactElement {
  const { stillId, modelId, number } = step
  if (stillId !== undefined)
    return (
      <span className={styles.picture}>
        <StillThumb
          guest={guest}
          stillId={stillId}
          label={`Picture of step ${number}`}
          onOpen={() => onOpenStill(stillId)}
        />
      </span>
    )
  return modelId === undefined ? (
    <span className={styles.number} aria-hidden="true">
      {number}
    </span>
  ) : (
    <img className={styles.model} src={thumbnailPath(modelId)} alt="" width={56} height={56} />
  )
}

function StepsSheet({
  guest,
  steps,
  onOpenStill,
  onClose,
}: StepsProps & { readonly steps: readonly Step[]; readonly onClose: () => void }): ReactElement {
  const { run } = useSnapshot(guest.ladders)
  const now = currentStep(steps)
  const done = steps.filter((step) => step.isDone).length
  return (
    <Sheet open title={`Steps, ${done} of ${steps.length} done`} onClose={onClose}>
      <ol className={styles.list}>
        {steps.map((step) => (
          <li key={step.markId} className={styles.step} aria-current={step === now ? 'step' : undefined}>
            <StepPicture guest={guest} step={step} onOpenStill={onOpenStill} />
            <div className={styles.words}>
              <span className={styles.count}>
                Step {step.number}
                {step.isDone ? ', done' : ''}
              </span>
              <span className={step === now ? styles.title : undefined}>{step.text ?? 'No words'}</span>
            </div>
            {run === undefined ? null : (
              <IconButton
                label={`Show me step ${step.number}`}
                icon={<FindIcon />}
                onClick={() => {
                  run.tracker.select(step.markId)
                  onClose()
                }}
              />
            )}
            <Button
              tone={step === now ? 'primary' : 'secondary'}
              aria-pressed={step.isDone}
              aria-label={`Done: step ${step.number}`}
              icon={step.isDone ? <CheckIcon size={20} /> : undefined}
              onClick={() => tick(guest, step.markId, !step.isDone)}
            >
              Done
            </Button>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
