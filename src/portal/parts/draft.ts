/** Words that a person has written and not saved yet, kept in this browser so that a closed tab loses none of them. */
export interface Draft {
  read(): string
  write(text: string): void
}

/** One draft by its key, in `localStorage`; where there is none it lives as long as the page. */
export function createDraft(key: string): Draft {
  const name = `farpoint-draft-${key}`
  let kept = ''
  return {
    read() {
      try {
        return localStorage.getItem(name) ?? ''
      } catch {
        return kept
      }
    },
    write(text) {
      kept = text
      try {
        if (text === '') localStorage.removeItem(name)
        else localStorage.setItem(name, text)
      } catch {
        // Full or forbidden: the words are still in the field.
      }
    },
  }
}
