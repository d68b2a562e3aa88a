import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '#server/config/config.ts'
import { Environment, helpText } from '#server/config/variables.ts'

function complaints(env: Record<string, string>): string {
  const result = readConfig(env)
  return result.ok ? '' : result.problem.sentence
}

describe('the configuration', () => {
  it('[CF1] nothing set is a whole configuration; an empty variable counts as not set', () => {
    const expected = {
      ok: true,
      value: {
        port: 8443,
        host: '0.0.0.0',
        dataDir: resolve('data'),
        tls: { mode: 'self' },
        logLevel: 'info',
        publicUrl: undefined,
        owner: undefined,
        databaseUrl: undefined,
        turn: undefined,
        metricsToken: undefined,
      },
    }
    expect(readConfig({})).toEqual(expected)
    expect(readConfig({ PORT: '', DATABASE_URL: '', OWNER_EMAIL: '' })).toEqual(expected)
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', 'https'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['TLS', 'on'],
    ['PUBLIC_URL', 'help.example.org'],
    ['PUBLIC_URL', 'https://help.example.org/portal'],
    ['PUBLIC_URL', 'ftp://help.example.org'],
    ['OWNER_EMAIL', 'not an address'],
    ['OWNER_PASSWORD', 'short'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['TURN_URLS', 'https://relay.example.org'],
    ['TURN_URLS', 'turn:one.example.org,'],
    ['METRICS_TOKEN', 'short'],
    ['LOG_LEVEL', 'loud'],
  ])('[CF2] %s=%s is refused by a sentence that begins with the variable', (name, value) => {
    expect(complaints({ [name]: value })).toMatch(new RegExp(`^${name} must [^\n]+\\.$`))
  })

  it('[CF3] every fault is told, each on its own line', () => {
    expect(complaints({ PORT: 'x', TLS: 'x' }).split('\n')).toHaveLength(2)
  })

  it.each([
    [{ OWNER_EMAIL: 'a@example.org' }, 'OWNER_PASSWORD'],
    [{ OWNER_PASSWORD: 'long enough for all' }, 'OWNER_EMAIL'],
    [{ TURN_URLS: 'turn:relay.example.org' }, 'TURN_SECRET'],
    [{ TURN_SECRET: 's' }, 'TURN_URLS'],
    [{ TLS: 'files', TLS_KEY: 'key.pem' }, 'TLS_CERT'],
    [{ TLS: 'files', TLS_CERT: 'cert.pem' }, 'TLS_KEY'],
  ])('[CF4] %j lacks its other half, and the sentence names it', (env, missing) => {
    expect(complaints(env)).toMatch(new RegExp(`\\b${missing} is (set|not)|${missing} is not`))
  })

  it('[CF5] addresses come out in one form', () => {
    const result = readConfig({
      PUBLIC_URL: 'https://Help.Example.org/',
      TURN_URLS: 'turn:a.example.org:3478, turns:b.example.org',
      TURN_SECRET: 's',
    })
    expect(result).toMatchObject({
      value: {
        publicUrl: 'https://help.example.org',
        turn: { urls: ['turn:a.example.org:3478', 'turns:b.example.org'] },
      },
    })
  })

  it('[CF6] the help names every variable', () => {
    for (const name of Object.keys(Environment.shape)) expect(helpText()).toContain(`  ${name} `)
  })
})
