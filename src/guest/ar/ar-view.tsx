import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { KitWords, Rewording } from '../marking/kit-words.tsx'
import { ArHints } from './ar-hints.tsx'
import type { ArRun } from './ar-run.ts'
import { Coach } from './coach.tsx'
import { JoinCard } from './join-card.tsx'
import { ModelTroubles } from './model-troubles.tsx'

/*
 * What AR adds to the call's screen, slot by slot. All of it comes in one piece once the phone has said that it can do AR, so that
 * nobody without AR waits for its code.
 */
export { ArBar } from './ar-bar.tsx'
export { EdgeArrow } from './edge-arrow.tsx'
export { ModelSheet } from './model-sheet.tsx'

interface ArPartProps {
  readonly guest: GuestCall
  readonly run: ArRun
}

/** In the picture's middle: what to do with the phone, or the words of a label. */
export function ArMiddle({ guest, run }: ArPartProps): ReactElement {
  const { kit } = run
  const state = useSnapshot(kit)
  const { isWording, rewording } = state
  if (rewording !== undefined)
    return <Rewording key={rewording} guest={guest} markId={rewording} onDone={() => kit.reword(undefined)} />
  return isWording ? (
    <KitWords guest={guest} wording={state} onSay={kit.say} onCancel={kit.rest} />
  ) : (
    <Coach guest={guest} />
  )
}

/** Above the buttons: what needs an eye or a tap. */
export function ArNotices({ guest, run }: ArPartProps): ReactElement {
  return (
    <>
      <ModelTroubles guest={guest} run={run} />
      <JoinCard guest={guest} run={run} />
      <ArHints guest={guest} run={run} />
    </>
  )
}
