import { useEffect, useRef, type ReactElement } from 'react'
import type { CheckName, CheckVerdict } from '#domain/device-report.ts'
import { checkTitles, verdictWords } from '#domain/readiness.ts'
import { cx } from '#ui/cx.ts'
import { CheckIcon, CloseIcon, InfoIcon, WarningIcon } from '#ui/icons-tool.tsx'
import { Spinner } from '#ui/spinner.tsx'
import styles from './check-rows.module.css'
import type { CheckState } from './checker.ts'
import type { Finding } from './finding.ts'

const GROUPS: readonly { readonly title: string; readonly checks: readonly CheckName[] }[] = [
  { title: 'To be seen and heard', checks: ['secure-context', 'camera', 'microphone'] },
  { title: 'Network', checks: ['downlink', 'uplink', 'relay'] },
  {
    title: 'Marks in the world',
    checks: [
      'webxr',
      'camera-access',
      'hit-test',
      'depth-sensing',
      'plane-detection',
      'anchors',
      'dom-overlay',
    ],
  },
  { title: 'Recording', checks: ['recording', 'storage'] },
]

const ICONS = { good: CheckIcon, limited: WarningIcon, missing: CloseIcon, unknown: InfoIcon }

function VerdictSign({ verdict }: { readonly verdict: CheckVerdict }): ReactElement {
  const Sign = ICONS[verdict]
  return (
    <span className={cx(styles.sign, styles[verdict])}>
      <Sign size={18} />
    </span>
  )
}

/** All checks in their groups, each with what was found, or that it is still being looked at. */
export function CheckRows({ state }: { readonly state: CheckState }): ReactElement {
  const { findings, preview, level } = state
  return (
    <>
      {GROUPS.map(({ title, checks }) => (
        <section key={title} className={styles.group}>
          <h2 className={styles.title}>{title}</h2>
          <ul className={styles.rows}>
            {shownOf(checks, state).map((name) => (
              <Row key={name} name={name} finding={findings[name]}>
                {name === 'camera' && preview !== undefined ? <Preview stream={preview} /> : null}
                {name === 'microphone' && level !== undefined ? <Level level={level} /> : null}
              </Row>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** Without AR its parts are no news: the first row says it all. */
function shownOf(checks: readonly CheckName[], { findings }: CheckState): readonly CheckName[] {
  return checks[0] === 'webxr' && findings.webxr?.verdict === 'missing' ? ['webxr'] : checks
}

function Row({
  name,
  finding,
  children,
}: {
  readonly name: CheckName
  readonly finding: Finding | undefined
  readonly children: React.ReactNode
}): ReactElement {
  return (
    <li className={styles.row} data-check={name} data-verdict={finding?.verdict}>
      {finding === undefined ? (
        <span className={styles.sign}>
          <Spinner label={`Looking at ${checkTitles[name]}`} size={18} />
        </span>
      ) : (
        <VerdictSign verdict={finding.verdict} />
      )}
      <div className={styles.words}>
        <div className={styles.head}>
          <span className={styles.name}>{checkTitles[name]}</span>
          {finding === undefined ? null : (
            <span className={cx(styles.verdict, styles[finding.verdict])}>
              {verdictWords[finding.verdict]}
            </span>
          )}
        </div>
        {finding === undefined ? null : <p className={styles.fact}>{finding.words}</p>}
        {finding?.todo === undefined ? null : <p className={styles.todo}>{finding.todo}</p>}
        {children}
      </div>
    </li>
  )
}

function Preview({ stream }: { readonly stream: MediaStream }): ReactElement {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream
  }, [stream])
  return (
    <video ref={video} className={styles.preview} autoPlay muted playsInline aria-label="Camera picture" />
  )
}

function Level({ level }: { readonly level: number }): ReactElement {
  return (
    <div className={styles.listening}>
      <p className={styles.todo}>Say a few words.</p>
      <meter className={styles.level} min={0} max={1} value={Math.min(1, level * 2)} aria-label="Loudness" />
    </div>
  )
}
