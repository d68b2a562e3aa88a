import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { ensureTemplate } from '#server/storage/template.ts'
import { environment } from './portal.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface ChildPortal {
  readonly url: string
  /** As a power switch would, but for what the kernel still writes: no goodbye, no flush. */
  kill9(): Promise<void>
}

/** The whole server as a process of its own. Give the port of an earlier one to stand where that stood. */
export async function spawnPortal(folder: string, port = 0): Promise<ChildPortal> {
  await ensureTemplate()
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    cwd: root,
    env: { ...process.env, ...environment(folder, port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (data: Buffer): void => {
      said += data.toString()
      const address = /http:\/\/localhost:(\d+)/.exec(said)
      if (said.includes('Farpoint is ready') && address) resolve(`http://127.0.0.1:${address[1]}`)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    exited.then(() => reject(new Error(`The server ended at its start:\n${said}`)), reject)
  })
  return {
    url,
    async kill9() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
