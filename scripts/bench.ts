import { existsSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** One measured figure. `aim` is what the product promises for it; `better` says which way is better. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly better: 'lower' | 'higher'
  readonly aim?: number
}

/** What a file in tests/bench exports: measures, and says on the way what it does. */
export interface Bench {
  run(say: (line: string) => void): Promise<readonly Figure[]>
}

function isBench(module: object): module is { bench: Bench } {
  return 'bench' in module
}

const names = readdirSync('tests/bench')
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const [name] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const file = `tests/bench/${name ?? ''}.bench.ts`

if (name === undefined || !existsSync(file)) {
  console.error(`Which benchmark? npm run bench -- ${names.join(' | ')} [--json]`)
  process.exit(1)
}

const module: object = await import(pathToFileURL(file).href)
if (!isBench(module)) throw new Error(`${file} exports no bench`)
const figures = await module.bench.run((line) => console.error(line))

const width = Math.max(...figures.map((figure) => figure.name.length))
for (const { name: figure, value, unit, aim, better } of figures) {
  const goal = aim === undefined ? '' : `   aim ${better === 'lower' ? 'under' : 'over'} ${aim}`
  console.log(`${figure.padEnd(width)}  ${value.toFixed(2).padStart(9)} ${unit}${goal}`)
}
if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: name, figures }))
process.exit(0)
