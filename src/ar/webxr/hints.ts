/** What is missing from a running session, worst first, as sentences for the technician and the expert. */
const hints = {
  crashed:
    'Last time the page ended when AR used the camera picture, so AR runs without it now. Stop and start AR to try again.',
  noCamera:
    'This browser gives no camera picture in AR, so the expert cannot see it. Stop AR to send the camera.',
  noPicture:
    'The camera picture does not arrive in AR, so the expert cannot see it. Stop AR to send the camera.',
  noSurfaces: 'This phone finds no surfaces in AR. Marks stand at arm’s length.',
}

export interface Findings {
  readonly cameraCrashed: boolean
  readonly hasCameraAccess: boolean
  readonly hasPicture: boolean
  readonly canFindSurfaces: boolean
}

/** The one hint that matters most, or undefined when nothing is missing. */
export function hintFor(found: Findings): string | undefined {
  if (found.cameraCrashed) return hints.crashed
  if (!found.hasCameraAccess) return hints.noCamera
  if (!found.hasPicture) return hints.noPicture
  return found.canFindSurfaces ? undefined : hints.noSurfaces
}
