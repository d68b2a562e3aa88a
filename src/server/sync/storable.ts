/** A zero character or half a surrogate pair: valid in JSON, refused by PostgreSQL in text and in jsonb alike. */
const unstorable = /\0|\p{Surrogate}/u

/**
 * Whether the database can keep every text inside `value` (anything that came from JSON, keys included).
 * Asked before writing, so that such a text is a refused record and not a failed query.
 */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !unstorable.test(value)
  if (Array.isArray(value)) return value.every(isStorable)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([key, inner]) => !unstorable.test(key) && isStorable(inner))
  return true
}
