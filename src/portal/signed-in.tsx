import type { ReactElement } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { GalleryPage } from './gallery/gallery-page.tsx'
import { START } from './gate/next-address.ts'
import { SessionPage } from './history/session-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { Shell } from './shell/shell.tsx'
import { HistoryPage } from './tickets/history-page.tsx'
import { SessionsPage } from './tickets/sessions-page.tsx'

/** The pages of a signed-in agent. */
export function SignedIn(): ReactElement {
  return (
    <Shell>
      <Switch>
        <Route path="/">
          <Redirect to={START} replace />
        </Route>
        <Route path="/sessions" component={SessionsPage} />
        <Route path="/history" component={HistoryPage} />
        <Route path="/history/:sessionId">
          {({ sessionId }) => <SessionPage key={sessionId} sessionId={sessionId} />}
        </Route>
        <Route path="/gallery" component={GalleryPage} />
        <Route path="/settings" component={SettingsPage} />
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Shell>
  )
}
