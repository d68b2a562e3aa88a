import type { ReactElement } from 'react'
import { Icon, type IconProps } from './icon.tsx'

export function TorchIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M7 3h10v4l-2.5 4v10h-5V11L7 7V3Z" />
      <path d="M7 6.5h10M12 13.5v2.5" />
    </Icon>
  )
}

export function ZoomIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <circle cx={10.5} cy={10.5} r={7} />
      <path d="m15.8 15.8 5.2 5.2M10.5 7.5v6M7.5 10.5h6" />
    </Icon>
  )
}

export function LensIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <circle cx={12} cy={12} r={9.5} />
      <circle cx={12} cy={12} r={4.5} />
      <path d="M14.5 5.6a7 7 0 0 1 3.4 3" />
    </Icon>
  )
}

export function PhotoIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M8.5 6 10 3.5h4L15.5 6H19a2.5 2.5 0 0 1 2.5 2.5v9A2.5 2.5 0 0 1 19 20H5a2.5 2.5 0 0 1-2.5-2.5v-9A2.5 2.5 0 0 1 5 6h3.5Z" />
      <circle cx={12} cy={12.8} r={3.8} />
    </Icon>
  )
}

export function ListIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="m3 6 1.2 1.2L6.5 5M3 12.5l1.2 1.2 2.3-2.2M3 19l1.2 1.2 2.3-2.2M10.5 6H21M10.5 12.5H21M10.5 19H21" />
    </Icon>
  )
}
