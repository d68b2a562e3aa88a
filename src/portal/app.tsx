import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '#ui/tokens.css'
import '#ui/base.css'
import '#ui/mantine-bridge.css'
import './portal.css'
import { createTheme, MantineProvider, PasswordInput } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createPortalApi } from '#store/http-portal-api.ts'
import { realTimers } from '#store/timers.ts'
import { farpointTheme } from '#ui/theme.ts'
import { createGate } from './gate/gate.ts'
import { createLastAgent } from './gate/last-agent.ts'
import { openPortalSession } from './portal-session.ts'
import { Portal } from './portal.tsx'

const theme = createTheme({
  ...farpointTheme,
  components: {
    PasswordInput: PasswordInput.extend({
      // Reachable by keyboard, and named so that "Password" is one field and not a field and a button.
      defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show what is typed', tabIndex: 0 } },
    }),
  },
})

/** Draws the portal into the page's root. */
export function mount(root: HTMLElement): void {
  const gate = createGate({
    api: createPortalApi({ baseUrl: location.origin, fetch: globalThis.fetch }),
    lastAgent: createLastAgent(),
    openSession: (who) => openPortalSession(who, window),
    timers: realTimers,
  })
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Notifications position="top-center" />
        <Portal gate={gate} />
      </MantineProvider>
    </StrictMode>,
  )
}
