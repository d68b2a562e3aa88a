import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { ensureTemplate } from '#server/storage/template.ts'

export interface ServerProcess {
  readonly origin: string
  readonly port: number
  /** All that it has said on standard output and on standard error. */
  readonly said: () => string
  /** The token of the printed setup link, if one was printed. */
  readonly setupToken: string | undefined
  /** Sends the signal and waits for the end; answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** The real server from its sources, on a free port, with only these variables set. Ready when it says so. */
export async function startServer(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const { child, said, ended } = await spawnServer({ PORT: '0', ...env })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (said().includes('Farpoint is ready\n')) resolve()
    })
    child.once('exit', () => reject(new Error(`The server did not start:\n${said()}`)))
  })
  const [, origin = '', port = ''] = /On this machine\s+(https?:\/\/localhost:(\d+))/.exec(said()) ?? []
  return {
    origin,
    port: Number(port),
    said,
    setupToken: /\/setup#([\w-]+)/.exec(said())?.[1],
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

/** Runs the server to its end and answers what it said: for starts that must fail. */
export async function failingServer(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const { said, ended } = await spawnServer({ PORT: '0', ...env })
  return { code: await ended, said: said() }
}

async function spawnServer(
  env: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; said: () => string; ended: Promise<number | null> }> {
  await ensureTemplate()
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => (text += part))
  const ended = once(child, 'close').then(() => child.exitCode)
  return { child, said: () => text, ended }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
  readonly json: unknown
}

interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** The authority to trust; without it nothing is checked. */
  readonly ca?: string
}

/** One request, without any of a browser's or fetch's own ideas about it. */
export function ask(url: string, { method, headers = {}, body, ca }: Ask = {}): Promise<Answer> {
  const secure = url.startsWith('https:')
  const options = {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    agent: false as const,
    ...(secure ? (ca === undefined ? { rejectUnauthorized: false } : { ca }) : {}),
  }
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? secureRequest : plainRequest)(url, options, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8').on('data', (part: string) => (text += part))
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body))
  })
}

/** One browser: keeps its cookies and sends its origin, as browsers do. */
export function browser(origin: string): {
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  readonly cookies: Map<string, string>
} {
  const cookies = new Map<string, string>()
  const send = async (path: string, how: Ask) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await ask(origin + path, {
      ...how,
      headers: { ...how.headers, ...(cookie === '' ? {} : { Cookie: cookie }) },
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    get: (path) => send(path, {}),
    post: (path, body) => send(path, { body, headers: { Origin: origin } }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
