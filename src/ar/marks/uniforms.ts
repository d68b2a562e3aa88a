/** Uniforms that all batches of one layer share by reference, so that one write per frame reaches every shader. */
export interface SharedUniforms {
  /** Height of the viewport in pixels. */
  readonly viewportHeight: { value: number }
  /** Of everything: below 1 while nothing stands quite true. */
  readonly strength: { value: number }
  /** Seconds on the layer's own clock. */
  readonly now: { value: number }
  readonly [name: string]: { value: unknown }
}

/** @param more shared by all batches too */
export function createSharedUniforms(
  more: Readonly<Record<string, { value: unknown }>> = {},
): SharedUniforms {
  return {
    ...more,
    viewportHeight: { value: 720 },
    strength: { value: 1 },
    now: { value: 0 },
  }
}

/**
 * GLSL for vertex shaders. Marks are laid out in the picture plane at depth 1 ("plane units", x = X / -Z): isotropic, independent of the
 * resolution, exact for projections with an offset too. The picture is 2 / projectionMatrix[1][1] plane units high.
 */
export const planeGlsl = /* glsl */ `
  uniform float viewportHeight;
  /* Marks nearer than this to the camera are cut off, in metres. */
  const float NEAREST = 0.05;
  float planeHeight() { return 2.0 / projectionMatrix[1][1]; }
  float planePixel() { return planeHeight() / viewportHeight; }
  /* Towards the camera by a share of the distance: the picture stays the same, what lies on one surface stops fighting for depth. */
  vec3 lifted(vec3 view, float share) { return view * (1.0 - share); }
  vec3 turned(vec4 q, vec3 v) { return v + 2.0 * cross(q.xyz, cross(q.xyz, v) + q.w * v); }
  /* Outside of every clip volume: an instance that is not to be drawn. */
  const vec4 NOWHERE = vec4(0.0, 0.0, 2.0, 1.0);
`
