import type { ReactElement } from 'react'
import { Icon, type IconProps } from './icon.tsx'

export function CubeIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="m12 2.5 8.5 4.75v9.5L12 21.5l-8.5-4.75v-9.5L12 2.5Z" />
      <path d="m3.7 7.4 8.3 4.6 8.3-4.6M12 12v9.3" />
    </Icon>
  )
}

export function CubeOffIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="m8.6 4.4 3.4-1.9 8.5 4.75v8.6M18 18.1l-6 3.4-8.5-4.75v-9.5L5 6.4" />
      <path d="m14.6 10.6 5.7-3.2M3.7 7.4l8.3 4.6v9.3" />
      <path d="m3 3 18 18" />
    </Icon>
  )
}

export function PhoneIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <rect x={6.5} y={2} width={11} height={20} rx={2.5} />
      <path d="M11 18.8h2" />
    </Icon>
  )
}

export function PenIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M4 20l1-4.5L16.2 4.3a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19 4 20Z" />
      <path d="m14 6.5 3.5 3.5" />
    </Icon>
  )
}

export function UndoIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M8.5 4 4 8.5 8.5 13" />
      <path d="M4 8.5h10a6 6 0 0 1 0 12H9" />
    </Icon>
  )
}

export function CloseIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M5.5 5.5 18.5 18.5M18.5 5.5 5.5 18.5" />
    </Icon>
  )
}

export function CheckIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="m4.5 12.5 5 5L19.5 7" />
    </Icon>
  )
}

export function WarningIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M10.3 4 2.4 17.5a2 2 0 0 0 1.7 3h15.8a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z" />
      <path d="M12 9.5v4M12 17h.01" />
    </Icon>
  )
}

export function InfoIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <circle cx={12} cy={12} r={9.5} />
      <path d="M12 11v5.5M12 7.5h.01" />
    </Icon>
  )
}

export function SendIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M21 3 3 10.2l7.3 3.5L13.8 21 21 3Z" />
      <path d="M21 3 10.3 13.7" />
    </Icon>
  )
}

export function LinkIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M10 14a4.5 4.5 0 0 0 6.4 0l3.3-3.3a4.5 4.5 0 0 0-6.4-6.4L12 5.6" />
      <path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3.3 3.3a4.5 4.5 0 0 0 6.4 6.4L12 18.4" />
    </Icon>
  )
}
