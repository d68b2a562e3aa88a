import * as z from 'zod'

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(0).max(65_535))

const webAddress = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && url.search === '' && url.hash === '')
  .transform((url) => url.origin)

const turnAddresses = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().regex(/^turns?:[^\s]+$/)).min(1))

/**
 * Every environment variable that the server reads, with its default.
 * A variable stands here only when the server really obeys it.
 */
export const Environment = z.object({
  PORT: port.default(8443),
  HOST: z.string().min(1).max(255).default('0.0.0.0'),
  DATA_DIR: z.string().min(1).default('./data'),
  TLS: z.enum(['self', 'files', 'off']).default('self'),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  PUBLIC_URL: webAddress.optional(),
  OWNER_EMAIL: z.email().max(200).optional(),
  OWNER_PASSWORD: z.string().min(10).max(200).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TURN_URLS: turnAddresses.optional(),
  TURN_SECRET: z.string().min(1).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
export type Environment = z.output<typeof Environment>
export type VariableName = keyof Environment

interface Words {
  /** What it does, for the person who sets it. */
  readonly help: string
  /** What is wrong when it is refused: the end of a sentence that begins with the variable's name. */
  readonly must: string
}

export const words: Readonly<Record<VariableName, Words>> = {
  PORT: {
    help: 'The port to serve on. 0 takes a free one. Default 8443.',
    must: 'must be a port number from 0 to 65535',
  },
  HOST: {
    help: 'The address to listen on. Default 0.0.0.0, all of this machine; 127.0.0.1 keeps the server to this machine.',
    must: 'must be an address of this machine, such as 0.0.0.0 or 127.0.0.1',
  },
  DATA_DIR: {
    help: 'The folder for the embedded database, uploaded files and certificates. Default ./data.',
    must: 'must be the path of a folder',
  },
  TLS: {
    help: 'self: HTTPS by a certificate authority of its own (default). files: HTTPS by TLS_CERT and TLS_KEY. off: plain HTTP, for behind a proxy.',
    must: 'must be self, files or off',
  },
  TLS_CERT: {
    help: 'With TLS=files: the path of the certificate with its chain (PEM).',
    must: 'must be the path of a file',
  },
  TLS_KEY: {
    help: 'With TLS=files: the path of the private key (PEM).',
    must: 'must be the path of a file',
  },
  PUBLIC_URL: {
    help: 'The address that people use when it is not this machine’s own, such as https://help.example.org. Links are made with it.',
    must: 'must be a web address without a path, such as https://help.example.org',
  },
  OWNER_EMAIL: {
    help: 'With OWNER_PASSWORD: makes the first owner at the first start, without the setup link.',
    must: 'must be an email address',
  },
  OWNER_PASSWORD: {
    help: 'With OWNER_EMAIL: the first owner’s password, at least 10 characters. Used once; later changes to it do nothing.',
    must: 'must have at least 10 characters',
  },
  DATABASE_URL: {
    help: 'A PostgreSQL (15 or newer) to use instead of the embedded database: postgres://user:password@host:5432/name.',
    must: 'must look like postgres://user:password@host:5432/name',
  },
  TURN_URLS: {
    help: 'Addresses of a TURN relay, separated by commas, such as turn:relay.example.org:3478. Needs TURN_SECRET.',
    must: 'must be addresses that begin with turn: or turns:, separated by commas',
  },
  TURN_SECRET: {
    help: 'The secret that the server shares with the TURN relay (coturn: static-auth-secret).',
    must: 'must not be empty',
  },
  METRICS_TOKEN: {
    help: 'Turns GET /metrics on for whoever sends this as a bearer token. At least 16 characters. Off when not set.',
    must: 'must have at least 16 characters',
  },
  LOG_LEVEL: {
    help: 'How much is logged: silent, error, warn, info (default) or debug.',
    must: 'must be silent, error, warn, info or debug',
  },
}

/** The text of `npm start -- --help`. */
export function helpText(): string {
  const lines = Object.entries(words).map(([name, { help }]) => `  ${name.padEnd(15)} ${help}`)
  return [
    'Farpoint is configured by environment variables:',
    '',
    ...lines,
    '',
    'Example: PORT=9443 DATA_DIR=/srv/farpoint npm start',
    '',
  ].join('\n')
}
