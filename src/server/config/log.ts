import { pino, type Logger as PinoLogger } from 'pino'
import type { Config } from './config.ts'

export type Logger = PinoLogger

/** What must never be written to a log, wherever it stands in a logged object. */
const secretPaths = ['password', 'token', 'secret', 'cookie', 'authorization'].flatMap((name) => [
  name,
  `*.${name}`,
])

/** One line of JSON per entry on standard error: standard output belongs to what people read at the start. */
export function createLog(config: Pick<Config, 'logLevel'>): Logger {
  const destination = pino.destination({ fd: 2, sync: true })
  return pino(
    { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: secretPaths },
    destination,
  )
}
