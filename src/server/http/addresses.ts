import { succeed, fail } from '#domain/problem.ts'
import type { Config } from '../config/config.ts'
import { inUrl, reachableHosts } from '../tls/network-addresses.ts'
import type { ApiHandlers } from './routes.ts'

/** Where phones on this network reach the server. Only by HTTPS: without it their browsers give no camera. */
export function networkUrls(config: Config, port: number): string[] {
  if (config.tls.mode !== 'self') return []
  return reachableHosts(config.host).map((host) => `https://${inUrl(host)}:${port}`)
}

/** `port` is asked at each call: it is known only once the server listens. */
export function addressHandlers(config: Config, port: () => number): Pick<ApiHandlers, 'addresses'> {
  return {
    async addresses(_input, who) {
      if (who.kind !== 'agent') return fail('not-signed-in')
      return succeed({
        network: networkUrls(config, port()),
        caDownload: config.tls.mode === 'self',
        ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
      })
    },
  }
}
