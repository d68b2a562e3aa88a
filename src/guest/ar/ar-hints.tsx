import { useState, type ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import { Button } from '#ui/button.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { HintLine } from '../hint-line.tsx'
import { handWords } from '../marking/tool-look.tsx'
import { savingWords } from '../saving-words.ts'
import type { ArRun } from './ar-run.ts'
import type { Kit, KitState } from './kit.ts'
import { lessonFor } from './lessons.ts'

/** One line at a time, the most useful first: what a finger does now, what is missing, what is spared. */
export function ArHints({ guest, run }: { readonly guest: GuestCall; readonly run: ArRun }): ReactElement {
  const kit = useSnapshot(run.kit)
  const { selectedId, spaceId, saving, hint } = useSnapshot(run.tracker)
  const { scene } = useSnapshot(guest.shared)
  const { capability } = useSnapshot(guest.ladders)
  const [hasTurned, setTurned] = useState(fingersAreKnown)
  const isModel = selectedId !== undefined && scene.placements.has(selectedId)
  if (isModel && !hasTurned)
    return (
      <HintLine
        action={
          <Button
            onClick={() => {
              keepFingersKnown()
              setTurned(true)
            }}
          >
            Got it
          </Button>
        }
      >
        Drag it with one finger. A second one turns and sizes it.
      </HintLine>
    )
  const hand = selectedId === undefined && !kit.isWording ? handWords(kit) : undefined
  if (hand !== undefined) return <HintLine action={<HandAction state={kit} kit={run.kit} />}>{hand}</HintLine>
  // The coach has the word while the phone does not know its place.
  const isCoached = lessonFor(capability.tracking, capability.trackingReason) !== undefined
  if (kit.mode === 'join' || kit.isWording || isCoached) return <HintLine />
  if (hint !== undefined) return <HintLine>{hint}</HintLine>
  if (isNewestAGuess(scene, spaceId))
    return <HintLine>A dashed mark is a guess. Look at its place from another side, and it settles.</HintLine>
  return saving === undefined ? (
    <HintLine />
  ) : (
    <HintLine key={saving} passes>
      {savingWords[saving]}
    </HintLine>
  )
}

/** Labels keep their words until other ones are wanted, a measure goes on until the next one is begun. */
function HandAction({ state, kit }: { readonly state: KitState; readonly kit: Kit }): ReactElement | null {
  const { mode, tool } = state
  if (mode !== 'draw') return null
  if (tool === 'text' || tool === 'step') return <Button onClick={kit.askWords}>Other words</Button>
  return tool === 'measure' ? <Button onClick={kit.again}>New measure</Button> : null
}

function isNewestAGuess({ marks }: SceneState, spaceId: Id | undefined): boolean {
  let newest: { readonly at: number; readonly quality: string } | undefined
  for (const mark of marks.values())
    if (mark.on === 'space' && mark.spaceId === spaceId && (newest === undefined || mark.at >= newest.at))
      newest = mark
  return newest?.quality === 'approximate'
}

const KEY = 'farpoint.two-fingers'

/** Said once on each device. */
function fingersAreKnown(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

function keepFingersKnown(): void {
  try {
    localStorage.setItem(KEY, 'known')
  } catch {
    // It is said again next time then.
  }
}
