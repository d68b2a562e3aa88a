import type { ApiInput, ApiName, ApiOutput } from '#domain/api.ts'
import type { Outcome } from '#domain/problem.ts'

/**
 * Calls the portal by the table in domain/api.ts. Never throws: no network, a proxy's error page and an answer of the
 * wrong shape are outcomes too (`server-gone`, `server-error`).
 */
export interface PortalApi {
  call<N extends ApiName>(name: N, input: ApiInput<N>): Promise<Outcome<ApiOutput<N>>>
  /** The value of the Authorization header, when this device acts as a guest. For tus uploads and the live channel. */
  readonly authorization: string | undefined
  readonly baseUrl: string
}
