import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { MicIcon } from '#ui/icons-call.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import { keepTapsOnControls } from '#ui/world-taps.ts'
import { mount, unmount } from './mount.tsx'

afterEach(unmount)

describe('[UI7] a button', () => {
  it('takes presses, and while busy keeps focus, width and name but takes none', async () => {
    let presses = 0
    let submits = 0
    const form = (busy: boolean) => (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submits += 1
        }}
      >
        <Button type="submit" busy={busy} onClick={() => (presses += 1)}>
          Create session
        </Button>
      </form>
    )
    const view = mount(form(false))
    const button = page.getByRole('button', { name: 'Create session' })
    await button.click()
    expect([presses, submits]).toEqual([1, 1])
    const width = button.element().getBoundingClientRect().width

    view.rerender(form(true))
    await expect.element(button).toHaveAttribute('aria-busy', 'true')
    await expect.element(button).toHaveFocus()
    expect(button.element().getBoundingClientRect().width).toBe(width)
    await userEvent.keyboard('{Enter}')
    button.element().dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    expect([presses, submits]).toEqual([1, 1])

    view.rerender(form(false))
    await expect.element(button).not.toHaveAttribute('aria-busy')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => [presses, submits]).toEqual([2, 2])
  })

  it('is big enough for a glove unless it says desktop', async () => {
    mount(
      <>
        <Button>Touch</Button>
        <Button size="main">Main</Button>
        <IconButton label="Mute" icon={<MicIcon />} />
      </>,
    )
    for (const name of ['Touch', 'Main', 'Mute']) {
      const button = page.getByRole('button', { name })
      await expect.element(button).toBeVisible()
      const { width, height } = button.element().getBoundingClientRect()
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(48)
    }
  })

  it('with an icon as its face has a name, and a state when it is a switch', async () => {
    mount(
      <>
        <IconButton label="Mute" icon={<MicIcon />} pressed />
        <IconButton label="Leave" icon={<MicIcon />} />
      </>,
    )
    await expect.element(page.getByRole('button', { name: 'Mute' })).toHaveAttribute('aria-pressed', 'true')
    await expect.element(page.getByRole('button', { name: 'Leave' })).not.toHaveAttribute('aria-pressed')
  })
})

describe('[UI8] a field', () => {
  it('is found by its label and read with its hint, and with its error when there is one', async () => {
    const view = mount(<TextField label="Your name" hint="Only people in this session see it." />)
    const field = page.getByRole('textbox', { name: 'Your name' })
    await expect.element(field).toHaveAccessibleDescription('Only people in this session see it.')
    await expect.element(field).not.toHaveAttribute('aria-invalid')

    view.rerender(
      <TextField label="Your name" hint="Only people in this session see it." error="Enter your name." />,
    )
    await expect
      .element(field)
      .toHaveAccessibleDescription('Enter your name. Only people in this session see it.')
    await expect.element(field).toHaveAttribute('aria-invalid', 'true')
    expect(page.getByText('Enter your name.').element().closest('[aria-live="polite"]')).not.toBeNull()
  })

  it('keeps its name when the label is not shown', async () => {
    mount(<TextArea label="Message" hideLabel />)
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toBeVisible()
  })
})

describe('[UI9] taps in a WebXR overlay', () => {
  it('stay on controls and pass elsewhere, until it is stopped', async () => {
    mount(
      <div id="overlay">
        <Button>Mark</Button>
        <p>Picture</p>
      </div>,
    )
    const button = page.getByRole('button', { name: 'Mark' })
    await expect.element(button).toBeVisible()
    const tap = (target: Element): boolean =>
      target.dispatchEvent(new Event('beforexrselect', { bubbles: true, cancelable: true }))
    const stop = keepTapsOnControls(document)
    expect(tap(button.element())).toBe(false)
    expect(tap(page.getByText('Picture').element())).toBe(true)
    stop()
    expect(tap(button.element())).toBe(true)
  })
})
