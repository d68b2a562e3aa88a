import type { Id } from './ids.ts'
import type { Mark, MarkTool } from './mark.ts'

const nouns: Readonly<Record<MarkTool, string>> = {
  arrow: 'arrow',
  circle: 'circle',
  freehand: 'drawing',
  text: 'label',
  measure: 'measure',
  step: 'step',
}

/** What a kind of mark is called within a sentence: "arrow". */
export function markNoun(tool: MarkTool): string {
  return nouns[tool]
}

/** What a mark is called when it is named or read out, on both sides alike: "Red arrow 2", "Blue label “Valve”", "Green step 3: Open it". */
export function markName(mark: Mark, marks: ReadonlyMap<Id, Mark>): string {
  const { colour, shape } = mark
  const noun = `${colour.slice(0, 1).toUpperCase()}${colour.slice(1)} ${nouns[shape.tool]}`
  if (shape.tool === 'text') return `${noun} “${shape.text}”`
  if (shape.tool === 'step')
    return `${noun} ${shape.number}${shape.text === undefined ? '' : `: ${shape.text}`}`
  // Counted among its like, in the order in which they were made.
  let count = 0
  for (const other of marks.values()) {
    if (other.shape.tool !== shape.tool || other.colour !== colour) continue
    count++
    if (other.id === mark.id) return `${noun} ${count}`
  }
  return noun
}
