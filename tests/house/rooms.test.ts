import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = process.cwd()

/** Lints one planted file in a room and gives back everything that the lint says. */
function lintPlanted(room: string, source: string): string {
  const folder = mkdtempSync(join(root, 'src', room, 'planted-'))
  try {
    const file = join(folder, 'planted.ts')
    writeFileSync(file, source)
    const result = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', file], {
      cwd: root,
      encoding: 'utf8',
    })
    return result.stdout + result.stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const planted: readonly (readonly [room: string, source: string, message: RegExp])[] = [
  ['domain', "import '#server/context.ts'", /domain is pure: it knows nouns only/],
  ['domain', "import 'node:fs'", /no packages but the schema library/],
  ['domain', "import 'react'", /no packages but the schema library/],
  ['domain', 'export const now = Date.now()', /domain has no clock/],
  ['ui', "import '#domain/mark.ts'", /ui knows no product noun/],
  ['ar', "import '#store/local-store.ts'", /ar may import domain only/],
  ['ar', "import 'react-dom/client-x'", /Engines are headless/],
  ['store', "import '#call/call.ts'", /store may import domain only/],
  ['call', "import '#ar/tracker/tracker.ts'", /call may import domain and store/],
  ['recording', "import '#call/call.ts'", /recording may import domain, store and ar/],
  ['guest', "import '#expert/x.ts'", /apps never import each other/],
  ['guest', "import '@mantine/core'", /Mantine never enters a guest chunk/],
  ['desk', "import '#portal/x.ts'", /desk holds the Mantine parts/],
  ['guest', "import '#desk/x.ts'", /apps never import each other|desk/],
  ['expert', "import '#portal/x.ts'", /apps never import each other/],
  ['portal', "import '#guest/x.ts'", /apps never import each other/],
  ['server', "import '#ui/use-snapshot.ts'", /server may import domain only/],
  ['call', "import '../../ar/tracker/tracker.ts'", /Between rooms import by '#room\/file.ts'/],
]

describe('the rooms and who may import whom', () => {
  it.each(planted)(
    '[H1] a bad import in %s (%s) is an error that says what to do',
    (room, source, message) => {
      expect(lintPlanted(room, `${source}\nexport {}\n`)).toMatch(message)
    },
  )

  it('[H2] a good import is no error', () => {
    const said = lintPlanted('call', "import { Id } from '#domain/ids.ts'\nexport const id = Id\n")
    expect(said).toContain('0 errors')
  })

  it('[H3] imports that the lint cannot see, import(), obey the same directions', () => {
    const allowed = new Map<string, readonly string[]>([
      ['domain', ['domain']],
      ['ui', ['ui']],
      ['ar', ['ar', 'domain']],
      ['store', ['store', 'domain']],
      ['call', ['call', 'domain', 'store']],
      ['recording', ['recording', 'domain', 'store', 'ar']],
      ['desk', ['desk', 'domain', 'ui', 'store', 'call']],
      ['guest', ['guest', 'domain', 'ui', 'ar', 'store', 'call', 'recording']],
      ['expert', ['expert', 'desk', 'domain', 'ui', 'ar', 'store', 'call', 'recording']],
      ['portal', ['portal', 'desk', 'domain', 'ui', 'ar', 'store', 'call', 'recording']],
      ['server', ['server', 'domain']],
    ])
    const files = execFileSync('git', ['ls-files', 'src'], { cwd: root, encoding: 'utf8' }).split('\n')
    const wrong: string[] = []
    for (const file of files.filter((name) => /\.tsx?$/.test(name))) {
      const room = file.split('/')[1] ?? ''
      const rooms = allowed.get(room)
      if (rooms === undefined) continue
      for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(/import\(\s*'#(\w+)\//g)) {
        if (!rooms.includes(target ?? '')) wrong.push(`${file} imports #${target ?? ''}`)
      }
    }
    expect(files.length).toBeGreaterThan(20)
    expect(wrong).toEqual([])
  })
})

describe('one copy of three', () => {
  it('[H4] the lock file holds a single three', () => {
    const lock: { packages: Record<string, unknown> } = JSON.parse(
      readFileSync(join(root, 'package-lock.json'), 'utf8'),
    )
    expect(Object.keys(lock.packages).filter((path) => path.endsWith('node_modules/three'))).toEqual([
      'node_modules/three',
    ])
  })
})
