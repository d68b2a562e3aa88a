import type { ReactElement } from 'react'
import { Icon, type IconProps } from './icon.tsx'

export function PointerIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <circle cx={12} cy={12} r={3} fill="currentColor" />
      <path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2 2M16.7 16.7l2 2M18.7 5.3l-2 2M7.3 16.7l-2 2" />
    </Icon>
  )
}

export function ArrowIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M12 3v17M5.5 13.5 12 20l6.5-6.5" />
    </Icon>
  )
}

export function CircleIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <circle cx={12} cy={12} r={8.5} />
    </Icon>
  )
}

export function FreehandIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M3 16c3-9 6-11 7.5-9.5S8 14.5 10 16s4-6 6.5-5.5S17 17.5 21 16" />
    </Icon>
  )
}

export function TextIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M5 7V4.5h14V7M12 4.5v15M9 19.5h6" />
    </Icon>
  )
}

export function MeasureIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="m2.8 16.2 13.4-13.4 5 5L7.8 21.2l-5-5Z" />
      <path d="m6.5 12.5 2 2M9.8 9.2l3 3M13 6l2 2" />
    </Icon>
  )
}

export function StepIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <circle cx={12} cy={12} r={9.5} />
      <path d="m9.8 9 2.6-1.8v9.6" />
    </Icon>
  )
}

export function SelectIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="m5 3.5 14.5 7.2-6.3 1.9-3 6.4L5 3.5Z" />
    </Icon>
  )
}

export function RedoIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M15.5 4 20 8.5 15.5 13" />
      <path d="M20 8.5H10a6 6 0 0 0 0 12h5" />
    </Icon>
  )
}

export function TrashIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M4 6.5h16M9 6.5v-3h6v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6" />
    </Icon>
  )
}

export function LockIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <rect x={5} y={10.5} width={14} height={10} rx={2.5} />
      <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
    </Icon>
  )
}

export function UnlockIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <rect x={5} y={10.5} width={14} height={10} rx={2.5} />
      <path d="M8 10.5V7.5a4 4 0 0 1 7.7-1.5" />
    </Icon>
  )
}

export function PlayIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M7 4.5v15l12-7.5-12-7.5Z" />
    </Icon>
  )
}

export function PauseIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M8 5v14M16 5v14" />
    </Icon>
  )
}

export function RealSizeIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M3.5 9V3.5H9M20.5 15v5.5H15M9 12h6M12 9v6" />
    </Icon>
  )
}

export function FindIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <circle cx={12} cy={12} r={7} />
      <path d="M12 2v5M12 17v5M2 12h5M17 12h5" />
    </Icon>
  )
}

export function BackIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M17 5v14L7.5 12 17 5ZM5 5v14" />
    </Icon>
  )
}

export function OnIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M7 5v14l9.5-7L7 5ZM19 5v14" />
    </Icon>
  )
}

export function UprightIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M12 18V4M7.5 8.5 12 4l4.5 4.5M4 20.5h16" />
    </Icon>
  )
}

export function LargerIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7" />
    </Icon>
  )
}

export function SmallerIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M20 10h-6V4M4 14h6v6M14 10l6.5-6.5M10 14l-6.5 6.5" />
    </Icon>
  )
}

export function TurnLeftIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M4 3v5.5h5.5M4.6 8.5a8.5 8.5 0 1 1-1 5.5" />
    </Icon>
  )
}

export function TurnRightIcon(props: IconProps): ReactElement {
  return (
    <Icon {...props}>
      <path d="M20 3v5.5h-5.5M19.4 8.5a8.5 8.5 0 1 0 1 5.5" />
    </Icon>
  )
}
