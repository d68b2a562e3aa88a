/**
 * Whether this browser could start AR: asked by the guest's page before it loads anything heavy. Never rejects.
 * WebXR needs a secure page, and exists without a device behind it (desktop browsers), so the mode itself is asked for.
 */
export async function isArAvailable(): Promise<boolean> {
  if (!globalThis.isSecureContext || navigator.xr === undefined) return false
  try {
    return await navigator.xr.isSessionSupported('immersive-ar')
  } catch {
    // A permissions policy may forbid even the question.
    return false
  }
}
