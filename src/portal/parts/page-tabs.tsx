import { Tabs } from '@mantine/core'
import { useEffect, useRef, type ComponentType, type ReactElement } from 'react'
import { useSearchParams } from 'wouter'
import { cx } from '#ui/cx.ts'
import styles from './page-tabs.module.css'

interface PageTab<P extends object> {
  /** Stands in the address, so that a link leads to the tab. */
  readonly id: string
  readonly name: string
  readonly Panel: ComponentType<P>
}

export interface PageTabsProps<P extends object> {
  readonly tabs: readonly [PageTab<P>, ...PageTab<P>[]]
  /** What every panel is given. */
  readonly given: P
}

/** The tabs of a page; the shown one stands in the address as `?tab=`. */
export function PageTabs<P extends object>({ tabs, given }: PageTabsProps<P>): ReactElement {
  const [search, setSearch] = useSearchParams()
  const asked = search.get('tab')
  const shown = tabs.find((tab) => tab.id === asked) ?? tabs[0]
  const list = useRef<HTMLDivElement>(null)

  // On a phone the row of tabs is wider than the screen: the one that is shown must be seen.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [shown.id])

  return (
    <Tabs
      value={shown.id}
      onChange={(tab) => (tab === null ? undefined : setSearch({ tab }, { replace: true }))}
      keepMounted={false}
    >
      <Tabs.List className={cx(styles.list)} ref={list}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id} className={cx(styles.tab)}>
            {tab.name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, Panel }) => (
        <Tabs.Panel key={id} value={id} className={cx(styles.panel)}>
          <Panel {...given} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
