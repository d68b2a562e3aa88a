import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Config } from '../config/config.ts'
import { cameByHttps } from './request-facts.ts'

const HALF_A_YEAR_S = 180 * 24 * 60 * 60

/** A host as browsers send it; anything else is not written into a header. */
const hostPattern = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i

/**
 * What a browser is told about every answer. No Cross-Origin-Embedder-Policy: it would refuse what we do not need to isolate.
 * Strict-Transport-Security only for a public name with a certificate that is not ours: with our own it would take away the
 * click-through by which a phone first gets in.
 */
export function securityHeaders(config: Config): MiddlewareHandler {
  const https = config.publicUrl?.startsWith('https:') === true
  const strict = https && config.tls.mode !== 'self'
  const common = secureHeaders({
    strictTransportSecurity: strict ? `max-age=${HALF_A_YEAR_S}` : false,
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    permissionsPolicy: {
      camera: ['self'],
      microphone: ['self'],
      xrSpatialTracking: ['self'],
      displayCapture: ['self'],
      geolocation: [],
      payment: [],
      usb: [],
    },
  })
  return async (c, next) => {
    await common(c, next)
    c.header('Content-Security-Policy', contentSecurityPolicy(c.req.raw.headers, config))
    // The middleware's list of features is older than this one.
    const permissions = c.res.headers.get('Permissions-Policy') ?? ''
    c.header('Permissions-Policy', `${permissions}, on-device-speech-recognition=(self)`)
  }
}

function contentSecurityPolicy(headers: Headers, config: Config): string {
  return [
    `default-src 'self'`,
    // Decoders of compressed models are WebAssembly.
    `script-src 'self' 'wasm-unsafe-eval'`,
    `worker-src 'self' blob:`,
    // Mantine and three's overlays set styles from script.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' blob: data:`,
    `media-src 'self' blob: data:`,
    `font-src 'self' data:`,
    `connect-src 'self' blob: data: ${ownSockets(headers, config)}`.trimEnd(),
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** Older Safari does not count WebSockets of the same host as 'self'. */
function ownSockets(headers: Headers, config: Config): string {
  const host = headers.get('host') ?? ''
  if (!hostPattern.test(host)) return ''
  return `${cameByHttps(headers, config) ? 'wss' : 'ws'}://${host}`
}
