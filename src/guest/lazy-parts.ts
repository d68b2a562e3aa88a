/* What the first picture does not wait for, each in one piece; the same for a call and for recording alone. */

export const loadInCall = () => import('./in-call.tsx')
export const loadArView = () => import('./ar/ar-view.tsx')
