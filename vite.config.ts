import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * `@react-three/xr` always emits its headset emulator and megabytes of captured rooms as chunks.
 * The product never asks for it (our simulated phone is our own), so the module is replaced by one that says so.
 */
const withoutBundledEmulator: Plugin = {
  name: 'without-bundled-emulator',
  enforce: 'pre',
  resolveId(id, importer) {
    const isEmulator = /emulate(\.js)?$/.test(id) && importer?.includes('@pmndrs/xr') === true
    return isEmulator ? '\0no-emulator' : undefined
  },
  load(id) {
    return id === '\0no-emulator'
      ? "export function emulate() { throw new Error('The headset emulator is not part of this build') }"
      : undefined
  },
}

const base = [
  /node_modules\/(react|react-dom|scheduler|zod|idb)\//,
  /src\/store\//,
  /src\/domain\/(api|agent|capability|device-report|engine|geometry|ids|invite|live|mark|media|message|note|participant|permissions|piece|placement|problem|recording|scene|session|session-update|still|sync|transcript|wire|signalling|pose-track)\.ts/,
  /src\/ui\/(banner|button|cx|icon|icons-call|icons-tool|logo|spinner|use-snapshot)\./,
]
const isBase = (id: string): boolean => base.some((part) => part.test(id))

export default defineConfig({
  plugins: [withoutBundledEmulator, react()],
  resolve: { dedupe: ['three', 'react', 'react-dom'] },
  build: {
    outDir: 'dist/client',
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 1500,
    // What every page begins with stays in one file: cut along the pages that share it, it packs worse and takes more requests.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: isBase }] } } },
  },
  worker: { format: 'es' },
})
