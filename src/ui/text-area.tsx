import type { ReactElement, Ref, TextareaHTMLAttributes } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldWords } from './field.tsx'
import styles from './field.module.css'

export interface TextAreaProps
  extends FieldWords, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'style'> {
  readonly ref?: Ref<HTMLTextAreaElement>
}

/** Several lines of text; grows with them where the browser can, up to a share of the screen. */
export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  id,
  rows = 3,
  ...rest
}: TextAreaProps): ReactElement {
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={error} id={id}>
      {(wiring) => <textarea {...rest} {...wiring} rows={rows} className={cx(styles.control, styles.area)} />}
    </Field>
  )
}
