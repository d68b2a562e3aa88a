import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { HintLine } from '../hint-line.tsx'
import { savingWords } from '../saving-words.ts'

/** Why the expert gets less of the camera's picture than could be. */
export function CameraSaving({ guest }: { readonly guest: GuestCall }): ReactElement {
  const { saving } = useSnapshot(guest.ladders).capability
  return saving === undefined ? (
    <HintLine />
  ) : (
    <HintLine key={saving} passes>
      {savingWords[saving]}
    </HintLine>
  )
}
