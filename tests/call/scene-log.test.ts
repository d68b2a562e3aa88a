import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSceneLog } from '#call/scene-log.ts'
import { foldScene, type SceneChange, type SceneOperation, type SceneState } from '#domain/scene.ts'
import { anna, arrow, ben, id, model, operation, still } from './scene-fixtures.ts'

/* Few ids and clocks, so that operations really meet: the same mark put, removed and cleared by two people at once. */
const author = fc.constantFrom(anna, ben)
const small = fc.integer({ min: 1, max: 5 })
const change: fc.Arbitrary<SceneChange> = fc.oneof(
  fc.tuple(small, author, small).map(([n, who, length]): SceneChange => ({
    kind: 'mark.put',
    mark: arrow(id(n), who, length / 10),
  })),
  small.map((n): SceneChange => ({ kind: 'mark.remove', markId: id(n) })),
  fc.tuple(small, author, small).map(([n, who, scale]): SceneChange => ({
    kind: 'placement.put',
    placement: model(id(n), who, scale),
  })),
  small.map((n): SceneChange => ({ kind: 'placement.remove', placementId: id(n) })),
  fc.tuple(small, author).map(([n, who]): SceneChange => ({ kind: 'still.put', still: still(id(n), who) })),
  fc.option(author, { nil: undefined }).map((of): SceneChange => ({ kind: 'clear', of })),
)
const log = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), author, change), { minLength: 1, maxLength: 60 })
  .map((entries) => entries.map(([clock, who, what], at) => operation(at, clock, who, what)))

/** Also the order within the maps: it decides what is drawn above what. */
function spelled(scene: SceneState): unknown {
  return [[...scene.marks], [...scene.placements], [...scene.stills]]
}

describe('scene log', () => {
  it('[SL1] is what foldScene says, for every arrival order, in batches, with duplicates', () => {
    fc.assert(
      fc.property(
        log.chain((operations) =>
          fc.record({
            operations: fc.constant(operations),
            arrivals: fc
              .tuple(
                fc.shuffledSubarray(operations, { minLength: operations.length }),
                fc.array(fc.constantFrom(...operations), { maxLength: 20 }),
              )
              .map((parts) => parts.flat()),
            batch: fc.integer({ min: 1, max: 7 }),
          }),
        ),
        ({ operations, arrivals, batch }) => {
          const scenes = createSceneLog()
          const arrived: SceneOperation[] = []
          for (let at = 0; at < arrivals.length; at += batch) {
            const part = arrivals.slice(at, at + batch)
            const known = new Set(arrived.map((one) => one.id))
            const fresh = scenes.merge(part)
            expect(new Set(fresh.map((one) => one.id))).toEqual(
              new Set(part.map((one) => one.id).filter((one) => !known.has(one))),
            )
            arrived.push(...fresh)
            expect(spelled(scenes.scene())).toEqual(spelled(foldScene(arrived)))
          }
          expect(spelled(scenes.scene())).toEqual(spelled(foldScene(operations)))
          expect(scenes.clock()).toBe(Math.max(...operations.map((one) => one.clock)))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('[SL2] holds over many checkpoints, also when an early operation comes last', () => {
    const operations = Array.from({ length: 3_000 }, (_, at) =>
      operation(at, at + 1, at % 2 === 0 ? anna : ben, {
        kind: 'mark.put',
        mark: arrow(id(at % 700), at % 3 === 0 ? anna : ben, (at % 40) / 10 + 0.1),
      }),
    )
    const late = [operations[2_800], operations[2_400], operations[3]].filter((one) => one !== undefined)
    const scenes = createSceneLog()
    for (const one of operations) if (!late.includes(one)) scenes.merge([one])
    for (const [at, one] of late.entries()) {
      scenes.merge([one])
      const missing = late.slice(at + 1)
      const arrived = operations.filter((other) => !missing.includes(other))
      expect(spelled(scenes.scene())).toEqual(spelled(foldScene(arrived)))
    }
  })

  it('[SL3] 5,000 operations at the end are not folded again for each', () => {
    const scenes = createSceneLog()
    const folded = { count: 0 }
    for (let at = 0; at < 5_000; at++) {
      const made = operation(at, at + 1, anna, { kind: 'mark.put', mark: arrow(id(at % 50), anna) })
      /* Folding reads `change` once for each operation, so reads count folds, whatever the machine's load. */
      scenes.merge([
        {
          ...made,
          get change() {
            folded.count += 1
            return made.change
          },
        },
      ])
    }
    expect(scenes.scene().marks.size).toBe(50)
    expect(folded.count).toBe(5_000)
  })

  it('[SL4] leaves maps that nothing touched as they are', () => {
    const scenes = createSceneLog()
    scenes.merge([operation(1, 1, anna, { kind: 'placement.put', placement: model(id(1), anna) })])
    const { placements, stills } = scenes.scene()
    scenes.merge([operation(2, 2, anna, { kind: 'mark.put', mark: arrow(id(2), anna) })])
    expect(scenes.scene().placements).toBe(placements)
    expect(scenes.scene().stills).toBe(stills)
    const before = scenes.scene()
    scenes.merge(scenes.operations())
    expect(scenes.scene()).toBe(before)
  })
})
