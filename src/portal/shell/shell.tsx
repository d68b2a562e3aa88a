import { useMediaQuery } from '@mantine/hooks'
import { IconHeadset, IconHistory, IconPhoto, IconSettings } from '@tabler/icons-react'
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { Logo } from '#ui/logo.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { START } from '../gate/next-address.ts'
import { usePortal } from '../session-context.ts'
import { AccountMenu } from './account-menu.tsx'
import { LinkBanner } from './link-banner.tsx'
import styles from './shell.module.css'
import { SyncStatus } from './sync-status.tsx'

const places = [
  { href: '/sessions', name: 'My Sessions', Icon: IconHeadset },
  { href: '/history', name: 'History', Icon: IconHistory },
  { href: '/gallery', name: 'Gallery', Icon: IconPhoto },
  { href: '/settings', name: 'Settings', Icon: IconSettings },
] as const

/** What stands around every page: the way between pages, what is saved, who you are. */
export function Shell({ children }: { readonly children: ReactNode }): ReactElement {
  const [path] = useLocation()
  const { portal } = usePortal()
  const { workspace } = useSnapshot(portal.who)
  // Beside the sync status a phone has room for the sign alone.
  const isNarrow = useMediaQuery('(max-width: 30rem)') ?? false
  const main = useRef<HTMLElement>(null)
  const lastPath = useRef(path)

  // A new page begins at its top, for the eyes and for a screen reader; the first one has the browser's own focus.
  useEffect(() => {
    if (lastPath.current === path) return
    lastPath.current = path
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [path])

  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <div className={styles.side}>
        <header className={styles.brand}>
          <Link href={START} className={styles.home} aria-label="Farpoint, start page">
            <Logo size={26} markOnly={isNarrow} />
          </Link>
          <p className={styles.workspace}>{workspace.name}</p>
        </header>
        <nav className={styles.nav} aria-label="Pages">
          {places.map(({ href, name, Icon }) => (
            <Link
              key={href}
              href={href}
              className={styles.link}
              aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
            >
              <Icon size={20} stroke={1.75} aria-hidden />
              {name}
            </Link>
          ))}
        </nav>
        <div className={styles.foot}>
          <SyncStatus />
          <AccountMenu />
        </div>
      </div>
      <main id="main" className={styles.main} ref={main} tabIndex={-1}>
        <LinkBanner />
        {children}
      </main>
    </div>
  )
}
