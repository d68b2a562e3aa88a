import { Agent, Password } from '#domain/agent.ts'
import { PersonName } from '#domain/participant.ts'
import { problems } from '#domain/problem.ts'

export interface SetupFields {
  readonly name: string
  readonly email: string
  readonly password: string
}

export type SetupFaults = { readonly [F in keyof SetupFields]?: string }

/** What is still wrong, field by field, in sentences that say what to write. */
export function setupFaults({ name, email, password }: SetupFields): SetupFaults {
  return {
    ...(PersonName.safeParse(name).success ? {} : { name: 'Write your name, of at most 80 letters.' }),
    ...(Agent.shape.email.safeParse(email.trim()).success
      ? {}
      : { email: 'Write the whole address, such as name@example.com.' }),
    ...(Password.safeParse(password).success ? {} : { password: problems['password-weak'].sentence }),
  }
}
