import { Loader } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import { Id } from '#domain/ids.ts'
import { problem, type Problem } from '#domain/problem.ts'
import type { PortalApi } from '#store/portal-api.ts'
import { StoreError } from '#store/store-error.ts'
import { PageShell } from '#ui/page-shell.tsx'
import { ClosedCall } from './closed-call.tsx'
import { Console } from './console.tsx'
import styles from './console.module.css'
import { openExpertCall, type ExpertCall } from './expert-call.ts'

type Page =
  | { readonly step: 'opening' }
  | { readonly step: 'closed'; readonly problem: Problem }
  | { readonly step: 'open'; readonly call: ExpertCall }

async function open(api: PortalApi, sessionId: string): Promise<Page> {
  if (!Id.safeParse(sessionId).success) return { step: 'closed', problem: problem('not-found') }
  const me = await api.call('me', {})
  if (!me.ok) return { step: 'closed', problem: me.problem }
  if (me.value.agent === undefined) return { step: 'closed', problem: problem('not-signed-in') }
  const opened = await openExpertCall(me.value.agent, sessionId, window)
  return opened.status === 'open'
    ? { step: 'open', call: opened.call }
    : { step: 'closed', problem: opened.outcome.problem }
}

/** The way into the console, and what is said when there is none. */
export function ExpertPage({
  api,
  sessionId,
}: {
  readonly api: PortalApi
  readonly sessionId: string
}): ReactElement {
  const [page, setPage] = useState<Page>({ step: 'opening' })
  const [tries, setTries] = useState(0)

  useEffect(() => {
    let cancelled = false
    let opened: ExpertCall | undefined
    const start = async (): Promise<void> => {
      const next = await open(api, sessionId).catch((error: unknown): Page => {
        if (error instanceof StoreError) return { step: 'closed', problem: error.problem }
        throw error
      })
      if (next.step === 'open') opened = next.call
      if (cancelled) opened?.close()
      else if (next.step === 'closed' && next.problem.code === 'not-signed-in')
        location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`)
      else setPage(next)
    }
    void start()
    return () => {
      cancelled = true
      opened?.close()
    }
  }, [api, sessionId, tries])

  if (page.step === 'open') return <Console expert={page.call} />
  if (page.step === 'opening')
    return (
      <PageShell>
        <div className={styles.opening}>
          <Loader aria-hidden />
          <h1 className={styles.openingWords}>Opening the call</h1>
        </div>
      </PageShell>
    )
  return <ClosedCall problem={page.problem} sessionId={sessionId} onRetry={() => setTries(tries + 1)} />
}
