import { build } from './build.mjs'
import { endWithNpm } from './end-with-npm.mjs'

/**
 * `npm start`: builds what is missing or stale, then becomes the server. `--build` only builds, `--help` prints the
 * configuration. The server runs in this very process, so that signals and the exit code are its own.
 */
const help = process.argv.includes('--help') || process.argv.includes('-h')
try {
  await build(help ? { only: 'server' } : {})
} catch (error) {
  process.stderr.write(`\nThe build failed.\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
if (!process.argv.includes('--build')) {
  endWithNpm()
  await import('../dist/server/main.js')
}
