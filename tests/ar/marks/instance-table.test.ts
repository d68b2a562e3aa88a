import { InstancedBufferGeometry } from 'three'
import { describe, expect, it } from 'vitest'
import { createInstanceTable } from '#ar/marks/instance-table.ts'

function shown(geometry: InstancedBufferGeometry): number[][] {
  return Array.from({ length: geometry.instanceCount }, (_, row) => {
    const at = geometry.getAttribute('at')
    return [at.getX(row), at.getY(row), geometry.getAttribute('style').getX(row)]
  })
}

describe('instance table', () => {
  it('keeps one dense row per mark through growth, change and removal', () => {
    const table = createInstanceTable([
      ['at', 2],
      ['style', 1],
    ])
    const geometry = new InstancedBufferGeometry()
    table.attach(geometry)
    for (let n = 0; n < 100; n++) table.set(`m${n}`, [n, n + 0.5, n % 6])
    table.set('m3', [3, 33, 5])
    for (let n = 0; n < 100; n += 2) table.delete(`m${n}`)
    table.delete('never there')
    const rows = shown(geometry).sort(([a = 0], [b = 0]) => a - b)
    expect(table.count).toBe(50)
    expect(rows).toEqual(
      Array.from({ length: 50 }, (_, k) => 2 * k + 1).map((n) =>
        n === 3 ? [3, 33, 5] : [n, n + 0.5, n % 6],
      ),
    )
  })
})
