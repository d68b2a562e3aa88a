import type { ReactElement, ReactNode } from 'react'

export interface IconProps {
  /** Side in CSS pixels; 24 unless told. The drawing keeps its proportions. */
  readonly size?: number
}

/**
 * The frame of every icon: a 24 grid, stroke 2, round ends, the colour of the text around it.
 * Icons are decoration: the control or sentence beside them carries the name.
 */
export function Icon({ size = 24, children }: IconProps & { readonly children: ReactNode }): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}
