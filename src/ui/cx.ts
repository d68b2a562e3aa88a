/** Joins the class names that are there; conditions leave `false` or `undefined` behind. */
export function cx(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
