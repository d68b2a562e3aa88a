import type { Vec3 } from '#domain/geometry.ts'
import { turn } from '../maths.ts'
import { box, cylinder, type Furnishing, type Solid } from './solid.ts'

const UP: Vec3 = [0, 1, 0]
const AWAY: Vec3 = [0, 0, -1]
const OAK = '#e6dccb'
const GREY = '#a7abad'
const along = (yaw: number) => turn([0, 1, 0], yaw)

const legs = (x0: number, x1: number, z0: number, z1: number, height: number): readonly Solid[] =>
  [x0, x1].flatMap((x) =>
    [z0, z1].map((z) => box('leg', [x, height / 2, z], [0.05, height, 0.05], 'paint', '#6f7579')),
  )

/** A workbench under the window, to the left. */
const table: Furnishing = {
  solids: [
    box('table top', [-1.35, 0.74, -1.15], [1.3, 0.04, 0.7], 'wood', OAK),
    ...legs(-1.95, -0.75, -1.45, -0.85, 0.72),
    box('table brace', [-1.35, 0.66, -1.46], [1.2, 0.06, 0.02], 'paint', '#6f7579'),
    box('toolbox', [-1.72, 0.845, -1.28], [0.42, 0.17, 0.2], 'paint', '#8b979c', along(0.25)),
    box('toolbox lid', [-1.72, 0.945, -1.28], [0.43, 0.03, 0.21], 'paint', '#76828a', along(0.25)),
    cylinder('mug', [-1.22, 0.81, -1.34], 0.042, 0.1, 'paint', '#ddd8cc'),
    box('vice base', [-0.85, 0.79, -1.36], [0.12, 0.06, 0.16], 'steel', '#9aa0a3'),
    box('vice jaw', [-0.85, 0.85, -1.32], [0.16, 0.07, 0.04], 'steel', '#b9bdbf'),
    box('vice jaw', [-0.85, 0.85, -1.4], [0.16, 0.07, 0.04], 'steel', '#b9bdbf'),
    box('parts tray', [-1.5, 0.785, -0.95], [0.24, 0.05, 0.16], 'dark', '#bcbcbc', along(-0.1)),
    cylinder('stool seat', [-1.2, 0.5, -0.42], 0.17, 0.04, 'wood', OAK),
    cylinder('stool post', [-1.2, 0.25, -0.42], 0.025, 0.48, 'steel'),
    cylinder('stool foot', [-1.2, 0.012, -0.42], 0.18, 0.024, 'dark'),
  ],
  labels: [
    {
      art: 'manual',
      centre: [-1.18, 0.76, -0.98],
      normal: UP,
      up: [0.26, 0, -0.966],
      width: 0.21,
      height: 0.29,
    },
    { art: 'ruler', centre: [-1.35, 0.74, -0.8], normal: [0, 0, 1], up: UP, width: 1.2, height: 0.03 },
    {
      art: 'tag',
      centre: [-1.672, 0.85, -1.182],
      normal: [0.247, 0, 0.969],
      up: UP,
      width: 0.16,
      height: 0.08,
    },
  ],
}

/** A tool trolley within arm's reach, to the right. */
const trolley: Furnishing = {
  solids: [
    box('trolley top', [0.4, 0.915, -0.78], [0.5, 0.03, 0.4], 'paint', '#c3c8ca'),
    box('trolley lip', [0.4, 0.938, -0.975], [0.5, 0.03, 0.012], 'steel'),
    box('trolley lip', [0.644, 0.938, -0.78], [0.012, 0.03, 0.4], 'steel'),
    box('trolley body', [0.4, 0.59, -0.78], [0.46, 0.62, 0.36], 'paint', '#93a1a7'),
    ...[0.79, 0.62, 0.41].map((y, i) =>
      box('drawer', [0.4, y, -0.595], [0.43, [0.14, 0.17, 0.22][i] ?? 0.2, 0.02], 'paint', '#a9b6bb'),
    ),
    ...[0.84, 0.68, 0.49].map((y) => box('drawer pull', [0.4, y, -0.575], [0.3, 0.018, 0.022], 'steel')),
    ...[0.23, 0.57].flatMap((x) =>
      [-0.9, -0.66].flatMap((z) => [
        cylinder('castor', [x, 0.05, z], 0.05, 0.04, 'dark', '#aaaaaa', turn([0, 0, 1], Math.PI / 2)),
        box('castor fork', [x, 0.19, z], [0.04, 0.2, 0.04], 'steel'),
      ]),
    ),
    box('multimeter', [0.47, 0.948, -0.84], [0.09, 0.036, 0.17], 'dark', '#d2cdbb', along(-0.35)),
    box('spanner', [0.36, 0.934, -0.68], [0.022, 0.008, 0.2], 'steel', '#ffffff', along(0.5)),
    cylinder('spanner head', [0.407, 0.934, -0.766], 0.024, 0.009, 'steel', '#ffffff'),
    cylinder('socket', [0.55, 0.955, -0.68], 0.018, 0.05, 'steel', '#dddddd'),
    cylinder('socket', [0.595, 0.95, -0.7], 0.014, 0.04, 'steel', '#dddddd'),
  ],
  labels: [
    {
      art: 'meter',
      centre: [0.47, 0.966, -0.84],
      normal: UP,
      up: [0.343, 0, -0.939],
      width: 0.08,
      height: 0.155,
    },
  ],
}

const SHELF_X = 2.07
const shelfBoards = [0.1, 0.56, 1.02, 1.48, 1.93]

/** Shelving on the right wall, its end towards the start. */
const shelf: Furnishing = {
  solids: [
    box('shelf end', [SHELF_X, 0.98, -1.4625], [0.46, 1.96, 0.025], 'wood', OAK),
    box('shelf end', [SHELF_X, 0.98, -2.6], [0.46, 1.96, 0.025], 'wood', OAK),
    ...shelfBoards.map((y) => box('shelf board', [SHELF_X, y, -2.03], [0.46, 0.025, 1.11], 'wood', OAK)),
    box('carton', [SHELF_X, 0.245, -1.72], [0.36, 0.26, 0.36], 'carton', '#ffffff', along(0.06)),
    box('carton', [SHELF_X, 0.225, -2.25], [0.38, 0.22, 0.42], 'carton', '#eeeeee'),
    box('carton', [SHELF_X - 0.02, 0.7, -2.3], [0.34, 0.25, 0.34], 'carton', '#f4f4f4', along(-0.08)),
    box('case', [SHELF_X - 0.02, 0.67, -1.78], [0.36, 0.19, 0.42], 'dark', '#b7bcbe'),
    ...[0, 1, 2, 3, 4, 5].map((i) =>
      box(
        'binder',
        [SHELF_X - 0.05, 1.185, -1.62 - i * 0.085],
        [0.28, 0.3, 0.07],
        'paint',
        ['#8f989c', '#c9c3b5', '#757c80', '#b0b5b2', '#a49c92', '#d4d0c6'][i] ?? '#ffffff',
      ),
    ),
    cylinder('can', [SHELF_X - 0.08, 1.11, -2.3], 0.06, 0.16, 'steel', '#e0e0e0'),
    cylinder('can', [SHELF_X - 0.02, 1.11, -2.46], 0.06, 0.16, 'steel', '#c4bfb4'),
    box('carton', [SHELF_X, 1.6, -1.8], [0.34, 0.2, 0.46], 'carton', '#ffffff', along(0.05)),
    box('carton', [SHELF_X, 1.58, -2.35], [0.36, 0.17, 0.3], 'carton', '#e8e8e8'),
  ],
  labels: [
    {
      art: 'cartonLabel',
      centre: [1.888, 0.25, -1.73],
      normal: [-1, 0, 0],
      up: UP,
      width: 0.2,
      height: 0.12,
    },
    {
      art: 'cartonLabel',
      centre: [1.879, 0.24, -2.25],
      normal: [-1, 0, 0],
      up: UP,
      width: 0.2,
      height: 0.12,
    },
    { art: 'binders', centre: [1.879, 1.185, -1.8325], normal: [-1, 0, 0], up: UP, width: 0.5, height: 0.28 },
  ],
}

/** What makes the rest a room: wainscot, window, door, boards, lamps. */
const fittings: Furnishing = {
  solids: [
    box('left wainscot', [-2.294, 0.5, -0.475], [0.012, 1.0, 4.75], 'paint', '#9fa8a6'),
    box('left rail', [-2.288, 1.01, -0.475], [0.024, 0.03, 4.75], 'wood', '#d8cdbb'),
    box('right wainscot', [2.294, 0.5, 0.25], [0.012, 1.0, 3.3], 'paint', '#9fa8a6'),
    box('right rail', [2.288, 1.01, 0.25], [0.024, 0.03, 3.3], 'wood', '#d8cdbb'),
    box('skirting', [0, 0.05, -2.844], [4.6, 0.1, 0.012], 'paint', '#8b9190'),
    box('window frame', [-2.275, 1.02, -1.3], [0.05, 0.05, 1.3], 'paint', '#eeece6'),
    box('window frame', [-2.275, 2.2, -1.3], [0.05, 0.05, 1.3], 'paint', '#eeece6'),
    ...[-1.925, -1.3, -0.675].map((z) =>
      box('window frame', [-2.275, 1.61, z], [0.05, 1.14, 0.05], 'paint', '#eeece6'),
    ),
    box('window sill', [-2.23, 0.99, -1.3], [0.14, 0.025, 1.36], 'wood', '#efe9dd'),
    box('fuse box', [-1.2, 1.5, -2.76], [0.4, 0.55, 0.18], 'paint', GREY),
    box('fuse box door', [-1.2, 1.5, -2.665], [0.36, 0.5, 0.012], 'paint', '#b7bbbc'),
    box('door', [1.3, 1.02, 1.885], [0.95, 2.04, 0.03], 'wood', '#cfc6b8'),
    cylinder(
      'door handle',
      [0.92, 1.02, 1.84],
      0.012,
      0.12,
      'steel',
      '#ffffff',
      turn([0, 0, 1], Math.PI / 2),
    ),
    box('whiteboard', [-0.6, 1.55, 1.885], [1.5, 1.0, 0.03], 'paint', '#f2f2ee'),
    box('notice board', [2.285, 1.62, -0.2], [0.03, 0.75, 1.0], 'carton', '#e4e0d8'),
    box('lamp', [0.1, 2.73, -1.1], [1.3, 0.04, 0.3], 'paint', '#f4f4f2'),
    box('lamp', [0.1, 2.73, 0.8], [1.3, 0.04, 0.3], 'paint', '#f4f4f2'),
    cylinder('bin', [1.45, 0.18, -0.35], 0.15, 0.36, 'steel', '#9c9c9c'),
  ],
  labels: [
    { art: 'poster', centre: [0.42, 2.13, -2.85], normal: [0, 0, 1], up: UP, width: 0.42, height: 0.55 },
    { art: 'electric', centre: [-1.2, 1.55, -2.659], normal: [0, 0, 1], up: UP, width: 0.2, height: 0.2 },
    { art: 'whiteboard', centre: [-0.6, 1.55, 1.87], normal: AWAY, up: UP, width: 1.44, height: 0.94 },
    { art: 'poster', centre: [2.27, 1.64, -0.42], normal: [-1, 0, 0], up: UP, width: 0.42, height: 0.55 },
    {
      art: 'manual',
      centre: [2.27, 1.68, 0.05],
      normal: [-1, 0, 0],
      up: [0, 0.996, 0.087],
      width: 0.21,
      height: 0.29,
    },
  ],
}

export const furnishings: readonly Furnishing[] = [table, trolley, shelf, fittings]
