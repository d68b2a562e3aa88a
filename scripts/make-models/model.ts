import type { BufferGeometry } from 'three'

/** How a part looks: sRGB colour as #rrggbb, and the two numbers of physically based materials from 0 to 1. */
export interface Finish {
  readonly name: string
  readonly colour: string
  readonly metal: number
  readonly rough: number
}

interface ModelPart {
  readonly finish: Finish
  readonly geometry: BufferGeometry
  /** A face that gets no baked shade: its few corners lie in a groove and would darken all of it. */
  readonly isOpen?: boolean
}

/** One model of the starter gallery: metres, +Y up, standing on the origin with its middle over it, its front towards +Z. */
export interface GalleryPart {
  readonly id: string
  readonly name: string
  readonly parts: readonly ModelPart[]
}

export const finishes = {
  steel: { name: 'steel', colour: '#c9ced4', metal: 0.82, rough: 0.36 },
  darkSteel: { name: 'dark steel', colour: '#6d7278', metal: 0.85, rough: 0.42 },
  brass: { name: 'brass', colour: '#d2a852', metal: 0.9, rough: 0.32 },
  red: { name: 'red paint', colour: '#c8281f', metal: 0, rough: 0.38 },
  blue: { name: 'blue paint', colour: '#1f5fae', metal: 0, rough: 0.4 },
  green: { name: 'machine green', colour: '#3c7f74', metal: 0, rough: 0.46 },
  yellow: { name: 'signal yellow', colour: '#f5b800', metal: 0, rough: 0.45 },
  orange: { name: 'traffic orange', colour: '#f0520f', metal: 0, rough: 0.55 },
  white: { name: 'white', colour: '#f2f2ee', metal: 0, rough: 0.5 },
  black: { name: 'black', colour: '#1c1e20', metal: 0, rough: 0.55 },
  rubber: { name: 'rubber', colour: '#2a2b2d', metal: 0, rough: 0.85 },
  castIron: { name: 'cast iron', colour: '#4f565c', metal: 0.25, rough: 0.6 },
} as const satisfies Record<string, Finish>
