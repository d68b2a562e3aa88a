/** How far one press turns what is selected, in radians: an arrow is set right by a few presses, a model with six. */
export const TURN_STEP = Math.PI / 12
/** By which factor one press makes it larger: seven presses double it. */
export const RESIZE_STEP = 1.1
