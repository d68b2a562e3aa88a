import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { type Toast, ToastList } from '#ui/toast-list.tsx'
import { mount, unmount } from './mount.tsx'

afterEach(unmount)

function Toasts({ first }: { readonly first: readonly Toast[] }) {
  const [toasts, setToasts] = useState(first)
  return (
    <ToastList
      toasts={toasts}
      onDismiss={(id) => setToasts((all) => all.filter((toast) => toast.id !== id))}
    />
  )
}

const regionOf = (text: string): string | null | undefined =>
  page.getByText(text).element().closest('[aria-live]')?.getAttribute('aria-live')

describe('[UI10] toasts', () => {
  it('are read from regions that stand before the first one comes', async () => {
    const view = mount(<ToastList toasts={[]} onDismiss={() => {}} />)
    const regions = (): Element[] => [...document.querySelectorAll('[aria-live]')]
    await expect.poll(() => regions().length).toBe(2)
    const before = regions()
    view.rerender(
      <ToastList
        toasts={[
          { id: '1', text: 'Picture frozen' },
          { id: '2', text: 'Connection lost', tone: 'danger' },
        ]}
        onDismiss={() => {}}
      />,
    )
    await expect.element(page.getByText('Picture frozen')).toBeVisible()
    expect(regions()).toEqual(before)
    expect(regionOf('Picture frozen')).toBe('polite')
    expect(regionOf('Connection lost')).toBe('assertive')
  })

  it('go by hand, and by themselves when they have a lifetime and are left alone', async () => {
    mount(
      <Toasts
        first={[
          { id: '1', text: 'Short news', lifetimeMs: 60 },
          { id: '2', text: 'Connection lost', tone: 'danger' },
        ]}
      />,
    )
    await expect.element(page.getByText('Connection lost')).toBeVisible()
    await expect.element(page.getByText('Short news')).not.toBeInTheDocument()
    await expect.element(page.getByText('Connection lost')).toBeVisible()
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(page.getByText('Connection lost')).not.toBeInTheDocument()
  })
})
