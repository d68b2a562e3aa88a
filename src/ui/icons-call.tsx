import type { ReactElement } from 'react'
import { Icon, type IconProps } from './icon.tsx'

export function CameraIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <rect x={2} y={6} width={13} height={12} rx={3} />
      <path d="m15 10.5 7-3.5v10l-7-3.5" />
    </Icon>
  )
}

export function MicIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <rect x={9} y={2.5} width={6} height={12} rx={3} />
      <path d="M5 11.5a7 7 0 0 0 14 0" />
      <path d="M12 18.5v3" />
    </Icon>
  )
}

export function MicOffIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M9 9v2.5a3 3 0 0 0 4.6 2.5" />
      <path d="M15 10.5v-5a3 3 0 0 0-5.6-1.5" />
      <path d="M5 11.5a7 7 0 0 0 10.6 6" />
      <path d="M19 11.5a7 7 0 0 1-.6 2.8" />
      <path d="M12 18.5v3" />
      <path d="m3 3 18 18" />
    </Icon>
  )
}

export function ChatIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z" />
      <path d="M8 9h8M8 12.5h5" />
    </Icon>
  )
}

export function PhoneLeaveIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M2.5 14.5C2.5 9.5 7 7 12 7s9.5 2.5 9.5 7.5v1A1.5 1.5 0 0 1 20 17h-2.5a1.5 1.5 0 0 1-1.5-1.5v-2a14 14 0 0 0-8 0v2A1.5 1.5 0 0 1 6.5 17H4a1.5 1.5 0 0 1-1.5-1.5v-1Z" />
    </Icon>
  )
}

export function WifiOffIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M12 19h.01" />
      <path d="M8.7 15.6a4.7 4.7 0 0 1 6.6 0" />
      <path d="M5.2 12.2a9.6 9.6 0 0 1 4.6-2.5" />
      <path d="M15 10a9.6 9.6 0 0 1 3.8 2.2" />
      <path d="M2 8.7a14 14 0 0 1 4.3-2.8" />
      <path d="M11 4.9a14.3 14.3 0 0 1 11 3.8" />
      <path d="m3 3 18 18" />
    </Icon>
  )
}

export function MoreIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M5.5 12h.01M12 12h.01M18.5 12h.01" strokeWidth={3.4} />
    </Icon>
  )
}
