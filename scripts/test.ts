import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'

/**
 * Everything that CI checks, in the order in which a mistake is cheapest to hear of. Each static check counts as one test.
 * Closes with `N passed, N failed` alone on a line.
 */
interface Count {
  passed: number
  failed: number
  skipped: number
}

const results = join('node_modules', '.cache', 'test-results')

function run(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(process.execPath, [...args], {
      env: { ...process.env, ...env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (output += data.toString()))
    child.on('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
      if (code !== 0) console.log(output.trimEnd())
      resolve({ ok: code === 0, output })
    })
  })
}

const bin = (path: string): string => join('node_modules', path)

export const staticChecks: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['types', [bin('typescript/bin/tsc'), '-b', '--force']],
  ['lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']],
  ['format', [bin('oxfmt/bin/oxfmt'), '--check']],
  ['unused code', [bin('knip/bin/knip.js')]],
]

async function check(
  name: string,
  args: readonly string[],
  total: Count,
  env: NodeJS.ProcessEnv = {},
): Promise<boolean> {
  const { ok } = await run(name, args, env)
  if (ok) total.passed++
  else total.failed++
  return ok
}

function readCount(path: string, pick: (report: Record<string, number>) => Count): Count {
  try {
    return pick(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // A runner that died before its report was written is a failure, not a run of zero tests.
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function add(total: Count, more: Count): void {
  total.passed += more.passed
  total.failed += more.failed
  total.skipped += more.skipped
}

async function vitest(total: Count): Promise<void> {
  const file = join(results, 'vitest.json')
  const { ok } = await run('unit, contracts, browser', [
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=minimal',
    '--silent=passed-only',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const count = readCount(file, (report) => ({
    passed: report['numPassedTests'] ?? 0,
    failed: report['numFailedTests'] ?? 0,
    skipped: (report['numPendingTests'] ?? 0) + (report['numTodoTests'] ?? 0),
  }))
  if (!ok && count.failed === 0) count.failed = 1
  add(total, count)
}

async function endToEnd(total: Count): Promise<void> {
  const file = join(results, 'e2e.json')
  const { ok } = await run('end to end', [bin('@playwright/test/cli.js'), 'test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const count = readCount(file, (report) => {
    const stats: Record<string, number> = JSON.parse(JSON.stringify(report['stats']))
    return {
      passed: stats['expected'] ?? 0,
      failed: (stats['unexpected'] ?? 0) + (stats['flaky'] ?? 0),
      skipped: stats['skipped'] ?? 0,
    }
  })
  if (!ok && count.failed === 0) count.failed = 1
  add(total, count)
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
findChromium((line) => console.log(line))

const total: Count = { passed: 0, failed: 0, skipped: 0 }
for (const [name, args] of staticChecks) await check(name, args, total)
if (await check('build', ['scripts/start.mjs', '--build'], total)) {
  await check('sizes', [bin('size-limit/bin.js')], total)
  if (!process.argv.includes('--static')) await endToEnd(total)
}
if (!process.argv.includes('--static')) await vitest(total)

console.log('')
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
