import { type ReactElement, type ReactNode, useId } from 'react'
import { WarningIcon } from './icons-tool.tsx'
import styles from './field.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

/** What every field with words around it takes. */
export interface FieldWords {
  /** Always visible: a placeholder is no label. */
  readonly label: string
  /** For a row whose purpose is plain to see, such as a message field: the label is then only read out. */
  readonly hideLabel?: boolean | undefined
  /** One line under the label's field that helps before anything went wrong. */
  readonly hint?: string | undefined
  /** What is wrong and what to do. Its presence makes the field invalid. */
  readonly error?: string | undefined
}

/** What the control inside must carry, so that its words are read with it. */
interface FieldWiring {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export interface FieldProps extends FieldWords {
  readonly id: string | undefined
  readonly children: (wiring: FieldWiring) => ReactNode
}

/** Label above, hint and error below, wired to one control. */
export function Field({ label, hideLabel = false, hint, error, id, children }: FieldProps): ReactElement {
  const ownId = useId()
  const controlId = id ?? ownId
  const hintId = `${controlId}-hint`
  const errorId = `${controlId}-error`
  const describedBy = [error ? errorId : undefined, hint ? hintId : undefined].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <label className={hideLabel ? styles.unseen : styles.label} htmlFor={controlId}>
        {hideLabel ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      {children({
        id: controlId,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {/* The live region stands from the start: one that arrives with its text is often not read. */}
      <span className={styles.error} id={errorId} aria-live="polite">
        {error ? (
          <>
            <WarningIcon size={18} />
            <span>{error}</span>
          </>
        ) : null}
      </span>
      {hint ? (
        <span className={styles.hint} id={hintId}>
          {hint}
        </span>
      ) : null}
    </div>
  )
}
