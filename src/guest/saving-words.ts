import type { Capability } from '#domain/capability.ts'

/** What the technician reads while their phone sends less than it could, in AR and without. */
export const savingWords: Readonly<Record<NonNullable<Capability['saving']>, string>> = {
  heat: 'The phone is warm: the expert gets a smaller picture.',
  battery: 'The battery is low: the expert gets a smaller picture.',
}
