import { betterAuth } from 'better-auth'
import type { Kysely } from 'kysely'
import { MIN_PASSWORD_LENGTH } from '#domain/agent.ts'
import type { Logger } from '../config/log.ts'
import type { Schema } from '../storage/schema.ts'

const DAY_S = 24 * 60 * 60

/** Signed in for a month since the last visit: an expert who is called twice a month is not asked each time. */
const SIGNED_IN_S = 30 * DAY_S

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

/**
 * Passwords (scrypt) and signed-in devices, by better-auth. Its own HTTP routes are never mounted: our endpoints call its
 * functions, so what is reachable from outside is what domain/api.ts lists. Tables: migration 002.
 */
export function createAuth(db: Kysely<Schema>, secret: string, log: Logger) {
  return betterAuth({
    // Only routes of its own would use the address; none is mounted.
    baseURL: 'http://localhost',
    secret,
    database: { db, type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: 200,
    },
    user: { modelName: 'account_user', fields: { ...times, emailVerified: 'email_verified' } },
    session: {
      modelName: 'account_session',
      fields: {
        ...times,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      expiresIn: SIGNED_IN_S,
      updateAge: DAY_S,
    },
    account: {
      modelName: 'account_login',
      fields: {
        ...times,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: {
      modelName: 'account_verification',
      fields: { ...times, expiresAt: 'expires_at' },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'farpoint',
      // `Secure` is added per answer (send-cookies.ts): behind a proxy only the request says whether it came by HTTPS.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    logger: { level: 'error', log: (level, message) => log[level]({ part: 'accounts' }, message) },
  })
}

export type Auth = ReturnType<typeof createAuth>
