import { readFileSync } from 'node:fs'

const folder = 'dist/client'
const manifest = JSON.parse(readFileSync(`${folder}/.vite/manifest.json`, 'utf8'))

/** Every JavaScript file that loads when these sources are imported, their static imports included. */
function closure(...sources) {
  const files = new Set()
  const visit = (key) => {
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`The build has no chunk for ${key}`)
    if (files.has(`${folder}/${chunk.file}`)) return
    files.add(`${folder}/${chunk.file}`)
    for (const next of chunk.imports ?? []) visit(next)
  }
  sources.forEach(visit)
  return [...files]
}

/** PeerJS is fetched when the call starts, before the expert sees anything; it counts. */
const peerjs = Object.keys(manifest).find((key) => key.includes('node_modules/peerjs/'))

export default [
  {
    name: 'guest page until the camera picture is live',
    path: closure('index.html', 'src/guest/app.tsx', peerjs),
    limit: '130 kB',
    brotli: true,
  },
]
