import '@mantine/core/styles.css'
import '#ui/tokens.css'
import '#ui/base.css'
import '#ui/mantine-bridge.css'
import { createTheme, MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createPortalApi } from '#store/http-portal-api.ts'
import { farpointTheme } from '#ui/theme.ts'
import { ExpertPage } from './expert-page.tsx'

const theme = createTheme(farpointTheme)

/** Draws the expert's console of one session: `/call/SESSION`. */
export function mount(root: HTMLElement): void {
  const sessionId = location.pathname.split('/')[2] ?? ''
  const api = createPortalApi({ baseUrl: location.origin, fetch: globalThis.fetch })
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <ExpertPage api={api} sessionId={sessionId} />
      </MantineProvider>
    </StrictMode>,
  )
}
