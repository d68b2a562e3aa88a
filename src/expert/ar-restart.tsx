import { Button, Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { count } from '#desk/parts/formats.ts'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Look } from './look-state.ts'

/** After AR was started again: what stood in the room before stands nowhere until the technician shows where one of the marks belongs. */
export function ArRestart({ look }: { readonly look: Look }): ReactElement | null {
  const { asks } = look
  const { unplaced, joinable, joining } = useSnapshot(asks)
  if (unplaced === 0) return null
  const asked = joinable.find(({ id }) => id === joining)
  const what = count(unplaced, 'mark or model', 'marks and models')
  if (asked !== undefined)
    return (
      <Banner
        title="The technician was asked to place the marks again"
        action={<AskMenu asks={asks} joinable={joinable} label="Ask for another one" />}
      >
        As soon as they tap where “{asked.name}” belongs, everything stands there again.
      </Banner>
    )
  return (
    <Banner
      tone="warning"
      title="AR was started again"
      action={<AskMenu asks={asks} joinable={joinable} label="Ask to place marks again" />}
    >
      {what} {unplaced === 1 ? 'has' : 'have'} no place now. One tap of the technician brings{' '}
      {unplaced === 1 ? 'it' : 'them'} back.
    </Banner>
  )
}

function AskMenu({
  asks,
  joinable,
  label,
}: {
  readonly asks: Look['asks']
  readonly joinable: readonly { readonly id: string; readonly name: string }[]
  readonly label: string
}): ReactElement {
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      position="bottom-start"
      width={280}
      portalProps={{ target: '#console' }}
    >
      <Menu.Target>
        <Button variant="default">{label}</Button>
      </Menu.Target>
      <Menu.Dropdown mah="50dvh" style={{ overflowY: 'auto' }}>
        {joinable.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => asks.askJoin(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
