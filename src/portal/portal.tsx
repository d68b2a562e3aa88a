import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, type ReactElement } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { EmptyState } from '#ui/empty-state.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { FrontPage } from './gate/front-page.tsx'
import type { Gate } from './gate/gate.ts'
import { isPortalAddress, nextAddress, signInAddress } from './gate/next-address.ts'
import { SetupPage } from './gate/setup-page.tsx'
import { SignInPage } from './gate/sign-in-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import type { PortalSession } from './portal-session.ts'
import { PortalContext } from './session-context.ts'
import { SignedIn } from './signed-in.tsx'

/** The portal: who you are decides which pages there are. An unknown address says so whoever you are. */
export function Portal({ gate }: { readonly gate: Gate }): ReactElement {
  const [path] = useLocation()
  if (path === '/sign-in' || path === '/setup' || isPortalAddress(path))
    return <Gated gate={gate} path={path} />
  return (
    <FrontPage>
      <NotFoundPage />
    </FrontPage>
  )
}

function Gated({ gate, path }: { readonly gate: Gate; readonly path: string }): ReactElement {
  const state = useSnapshot(gate)
  switch (state.status) {
    case 'starting':
      return (
        <FrontPage>
          <Spinner label="Opening the portal" showLabel />
        </FrontPage>
      )
    case 'closed':
      return (
        <FrontPage>
          <EmptyState
            level={1}
            icon={<IconPlugConnectedX size={28} />}
            title="The portal is out of reach"
            action={<Button onClick={() => gate.retry()}>Try again</Button>}
          >
            {state.problem.code === 'server-gone'
              ? 'Check that this device has a network and that the server runs.'
              : state.problem.sentence}
          </EmptyState>
        </FrontPage>
      )
    case 'signed-out':
      return (
        <Switch>
          <Route path="/sign-in">
            <SignInPage gate={gate} setupNeeded={state.setupNeeded} workspaceName={state.workspaceName} />
          </Route>
          <Route path="/setup">
            <SetupPage gate={gate} setupNeeded={state.setupNeeded} />
          </Route>
          <Route>
            <Redirect to={signInAddress(path + location.search)} replace />
          </Route>
        </Switch>
      )
    case 'signed-in':
      if (path === '/sign-in' || path === '/setup') return <GoOn />
      return <WithPortal gate={gate} portal={state.portal} />
  }
}

/** After signing in: back to where the visitor wanted to go. */
function GoOn(): null {
  const [, navigate] = useLocation()
  useEffect(() => {
    const next = nextAddress(location.search, location.origin)
    if (isPortalAddress(next)) navigate(next, { replace: true })
    else location.replace(next)
  }, [navigate])
  return null
}

function WithPortal({ gate, portal }: { readonly gate: Gate; readonly portal: PortalSession }): ReactElement {
  return (
    <PortalContext value={{ gate, portal }}>
      <SignedIn />
    </PortalContext>
  )
}
