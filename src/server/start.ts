import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { accountHandlers } from './accounts/handlers.ts'
import { openAccounts, type Accounts } from './accounts/open-accounts.ts'
import { createApp } from './app.ts'
import type { Config } from './config/config.ts'
import type { Logger } from './config/log.ts'
import { projectRoot } from './config/project-root.ts'
import { StartRefused } from './config/start-refused.ts'
import type { ServerContext } from './context.ts'
import { addressHandlers, networkUrls } from './http/addresses.ts'
import { listen, type Listening, type Upgrade } from './http/listen.ts'
import { headersOf } from './http/node-headers.ts'
import { isSameOrigin } from './http/same-origin.ts'
import { openStaticFiles } from './http/static-files.ts'
import { createDatabaseNotices } from './live/database-notices.ts'
import { createLocalNotices } from './live/local-notices.ts'
import { createProduct } from './product.ts'
import { openDatabase } from './storage/database.ts'
import { openFolderBlobs } from './storage/folder-blobs.ts'
import { serverCertificates } from './tls/server-certificates.ts'

export interface Running {
  readonly listening: Listening
  /** Addresses for phones on this network. */
  readonly network: readonly string[]
  /** Of the link that makes the first owner; undefined when there is one. */
  readonly setupToken: string | undefined
  /** Ends everything, in the reverse order of its beginning. Safe to call twice. */
  stop(): Promise<void>
}

/** A development server of the pages: serves what is not the server's own. */
interface ClientServer {
  readonly request: RequestListener
  readonly upgrade: Upgrade
  close(): Promise<void>
}

export interface StartOptions {
  /** In place of the built pages. */
  readonly client?: (() => Promise<ClientServer>) | undefined
}

/** Starts the whole server. It waits on nothing outside this machine but a database that DATABASE_URL names. */
export async function start(config: Config, log: Logger, options: StartOptions = {}): Promise<Running> {
  const closers: (() => unknown)[] = []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        log.error({ err: error }, 'a part did not stop cleanly')
      }
    }
  }
  try {
    return { ...(await startParts(config, log, options, closers)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startParts(
  config: Config,
  log: Logger,
  options: StartOptions,
  closers: (() => unknown)[],
): Promise<Omit<Running, 'stop'>> {
  await makeDataDir(config.dataDir)
  const database = await openDatabase(config, log)
  closers.push(() => database.close())
  const notices =
    database.kind === 'server'
      ? await createDatabaseNotices(database, randomUUID(), log)
      : createLocalNotices((fault) => log.error({ err: fault }, 'a listener failed'))
  closers.push(() => notices.close())

  const now = () => Date.now()
  const base = { config, db: database.db, notices, log, now, makeId: () => randomUUID() }
  const accounts = await openAccounts(base, database.pool)
  const blobs = await openFolderBlobs(join(config.dataDir, 'files'))
  const ctx: ServerContext = { ...base, blobs, identify: accounts.identify }
  const product = createProduct(ctx)
  let productEnd: Promise<void> | undefined
  const closeProduct = () => (productEnd ??= product.close())
  closers.push(closeProduct)

  const certificates = await serverCertificates(config, now, log)
  const authority = certificates?.authority
  let port = config.port
  const { app, close } = createApp(ctx, {
    handlers: [accountHandlers({ ...accounts, ctx }), addressHandlers(config, () => port), product.handlers],
    routes: [(to) => product.routes(to)],
    client: await openStaticFiles(join(projectRoot(), 'dist/client')),
    models: await openStaticFiles(join(projectRoot(), 'models')),
    authority: authority === undefined ? undefined : () => authority,
  })
  closers.push(close)

  const serveOwn = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const own: RequestListener = (request, response) => void serveOwn(request, response)
  const client = await options.client?.()
  if (client) closers.push(() => client.close())
  const listening = await listen({
    host: config.host,
    port,
    tls: certificates?.current,
    log,
    request: (request, response) => (client && !isOwn(request.url) ? client.request : own)(request, response),
    upgrade: (request, socket, head) =>
      isSameOrigin(headersOf(request), config) &&
      (product.upgrade(request, socket, head) || client?.upgrade(request, socket, head) === true),
  })
  port = listening.port
  closers.push(async () => {
    // First nobody new, then the sockets that would stay open by nature: only without them the server can end.
    const ended = listening.close()
    await closeProduct()
    await ended
  })
  if (certificates) closers.push(certificates.watch((next) => listening.replaceCertificate(next)))
  return { listening, network: networkUrls(config, port), setupToken: await wayIn(accounts, config) }
}

/** What the server answers itself while a development server has the pages. */
function isOwn(url: string | undefined): boolean {
  return /^\/(api\/|models\/|ca\.crt$|healthz$|readyz$|metrics$)/.test(url ?? '')
}

async function wayIn(accounts: Accounts, config: Config): Promise<string | undefined> {
  if (config.owner) await accounts.makeOwnerOnce(config.owner)
  return accounts.renewSetupToken()
}

async function makeDataDir(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new StartRefused(`DATA_DIR names a folder that cannot be made: ${folder}`, { cause: error })
  }
}
