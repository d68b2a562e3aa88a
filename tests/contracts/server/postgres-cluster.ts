import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder of the newest PostgreSQL's programs on this machine, where Debian puts them; undefined when there is none. */
export function findPostgres(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const versions = readdirSync(root)
    .filter((version) => existsSync(join(root, version, 'bin/initdb')))
    .sort((a, b) => Number(b) - Number(a))
  return versions[0] === undefined ? undefined : join(root, versions[0], 'bin')
}

export interface Cluster {
  /** The address of a fresh, empty database. */
  createDatabase(name: string): string
  stop(): void
}

/** A PostgreSQL of our own on a free port, in a folder of its own. It refuses to run as root, so then as `postgres`. */
export async function startCluster(bin: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'farpoint-postgres-'))
  const asRoot = process.getuid?.() === 0
  const run = (command: string) => {
    const [program, args] = asRoot
      ? (['su', ['postgres', '-s', '/bin/sh', '-c', command]] as const)
      : (['/bin/sh', ['-c', command]] as const)
    execFileSync(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' })
  }
  if (asRoot) execFileSync('chown', ['postgres', folder])
  else chmodSync(folder, 0o700)
  const port = await freePort()
  const data = join(folder, 'data')
  run(`${bin}/initdb -D ${data} -U farpoint --auth=trust --no-sync`)
  run(
    `${bin}/pg_ctl -D ${data} -l ${folder}/log -w -o "-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}" start`,
  )
  return {
    createDatabase(name) {
      run(`${bin}/createdb -h 127.0.0.1 -p ${port} -U farpoint ${name}`)
      return `postgres://farpoint@127.0.0.1:${port}/${name}`
    },
    stop() {
      run(`${bin}/pg_ctl -D ${data} -m immediate -w stop`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
