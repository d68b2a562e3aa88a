import { mkdtemp, rm, stat } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, browser, failingServer, startServer, type ServerProcess } from './server-process.ts'

const owner = { name: 'Ada Owner', email: 'Ada@Example.org', password: 'correct horse battery' }
const metricsToken = 'a-token-for-metrics'

let folder: string
let server: ServerProcess
const env = () => ({ DATA_DIR: folder, METRICS_TOKEN: metricsToken })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'farpoint-'))
  server = await startServer(env())
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('the first owner, and signing in', () => {
  const first = () => browser(server.origin)

  it('[AC1] before there is an owner, `me` says so and no password opens anything', async () => {
    const visitor = first()
    expect((await visitor.get('/api/me')).json).toMatchObject({
      setupNeeded: true,
      workspace: { name: 'Farpoint' },
    })
    expect((await visitor.post('/api/sign-in', owner)).json).toMatchObject({
      problem: { code: 'wrong-credentials' },
    })
    expect((await visitor.get('/api/agents')).status).toBe(401)
  })

  it('[AC2] a wrong setup token and a weak password are refused, and the right link still works after', async () => {
    const visitor = first()
    const wrong = await visitor.post('/api/setup', { ...owner, token: 'AAAAAAAAAAAAAAAAAAAAAA' })
    expect(wrong.json).toMatchObject({ problem: { code: 'setup-link-wrong' } })
    const weak = await visitor.post('/api/setup', { ...owner, password: 'short', token: server.setupToken })
    expect(weak.json).toMatchObject({ problem: { code: 'password-weak' } })
  })

  it('[AC3] of two who use the setup link at once, one becomes the owner and is signed in', async () => {
    const browsers = [first(), first()]
    const answers = await Promise.all(
      browsers.map((one) => one.post('/api/setup', { ...owner, token: server.setupToken })),
    )
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409])
    const winner = browsers.find((one) => one.cookies.size > 0)
    expect((await winner?.get('/api/me'))?.json).toMatchObject({
      setupNeeded: false,
      agent: { name: 'Ada Owner', email: 'ada@example.org', role: 'owner' },
    })
  })

  it('[AC4] the cookie cannot be read by scripts, stays on our pages, and travels by HTTPS only', async () => {
    const answer = await first().post('/api/sign-in', owner)
    const cookie = String(answer.headers['set-cookie'])
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) expect(cookie).toContain(part)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('[AC5] signing out ends it on the server too, not only in the browser', async () => {
    const one = first()
    await one.post('/api/sign-in', owner)
    const kept = new Map(one.cookies)
    expect((await one.post('/api/sign-out', {})).status).toBe(200)
    expect(one.cookies.size).toBe(0)
    for (const [name, value] of kept) one.cookies.set(name, value)
    expect((await one.get('/api/agents')).status).toBe(401)
  })

  it('[AC6] a new password works at once, the old one no more, and other devices are signed out', async () => {
    const [here, there] = [first(), first()]
    await here.post('/api/sign-in', owner)
    await there.post('/api/sign-in', owner)
    const next = 'another long enough one'
    const wrong = await here.post('/api/password', { current: 'not it at all', next })
    expect(wrong.json).toMatchObject({ problem: { sentence: 'The current password is not right.' } })
    expect((await here.post('/api/password', { current: owner.password, next })).status).toBe(200)
    expect((await here.get('/api/agents')).status).toBe(200)
    expect((await there.get('/api/agents')).status).toBe(401)
    expect((await there.post('/api/sign-in', owner)).status).toBe(401)
    expect((await here.post('/api/password', { current: next, next: owner.password })).status).toBe(200)
  })

  it('[AC7] the workspace is renamed by its owner and by nobody else', async () => {
    const one = first()
    expect((await one.post('/api/workspace', { name: 'Mine now' })).status).toBe(401)
    await one.post('/api/sign-in', owner)
    expect((await one.post('/api/workspace', { name: 'Field service' })).json).toMatchObject({
      name: 'Field service',
    })
    expect((await first().get('/api/me')).json).toMatchObject({ workspace: { name: 'Field service' } })
  })

  it('[AC8] guessing is stopped after five tries, also for the right password, and others may still come in', async () => {
    const guess = () => first().post('/api/sign-in', { email: 'victim@example.org', password: 'wrong wrong' })
    // At once: a limit that is counted after the check would let all of them through.
    const answers = await Promise.all(Array.from({ length: 9 }, guess))
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(4)
    const refused = answers.find((answer) => answer.status === 429)
    expect(refused?.json).toMatchObject({ problem: { code: 'too-many-tries' } })
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await first().post('/api/sign-in', owner)).status).toBe(200)
  })
})

describe('requests that are not what they should be', () => {
  it('[HT1] a page of another site can change nothing, whatever cookie the browser adds', async () => {
    const one = browser(server.origin)
    await one.post('/api/sign-in', owner)
    const Cookie = [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = { name: 'Taken over' }
    const from = (headers: Record<string, string>) =>
      ask(`${server.origin}/api/workspace`, { body, headers: { Cookie, ...headers } })
    expect((await from({ Origin: 'https://evil.example' })).status).toBe(403)
    expect((await from({ Origin: 'null' })).status).toBe(403)
    expect((await from({ 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
    expect((await from({})).status).toBe(403)
    const asForm = await from({ Origin: server.origin, 'Content-Type': 'text/plain' })
    expect(asForm.json).toMatchObject({ problem: { code: 'bad-request' } })
    expect((await from({ Origin: server.origin })).status).toBe(200)
  })

  it('[HT2] nonsense, too much and the unknown get a status and a sentence', async () => {
    const send = (body: string) =>
      ask(`${server.origin}/api/sign-in`, { body, headers: { Origin: server.origin } })
    expect((await send('{"email":')).json).toMatchObject({ problem: { code: 'bad-request' } })
    expect((await send('[]')).json).toMatchObject({ problem: { code: 'bad-request' } })
    const large = await send(JSON.stringify({ email: 'a', password: 'x'.repeat(1024 * 1024) }))
    expect([large.status, large.json]).toMatchObject([413, { problem: { code: 'too-large' } }])
    const unknown = await ask(`${server.origin}/api/nothing-here`)
    expect([unknown.status, unknown.json]).toMatchObject([404, { problem: { code: 'not-found' } }])
  })

  it('[HT3] every answer carries the headers that keep pages to themselves, and lets ours use camera and AR', async () => {
    const { headers } = await ask(`${server.origin}/api/me`)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(`connect-src 'self' blob: data: wss://localhost:${server.port};`)
    expect(policy).toContain("default-src 'self'")
    const permissions = String(headers['permissions-policy'])
    for (const feature of [
      'camera',
      'microphone',
      'xr-spatial-tracking',
      'display-capture',
      'on-device-speech-recognition',
    ])
      expect(permissions).toContain(`${feature}=(self)`)
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['cross-origin-embedder-policy']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('[HT4] plain HTTP on the same port is sent on to HTTPS', async () => {
    const answer = await ask(`http://localhost:${server.port}/join/abc`)
    expect(answer.status).toBe(302)
    expect(answer.headers['location']).toBe(`${server.origin}/join/abc`)
  })

  it('[HT5] health is open; metrics look absent without their token', async () => {
    expect((await ask(`${server.origin}/healthz`)).status).toBe(200)
    expect((await ask(`${server.origin}/readyz`)).json).toEqual({ database: 'ok', storage: 'ok' })
    expect((await ask(`${server.origin}/metrics`)).status).toBe(404)
    const wrong = await ask(`${server.origin}/metrics`, { headers: { Authorization: 'Bearer nope' } })
    expect(wrong.status).toBe(404)
    const right = await ask(`${server.origin}/metrics`, {
      headers: { Authorization: `Bearer ${metricsToken}` },
    })
    expect(right.text).toMatch(/^farpoint_http_requests_total\{method="GET",status="200"\} \d+$/m)
  })
})

describe('the certificate', () => {
  const isTrusted = (host: string, ca: string | undefined) =>
    new Promise<boolean>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: server.port, rejectUnauthorized: false }
      // SNI knows no addresses; the check of the name happens for both.
      const named = /^[\d.]+$/.test(host) ? { host } : { servername: host }
      const socket = connect({ ...options, ...named, ...(ca === undefined ? {} : { ca }) }, () => {
        resolve(socket.authorized)
        socket.destroy()
      })
      socket.on('error', reject)
    })

  it('[TL1] whoever trusts the downloaded authority trusts the server, by name and by address; others do not', async () => {
    const download = await ask(`${server.origin}/ca.crt`)
    expect(download.headers['content-type']).toBe('application/x-x509-ca-cert')
    expect(await isTrusted('localhost', download.text)).toBe(true)
    expect(await isTrusted('127.0.0.1', download.text)).toBe(true)
    expect(await isTrusted('localhost', undefined)).toBe(false)
    expect(await isTrusted('elsewhere.example', download.text)).toBe(false)
  })

  it('[TL2] private keys can be read by the account of the server only', async () => {
    for (const name of ['ca.pem', 'server.pem'])
      expect((await stat(join(folder, 'tls', name))).mode & 0o777).toBe(0o600)
  })
})

describe('starting and stopping', () => {
  it('[ST1] a second server on the same folder is refused with a sentence', async () => {
    const second = await failingServer(env())
    expect(second.code).toBe(1)
    expect(second.said).toContain(`The data folder ${folder} is already in use by another Farpoint.`)
    expect(second.said).not.toContain('    at ')
  })

  it('[ST2] a wrong value stops the start and names its variable', async () => {
    const failed = await failingServer({ DATA_DIR: folder, TLS: 'maybe', PORT: '99999' })
    expect(failed.code).toBe(1)
    expect(failed.said).toContain('TLS must be self, files or off.')
    expect(failed.said).toContain('PORT must be a port number from 0 to 65535.')
  })

  it('[ST3] a port that is taken is said as such', async () => {
    const other = await mkdtemp(join(tmpdir(), 'farpoint-'))
    const failed = await failingServer({ DATA_DIR: other, PORT: String(server.port) })
    await rm(other, { recursive: true, force: true })
    expect(failed.said).toContain(`Port ${server.port} is already in use.`)
  })

  it('[ST4] told to stop it ends soon and well, with a connection open; started again, owner, sign-in and certificate are the same', async () => {
    const one = browser(server.origin)
    await one.post('/api/sign-in', owner)
    const before = await ask(`${server.origin}/ca.crt`)
    const idle = connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false })
    await new Promise((resolve) => idle.once('secureConnect', resolve))
    expect(await server.stop()).toBe(0)
    idle.destroy()

    server = await startServer(env())
    expect(server.setupToken).toBeUndefined()
    expect((await ask(`${server.origin}/ca.crt`)).text).toBe(before.text)
    const again = browser(server.origin)
    for (const [name, value] of one.cookies) again.cookies.set(name, value)
    expect((await again.get('/api/me')).json).toMatchObject({ agent: { email: 'ada@example.org' } })
  })

  it('[ST5] killed the hard way it starts again on the same folder', async () => {
    await server.stop('SIGKILL')
    server = await startServer(env())
    expect((await ask(`${server.origin}/api/me`)).json).toMatchObject({ setupNeeded: false })
  })
})

describe('behind a proxy, with an owner from the environment', () => {
  let folder: string
  let server: ServerProcess
  const env = { OWNER_EMAIL: 'ops@example.org', OWNER_PASSWORD: 'from the environment' }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'farpoint-'))
    server = await startServer({ ...env, DATA_DIR: folder, TLS: 'off', HOST: '0.0.0.0' })
  })
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const signIn = (headers: Record<string, string> = {}, password = env.OWNER_PASSWORD) =>
    ask(`${server.origin}/api/sign-in`, {
      body: { email: env.OWNER_EMAIL, password },
      headers: { Origin: server.origin, ...headers },
    })

  it('[PX1] the owner is there and no setup link is printed', async () => {
    expect(server.origin).toMatch(/^http:/)
    expect(server.setupToken).toBeUndefined()
    expect((await signIn()).json).toMatchObject({ agent: { role: 'owner', email: 'ops@example.org' } })
  })

  it('[PX2] the cookie is for HTTPS only exactly when the browser speaks HTTPS to the proxy', async () => {
    expect(String((await signIn()).headers['set-cookie'])).not.toContain('Secure')
    const proxied = await signIn({ 'X-Forwarded-Proto': 'https' })
    expect(String(proxied.headers['set-cookie'])).toContain('Secure')
  })

  it('[PX3] tries are counted by the address that the proxy names', async () => {
    const guess = (address: string) =>
      signIn({ 'X-Forwarded-For': `1.2.3.4, ${address}` }, 'wrong wrong wrong')
    for (let tries = 0; tries < 5; tries += 1) expect((await guess('198.51.100.7')).status).toBe(401)
    expect((await guess('198.51.100.7')).status).toBe(429)
    expect((await guess('198.51.100.8')).status).toBe(401)
  })

  it('[PX4] without HTTPS of its own it offers no address of the network and no authority', async () => {
    const one = browser(server.origin)
    await one.post('/api/sign-in', { email: env.OWNER_EMAIL, password: env.OWNER_PASSWORD })
    expect((await one.get('/api/addresses')).json).toEqual({ network: [], caDownload: false })
    expect((await ask(`${server.origin}/ca.crt`)).status).toBe(404)
  })

  it('[PX5] the password of the environment is used once: a later one changes nothing', async () => {
    await server.stop()
    server = await startServer({ ...env, OWNER_PASSWORD: 'a different one', DATA_DIR: folder })
    expect(server.origin).toMatch(/^https:/)
    expect((await signIn()).status).toBe(200)
    expect((await signIn({}, 'a different one')).status).toBe(401)
  })

  it('[PX6] with HTTPS and all addresses open, phones are told where it is', async () => {
    await server.stop()
    server = await startServer({ DATA_DIR: folder, HOST: '0.0.0.0', PUBLIC_URL: 'https://help.example.org' })
    const one = browser(server.origin)
    await one.post('/api/sign-in', { email: env.OWNER_EMAIL, password: env.OWNER_PASSWORD })
    const own = Object.values(networkInterfaces())
      .flatMap((infos) => infos ?? [])
      .filter((info) => !info.internal && info.family === 'IPv4')
      .map((info) => `https://${info.address}:${server.port}`)
    const { json } = await one.get('/api/addresses')
    expect(json).toMatchObject({ publicUrl: 'https://help.example.org', caDownload: true })
    expect(json).toHaveProperty('network', expect.arrayContaining(own))
    for (const url of own) expect(server.said()).toContain(url)
  })
})
