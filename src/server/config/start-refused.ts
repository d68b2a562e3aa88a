/** A reason not to start that a person can act on: its message is that sentence, and no stack is shown. */
export class StartRefused extends Error {
  override readonly name: string = 'StartRefused'
}
