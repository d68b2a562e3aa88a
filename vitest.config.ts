import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumFlags, findChromium } from './scripts/chromium.ts'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/e2e/**', 'tests/bench/**'],
          environment: 'node',
          // Servers and databases start inside these tests; on two loaded cores that alone can take most of a minute.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [react()],
        resolve: { dedupe: ['three', 'react', 'react-dom'] },
        // Every package that browser tests reach: one that is found late makes Vite reload the page in the middle of a test.
        optimizeDeps: {
          include: [
            '@mantine/core',
            '@mantine/hooks',
            '@mantine/notifications',
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            '@react-three/drei',
            '@react-three/fiber',
            '@react-three/xr',
            '@tabler/icons-react',
            'axe-core',
            'fast-check',
            'idb',
            'iwer',
            'iwer/lib/hittest/XRHitTest.js',
            'iwer/lib/input/XRInputSource.js',
            'iwer/lib/planes/XRPlane.js',
            'iwer/lib/session/XRSession.js',
            'iwer/lib/spaces/XRSpace.js',
            'iwer/lib/views/XRView.js',
            'mediabunny',
            'peerjs',
            'qrcode',
            'react',
            'react-dom',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'react/jsx-runtime',
            'three',
            'three/addons/libs/meshopt_decoder.module.js',
            'three/addons/loaders/DRACOLoader.js',
            'three/addons/loaders/GLTFLoader.js',
            'three/addons/loaders/KTX2Loader.js',
            'three/addons/utils/SkeletonUtils.js',
            'tus-js-client',
            'wouter',
            'wouter/memory-location',
            'zod/mini',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium(), args: [...chromiumFlags] },
              contextOptions: { permissions: ['camera', 'microphone'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
