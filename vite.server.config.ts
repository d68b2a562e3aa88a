import { defineConfig } from 'vite'

/** The server is one bundle of our own code; packages stay in node_modules. */
export default defineConfig({
  publicDir: false,
  build: { ssr: 'src/server/main.ts', outDir: 'dist/server', target: 'node20', sourcemap: true },
})
