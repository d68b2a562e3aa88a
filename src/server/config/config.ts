import { resolve } from 'node:path'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import { Environment, words, type VariableName } from './variables.ts'

type Tls =
  | { readonly mode: 'self' }
  | { readonly mode: 'off' }
  | { readonly mode: 'files'; readonly certificate: string; readonly key: string }

/** The server's configuration, checked. Made once at the start by `readConfig`; everything else is given it. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly dataDir: string
  readonly tls: Tls
  /** An origin without a trailing slash. */
  readonly publicUrl: string | undefined
  readonly owner: { readonly email: string; readonly password: string } | undefined
  /** PostgreSQL instead of the embedded database. */
  readonly databaseUrl: string | undefined
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | undefined
  readonly metricsToken: string | undefined
  readonly logLevel: Environment['LOG_LEVEL']
}

type Complaints = string[]

/** Complains when only one of two variables that need each other is set. */
function together(env: Environment, a: VariableName, b: VariableName, complaints: Complaints): void {
  if (env[a] && !env[b]) complaints.push(`${a} is set but ${b} is not: set both or none.`)
  if (env[b] && !env[a]) complaints.push(`${b} is set but ${a} is not: set both or none.`)
}

function tlsOf(env: Environment, complaints: Complaints): Tls {
  if (env.TLS !== 'files') return { mode: env.TLS }
  if (!env.TLS_CERT) complaints.push('TLS_CERT is not set, but TLS=files needs it.')
  if (!env.TLS_KEY) complaints.push('TLS_KEY is not set, but TLS=files needs it.')
  return { mode: 'files', certificate: env.TLS_CERT ?? '', key: env.TLS_KEY ?? '' }
}

function isVariable(name: unknown): name is VariableName {
  return typeof name === 'string' && name in words
}

function refused(complaints: Complaints): Outcome<Config> {
  return fail('bad-request', complaints.join('\n'))
}

/**
 * Reads the configuration from an environment (pure: pass `process.env`).
 * A wrong value fails with one sentence per fault, each naming its variable.
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Outcome<Config> {
  // An empty variable is how many tools unset one.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]).filter(isVariable))
    return refused([...names].map((name) => `${name} ${words[name].must}.`))
  }
  const env = parsed.data
  const complaints: Complaints = []
  together(env, 'OWNER_EMAIL', 'OWNER_PASSWORD', complaints)
  together(env, 'TURN_URLS', 'TURN_SECRET', complaints)
  const tls = tlsOf(env, complaints)
  if (complaints.length > 0) return refused(complaints)
  return succeed({
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    tls,
    publicUrl: env.PUBLIC_URL,
    owner:
      env.OWNER_EMAIL && env.OWNER_PASSWORD
        ? { email: env.OWNER_EMAIL, password: env.OWNER_PASSWORD }
        : undefined,
    databaseUrl: env.DATABASE_URL,
    turn: env.TURN_URLS && env.TURN_SECRET ? { urls: env.TURN_URLS, secret: env.TURN_SECRET } : undefined,
    metricsToken: env.METRICS_TOKEN,
    logLevel: env.LOG_LEVEL,
  })
}
