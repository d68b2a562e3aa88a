import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { createServer as createVite } from 'vite'
import { modelPath, MODELS_INDEX_PATH } from '#domain/media.ts'
import { writePart } from './part.ts'

const FILES = 'tests/bench/models/files'
const LIBS = 'node_modules/three/examples/jsm/libs'

/** model-viewer reads its settings once, when it is imported. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Models</title><link rel="icon" href="data:,"><style>body{margin:0;background:#000}</style>
<body><script>self.ModelViewerElement = { ktx2TranscoderLocation: '/decoders/basis/' }</script><script type="module" src="/tests/bench/models/page.ts"></script></body></html>`

/** What the packings are called, plainest first. */
export const packings = ['plain', 'meshopt', 'draco', 'ktx2'] as const

export interface Site {
  readonly url: string
  readonly bytes: ReadonlyMap<string, number>
  close(): Promise<void>
}

/** The page, the models and the decoders, all from one server of this machine. */
export async function openSite(): Promise<Site> {
  const models = new Map<string, Uint8Array>([['plain', await writePart()]])
  for (const name of packings.slice(1)) models.set(name, readFileSync(`${FILES}/${name}.glb`))
  const index = [...models].map(([id, { byteLength }]) => ({
    id,
    name: id,
    size: [0.51, 0.26, 0.51],
    bytes: byteLength,
    licence: 'CC0-1.0',
  }))
  const answers = new Map<string, readonly [type: string, body: string | Uint8Array]>([
    ['/', ['text/html', PAGE]],
    [MODELS_INDEX_PATH, ['application/json', JSON.stringify(index)]],
    ['/decoders/meshopt_decoder.js', ['text/javascript', meshoptScript()]],
  ])
  for (const [id, body] of models) answers.set(modelPath(id), ['model/gltf-binary', body])
  for (const [folder, file] of [
    ['draco', 'draco_wasm_wrapper.js'],
    ['draco', 'draco_decoder.wasm'],
    ['basis', 'basis_transcoder.js'],
    ['basis', 'basis_transcoder.wasm'],
  ] as const) {
    const type = file.endsWith('.wasm') ? 'application/wasm' : 'text/javascript'
    const path = folder === 'draco' ? `${LIBS}/draco/gltf/${file}` : `${LIBS}/basis/${file}`
    answers.set(`/decoders/${folder}/${file}`, [type, readFileSync(path)])
  }

  const server = createServer()
  const vite = await createVite({
    cacheDir: 'node_modules/.cache/bench-models',
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { entries: ['tests/bench/models/page.ts', 'src/ar/models/decoders.ts'] },
  })
  server.on('request', (request, response: ServerResponse) => {
    const found = answers.get(request.url ?? '')
    if (found === undefined) return vite.middlewares(request, response)
    const [type, body] = found
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    bytes: new Map(index.map(({ id, bytes }) => [id, bytes])),
    async close() {
      server.closeAllConnections()
      server.close()
      await vite.close()
    },
  }
}

/** model-viewer loads this decoder by a script element; three's copy is a module. */
function meshoptScript(): string {
  const text = readFileSync(`${LIBS}/meshopt_decoder.module.js`, 'utf8')
  return text.replace(/export\s*\{\s*MeshoptDecoder\s*\};?/, 'self.MeshoptDecoder = MeshoptDecoder;')
}
