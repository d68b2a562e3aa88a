import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { makeTemplate } from './build.mjs'
import { endWithNpm } from './end-with-npm.mjs'

/** `npm run dev`: the server from its sources, restarted when they change; the pages with hot reload on the same address. */
await makeTemplate()
endWithNpm()
const child = spawn(
  process.execPath,
  [
    join(import.meta.dirname, '../node_modules/tsx/dist/cli.mjs'),
    'watch',
    '--clear-screen=false',
    join(import.meta.dirname, 'dev-server.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
// A terminal sends its signal to both; a supervisor only to this one.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('close', (code) => process.exit(code ?? 0))
