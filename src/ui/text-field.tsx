import type { InputHTMLAttributes, ReactElement, Ref } from 'react'
import { Field, type FieldWords } from './field.tsx'
import styles from './field.module.css'

export interface TextFieldProps
  extends FieldWords, Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'style'> {
  readonly ref?: Ref<HTMLInputElement>
}

/** One line of text with its label, hint and error. */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  id,
  type = 'text',
  ...rest
}: TextFieldProps): ReactElement {
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={error} id={id}>
      {(wiring) => <input {...rest} {...wiring} type={type} className={styles.control} />}
    </Field>
  )
}
