import QRCode from 'qrcode'

export interface WelcomeFacts {
  readonly local: string
  readonly publicUrl: string | undefined
  readonly network: readonly string[]
  readonly setupToken: string | undefined
  /** The certificate is signed by an authority that no browser knows yet. */
  readonly ownAuthority: boolean
}

/** What a person reads when the server is up: where it is, how a phone gets there, and the way in. */
export async function welcomeText(facts: WelcomeFacts): Promise<string> {
  const { local, publicUrl, network, setupToken, ownAuthority } = facts
  const lines = ['', `  On this machine     ${local}`]
  if (publicUrl !== undefined) lines.push(`  For everybody       ${publicUrl}`)
  for (const [index, url] of network.entries())
    lines.push(`  ${(index === 0 ? 'On this network' : '').padEnd(18)}  ${url}`)
  const forPhones = publicUrl ?? network[0]
  if (forPhones !== undefined) {
    const code = await QRCode.toString(forPhones, { type: 'terminal', small: true })
    lines.push(
      '',
      '  Scan with a phone:',
      '',
      ...code
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    )
  }
  if (ownAuthority)
    lines.push(
      '',
      '  The certificate is this server’s own: browsers warn once. To trust it for good, open /ca.crt and install it.',
    )
  if (setupToken !== undefined)
    lines.push('', '  Make the first owner by this link:', `  ${publicUrl ?? local}/setup#${setupToken}`)
  return `${lines.join('\n')}\n`
}
