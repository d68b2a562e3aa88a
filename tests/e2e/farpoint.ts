import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A free port of this machine, asked of the system. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}

/** The real server as people start it: the built process with its embedded database, its own certificates and a fresh folder. */
export interface Farpoint {
  readonly origin: string
  /** The link that makes the first owner, as it was printed. */
  readonly setupLink: string
  /** Everything that the process printed. */
  output(): string
  /** Ends the process as a crash does. */
  kill(): Promise<void>
  /** Starts it again on the same data, at the same address. */
  start(): Promise<void>
  /** Ends it as an owner does. */
  stop(): Promise<void>
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

const READY = /Farpoint is ready/

export async function startFarpoint(): Promise<Farpoint> {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'farpoint-e2e-'))
  let child: ChildProcess | undefined
  let printed = ''

  function start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const started = spawn(process.execPath, ['dist/server/main.js'], {
        env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      const listen = (data: Buffer): void => {
        printed += data.toString()
        if (READY.test(printed)) resolve()
      }
      printed = ''
      started.stdout.on('data', listen)
      started.stderr.on('data', listen)
      started.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${printed}`)))
    })
  }

  function end(signal: NodeJS.Signals): Promise<void> {
    return new Promise((resolve) => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill(signal)
    })
  }

  await start()
  const setupLink = /https?:\/\/\S+\/setup#\S+/.exec(printed)?.[0]
  if (setupLink === undefined) throw new Error(`The server printed no setup link:\n${printed}`)
  return {
    origin: new URL(setupLink).origin,
    setupLink,
    output: () => printed,
    kill: () => end('SIGKILL'),
    start,
    stop: () => end('SIGTERM'),
    async remove() {
      await end('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
