import { Tabs } from '@mantine/core'
import type { ReactElement } from 'react'
import { useSearchParams } from 'wouter'
import { cx } from '#ui/cx.ts'
import sessionStyles from '../history/session.module.css'
import { PageHeader } from '../parts/page-header.tsx'
import { DocumentsTab } from './documents-tab.tsx'
import { ImagesTab } from './images-tab.tsx'
import { ModelsTab } from './models-tab.tsx'
import { VideosTab } from './videos-tab.tsx'

const tabs = [
  { id: 'images', name: 'Images', Panel: ImagesTab },
  { id: 'videos', name: 'Videos', Panel: VideosTab },
  { id: 'documents', name: 'Documents', Panel: DocumentsTab },
  { id: 'models', name: '3D Models', Panel: ModelsTab },
] as const

/** The pictures, films, documents and models of the workspace. */
export function GalleryPage(): ReactElement {
  const [search, setSearch] = useSearchParams()
  const asked = search.get('tab')
  const shown = tabs.find((tab) => tab.id === asked) ?? tabs[0]
  return (
    <>
      <PageHeader title="Gallery">What the workspace has to show, and to place in a call.</PageHeader>
      <Tabs
        value={shown.id}
        onChange={(tab) => (tab === null ? undefined : setSearch({ tab }, { replace: true }))}
        keepMounted={false}
      >
        <Tabs.List className={cx(sessionStyles.tabs)}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.id} value={tab.id} className={cx(sessionStyles.tab)}>
              {tab.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ id, Panel }) => (
          <Tabs.Panel key={id} value={id} className={cx(sessionStyles.panel)}>
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}
