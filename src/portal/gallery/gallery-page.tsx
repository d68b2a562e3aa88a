import type { ReactElement } from 'react'
import { PageHeader } from '../parts/page-header.tsx'
import { PageTabs } from '../parts/page-tabs.tsx'
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
  return (
    <>
      <PageHeader title="Gallery">What the workspace has to show, and to place in a call.</PageHeader>
      <PageTabs tabs={tabs} given={{}} />
    </>
  )
}
