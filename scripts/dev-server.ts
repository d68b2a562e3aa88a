import { createServer } from 'node:http'
import { createServer as createVite } from 'vite'
import { run } from '#server/run.ts'

/** The server with Vite's pages in place of the built ones, behind the same address and certificate. */
await run({
  async client() {
    // Never listens: it only carries the upgrades that we hand on to Vite's hot reload.
    const hotReload = createServer()
    const vite = await createVite({
      appType: 'spa',
      server: { middlewareMode: true, hmr: { server: hotReload }, allowedHosts: true },
    })
    return {
      request: (request, response) => vite.middlewares(request, response),
      upgrade(request, socket, head) {
        if (request.headers['sec-websocket-protocol'] !== 'vite-hmr') return false
        return hotReload.emit('upgrade', request, socket, head)
      },
      close: () => vite.close(),
    }
  },
})
