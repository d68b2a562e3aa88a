import { Checkbox } from '@mantine/core'
import { IconCube, IconPhoto } from '@tabler/icons-react'
import { useMemo, type ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ColourDot } from './colours.tsx'
import console from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import styles from './panels.module.css'
import type { ListedStep } from './steps.ts'

/** What is to be done, in order, and what of it is done. Touching one shows where it is. Nothing while there is none. */
export function StepsPanel({ expert }: { readonly expert: ExpertCall }): ReactElement | null {
  const { look } = expert
  const steps = useSnapshot(look.steps)
  const { selected } = useSnapshot(look.selection)
  const done = useMemo(() => steps.filter(({ isDone }) => isDone).length, [steps])
  if (steps.length === 0) return null
  const go = (step: ListedStep): void => {
    look.pick('select')
    look.selection.select(step.markId)
  }
  return (
    <section className={styles.steps} aria-labelledby="steps">
      <h2 id="steps" className={console.panelTitle}>
        Steps{' '}
        <span className={styles.tally} role="status">
          {done} of {steps.length} done
        </span>
      </h2>
      <ol className={styles.list} aria-labelledby="steps">
        {steps.map((step) => (
          <li
            key={step.markId}
            className={styles.step}
            data-selected={selected?.id === step.markId || undefined}
          >
            <Checkbox
              size="sm"
              aria-label={`Number ${step.number} is done`}
              checked={step.isDone}
              onChange={(event) => look.steps.tick(step.markId, event.currentTarget.checked)}
            />
            <button
              type="button"
              className={styles.go}
              aria-label={`Go to number ${step.number}${step.text === undefined ? '' : `: ${step.text}`}`}
              aria-current={selected?.id === step.markId ? 'true' : undefined}
              onClick={() => go(step)}
            >
              <span className={styles.number}>{step.number}</span>
              <span className={styles.text} data-done={step.isDone || undefined} title={step.text}>
                {step.text ?? <span className={console.muted}>No words</span>}
              </span>
              {step.stillId === undefined ? null : <IconPhoto size={16} stroke={1.75} aria-hidden />}
              {step.modelId === undefined ? null : <IconCube size={16} stroke={1.75} aria-hidden />}
              <ColourDot colour={step.colour} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
