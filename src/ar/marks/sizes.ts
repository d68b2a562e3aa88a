/*
 * How large marks are drawn: in metres of the world, with a least size as a share of the picture's height. Shaders and the code that finds the
 * mark under a finger share these.
 */

/** Least length of an arrow as a share of the picture's height: 46 px at 720 lines. */
export const ARROW_LEAST_SHARE = 0.064
/** Radius of an arrow's head against its length. */
export const ARROW_HEAD_RATIO = 0.2

/** Half the width of a line in the world, in metres: 8 mm reads at arm's length without hiding a switch. */
export const LINE_HALF_WIDTH = 0.004
/** Least half width as a share of the picture's height: 3.2 px across at 720 lines. */
export const LINE_LEAST_HALF_SHARE = 0.0022

/** Height of a label's type in the world, in metres; least and most share of the picture's height: 17 and 30 px at 720 lines. */
export const FONT_METRES = 0.034
export const FONT_LEAST_SHARE = 0.024
export const FONT_MOST_SHARE = 0.042

/**
 * Seen along its own shaft an arrow would be a disc. From 50 degrees on it leans towards the top of the picture, around its tip: by how much,
 * between which cosines, and to which side of straight up.
 */
export const LEAN = { amount: 1.15, from: 0.64, to: 0.97, sideways: 0.35 } as const
/** The same for one that was turned: it keeps the side that it was given to within 25 degrees, where its shaft could no longer be seen. */
export const LEANING = { from: 0.9, to: 0.995 } as const

/** Radius of the sign on an arrow's surface, or on a line, against the arrow's length. */
export const FOOT_RADIUS = 0.21
/** What the sign on a line is as large as: the foot of an arrow of this length, in metres. */
export const SIGN_LENGTH = 0.067
