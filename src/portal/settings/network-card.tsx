import { Anchor, Button } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import type { ApiOutput } from '#domain/api.ts'
import type { Outcome } from '#domain/problem.ts'
import { Banner } from '#ui/banner.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { useQrPicture } from '#desk/parts/use-qr-picture.ts'
import { usePortal } from '../session-context.ts'
import { Card } from './card.tsx'
import styles from './settings.module.css'

/** The portal's addresses, asked for once and again by `retry`. */
function useAddresses(): { outcome: Outcome<ApiOutput<'addresses'>> | undefined; retry: () => void } {
  const { portal } = usePortal()
  const [round, setRound] = useState(0)
  const [outcome, setOutcome] = useState<Outcome<ApiOutput<'addresses'>>>()
  useEffect(() => {
    let cancelled = false
    const ask = async (): Promise<void> => {
      const answer = await portal.api.call('addresses', {})
      if (!cancelled) setOutcome(answer)
    }
    void ask()
    return () => {
      cancelled = true
    }
  }, [portal, round])
  return { outcome, retry: () => setRound(round + 1) }
}

/** How a phone on this network reaches the portal and comes to trust it. */
export function NetworkCard(): ReactElement {
  const { outcome, retry } = useAddresses()
  return (
    <Card
      title="Phones on this network"
      words="Open one of these addresses on a phone to see whether it gets here."
    >
      {outcome === undefined ? (
        <Skeletons rows={1} height={120} />
      ) : !outcome.ok ? (
        <Banner
          tone="warning"
          title="The addresses are not known now"
          action={
            <Button variant="default" size="xs" onClick={retry}>
              Try again
            </Button>
          }
        >
          {outcome.problem.sentence}
        </Banner>
      ) : (
        <Addresses addresses={outcome.value} />
      )}
    </Card>
  )
}

function Addresses({ addresses }: { readonly addresses: ApiOutput<'addresses'> }): ReactElement {
  const { publicUrl, network, caDownload } = addresses
  const all = [...(publicUrl === undefined ? [] : [publicUrl]), ...network]
  return (
    <>
      {all.length === 0 ? (
        <p className={styles.quiet}>The server listens on this machine only, or has no network.</p>
      ) : (
        <ul className={styles.addresses}>
          {all.map((address) => (
            <AddressItem key={address} address={address} />
          ))}
        </ul>
      )}
      {caDownload ? <CaGuide /> : null}
    </>
  )
}

function AddressItem({ address }: { readonly address: string }): ReactElement {
  const picture = useQrPicture(address)
  return (
    <li className={styles.address}>
      {picture === undefined ? null : (
        <img src={picture} alt={`QR code of ${address}`} width={136} height={136} />
      )}
      <span className={styles.addressWords}>
        <Anchor href={address}>{address}</Anchor>
      </span>
    </li>
  )
}

function CaGuide(): ReactElement {
  return (
    <>
      <p>
        This server made its own certificate, so browsers warn about it once. A phone that trusts the server’s
        authority sees no warning: <Anchor href="/ca.crt">download the certificate</Anchor> on that phone.
      </p>
      <ul className={styles.steps}>
        <li>
          <strong>Android:</strong> Settings, Security, Encryption and credentials, Install a certificate, CA
          certificate.
        </li>
        <li>
          <strong>iPhone:</strong> Settings, Profile downloaded, Install; then General, About, Certificate
          trust settings, and switch it on.
        </li>
        <li>
          <strong>Computer:</strong> open the file, and add it to the authorities that the system or the
          browser trusts.
        </li>
      </ul>
    </>
  )
}
