import { readConfig } from './config/config.ts'
import { createLog } from './config/log.ts'
import { StartRefused } from './config/start-refused.ts'
import { helpText } from './config/variables.ts'
import { welcomeText } from './config/welcome.ts'
import type { StartOptions } from './start.ts'

/** The server as a program: reads the environment, starts, says where it is, and stops when it is told to. */
export async function run(options: StartOptions = {}): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(helpText())
    return
  }
  const config = readConfig(process.env)
  if (!config.ok) return refuse(config.problem.sentence)
  const log = createLog(config.value)
  try {
    // Only now: a wrong value is said at once, without loading a database first.
    const { start } = await import('./start.ts')
    const running = await start(config.value, log, options)
    stopOnSignals(running.stop)
    const { protocol, port } = running.listening
    const welcome = await welcomeText({
      local: `${protocol}://localhost:${port}`,
      publicUrl: config.value.publicUrl,
      network: running.network,
      setupToken: running.setupToken,
      ownAuthority: config.value.tls.mode === 'self',
    })
    process.stdout.write(`${welcome}\nFarpoint is ready\n`)
  } catch (error) {
    if (!(error instanceof StartRefused)) log.error({ err: error }, 'the start failed')
    refuse(error instanceof Error ? error.message : String(error))
  }
}

function refuse(sentence: string): void {
  process.stderr.write(`Farpoint did not start.\n${sentence}\n`)
  process.exitCode = 1
}

/** One Ctrl+C can arrive twice, from the terminal and from npm: that is not a person who asks again. */
const SAME_KEYPRESS_MS = 1000

function stopOnSignals(stop: () => Promise<void>): void {
  let asked: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Asked again: somebody is in a hurry. What was confirmed is on disk either way.
      if (asked !== undefined && signal === 'SIGINT' && performance.now() - asked > SAME_KEYPRESS_MS)
        process.exit(1)
      if (asked !== undefined) return
      asked = performance.now()
      void stop().then(() => process.exit(0))
    })
}
