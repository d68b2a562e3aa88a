import type { ConsoleTool } from './look-state.ts'

/** How each tool is used, in one sentence. */
export const toolHelp: Readonly<Record<ConsoleTool, string>> = {
  pointer: 'Press and move over the picture to point. It fades by itself.',
  select: 'Touch a mark or a model to change it, or go from one to the next with Tab.',
  arrow: 'Touch the picture where it should point.',
  circle: 'Draw from the middle outwards. Hold Shift for a round one.',
  freehand: 'Draw on the picture.',
  text: 'Write the label, then touch where it belongs.',
  measure: 'Touch one point after the other. A double click ends it.',
  step: 'Say what to do, then touch where.',
}
