import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { mount, unmount } from './mount.tsx'

function Question({ inPlace }: { readonly inPlace: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <div id="overlay">
      <Button onClick={() => setOpen(true)}>Leave</Button>
      <Dialog
        open={open}
        inPlace={inPlace}
        title="Leave the call?"
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button>Stay</Button>
            <Button tone="danger">Leave now</Button>
          </>
        }
      >
        You can come back.
      </Dialog>
    </div>
  )
}

const dialog = page.getByRole('dialog', { name: 'Leave the call?' })
const opener = page.getByRole('button', { name: 'Leave', exact: true })
const focused = (): string | null | undefined =>
  document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent

afterEach(unmount)

describe.each([
  ['in the top layer', false],
  ['in place', true],
])('[UI4] a dialog %s', (_, inPlace) => {
  it('opens on its first choice, keeps the focus, closes on Esc and gives the focus back', async () => {
    mount(<Question inPlace={inPlace} />)
    await opener.click()
    await expect.element(dialog).toBeVisible()
    await expect.poll(focused).toBe('Stay')

    for (const expected of ['Leave now', 'Close', 'Stay']) {
      await userEvent.keyboard('{Tab}')
      expect(focused()).toBe(expected)
    }
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
    expect(focused()).toBe('Close')

    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.poll(focused).toBe('Leave')
  })

  it('asks its owner to close by the close button, and stays while the owner says open', async () => {
    let asked = 0
    mount(
      <Dialog open inPlace={inPlace} title="Leave the call?" onClose={() => (asked += 1)}>
        Words
      </Dialog>,
    )
    await page.getByRole('button', { name: 'Close' }).click()
    await userEvent.keyboard('{Escape}')
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => asked).toBe(3)
    await expect.element(dialog).toBeVisible()
  })
})

describe('[UI5] a dialog in place', () => {
  it('stands inside its overlay root and covers what is behind it', async () => {
    mount(<Question inPlace />)
    await opener.click()
    await expect.element(dialog).toBeVisible()
    const root = document.querySelector('#overlay')
    expect(root?.contains(dialog.element())).toBe(true)
    expect(dialog.element().matches(':modal')).toBe(false)
    const { x, y } = opener.element().getBoundingClientRect()
    expect(document.elementFromPoint(x + 4, y + 4)?.closest('dialog')).toBe(dialog.element())
  })
})

describe('[UI6] a sheet', () => {
  function Chat() {
    const [open, setOpen] = useState(false)
    return (
      <>
        <Button onClick={() => setOpen(true)}>Open chat</Button>
        <Sheet open={open} title="Chat" onClose={() => setOpen(false)} footer={<TextField label="Message" />}>
          Hello
        </Sheet>
      </>
    )
  }

  it('takes the focus itself, leaves the page usable, closes on Esc and gives the focus back', async () => {
    mount(<Chat />)
    const button = page.getByRole('button', { name: 'Open chat' })
    const sheet = page.getByRole('dialog', { name: 'Chat' })
    await button.click()
    await expect.element(sheet).toHaveFocus()
    await page.getByRole('textbox', { name: 'Message' }).fill('Here')
    await userEvent.keyboard('{Escape}')
    await expect.element(sheet).not.toBeInTheDocument()
    await expect.element(button).toHaveFocus()
  })
})
