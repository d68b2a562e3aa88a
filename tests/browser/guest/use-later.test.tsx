import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { useLater } from '#guest/use-later.ts'
import { mount, unmount } from '../ui/mount.tsx'

afterEach(unmount)

interface PartProps {
  readonly load: () => Promise<string>
  readonly wanted: boolean
}

function Part({ load, wanted }: PartProps): ReactElement {
  return <p>{useLater(load, wanted) ?? 'not here'}</p>
}

function CallPage({ words, ...part }: PartProps & { readonly words: string }): ReactElement {
  return (
    <>
      <p>{words}</p>
      <Part {...part} />
    </>
  )
}

describe('a part of the page that comes later', () => {
  it('[GL2] is not fetched before it is wanted', async () => {
    let fetched = 0
    const load = () => Promise.resolve(`${++fetched} times`)
    const view = mount(<Part load={load} wanted={false} />)
    await expect.element(page.getByText('not here')).toBeVisible()
    expect(fetched).toBe(0)
    view.rerender(<Part load={load} wanted />)
    await expect.element(page.getByText('1 times')).toBeVisible()
  })

  it('[GL3] comes also when what wanted it was over before its code was here', async () => {
    let arrive: ((code: string) => void) | undefined
    const load = () => new Promise<string>((resolve) => (arrive = resolve))
    const view = mount(<CallPage load={load} wanted words="The camera is on" />)
    await expect.poll(() => arrive).toBeDefined()
    view.rerender(<CallPage load={load} wanted={false} words="AR runs" />)
    await expect.element(page.getByText('AR runs')).toBeVisible()
    arrive?.('Steps')
    await expect.element(page.getByText('Steps')).toBeVisible()
  })
})
