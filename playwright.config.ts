import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './scripts/chromium.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'node_modules/.cache/e2e',
  // One long walk with two browsers uses both cores of a small machine; walks run one after another.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  retries: 0,
  // With a file for the figures somebody reads only what failed, and reads it first.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? 'list' : [['dot'], ['json']],
  use: {
    ignoreHTTPSErrors: true,
    launchOptions: { executablePath: findChromium(), args: [...chromiumFlags] },
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    trace: 'off',
  },
})
