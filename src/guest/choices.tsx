import { useId, type ReactElement } from 'react'
import styles from './choices.module.css'

export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
}

/** One of a few, each as large as a gloved thumb; below each other where their words may be long. */
export function Choices<T extends string>({
  legend,
  choices,
  chosen,
  onChoose,
  stacked = false,
}: {
  readonly legend: string
  readonly choices: readonly Choice<T>[]
  readonly chosen: T
  readonly onChoose: (value: T) => void
  readonly stacked?: boolean
}): ReactElement {
  const name = useId()
  return (
    <fieldset>
      <legend className={styles.legend}>{legend}</legend>
      <div className={stacked ? styles.stacked : styles.options}>
        {choices.map(({ value, label }) => (
          <label key={value} className={styles.option}>
            <input
              type="radio"
              name={name}
              className={styles.radio}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
