/** Scripts and signs that are as wide as high: CJK, Hangul, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Extended_Pictographic}/u

const segmenters = new Map<string, Intl.Segmenter>()

/** Made when first needed, and only where there are any: Firefox has it since 125 only, and this file is in every guest's page. */
function pieces(text: string, granularity: 'grapheme' | 'word'): readonly string[] {
  if (!('Segmenter' in Intl)) return Array.from(text)
  const segmenter = segmenters.get(granularity) ?? new Intl.Segmenter(undefined, { granularity })
  segmenters.set(granularity, segmenter)
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}

/** About how wide a line will be, where there is no canvas to ask. */
export function estimateText(line: string, font: number): number {
  let width = 0
  for (const piece of pieces(line, 'grapheme')) width += WIDE.test(piece) ? 1 : 0.56
  return width * font
}

/**
 * Between words first; what has no spaces (Chinese, Thai, a very long word) between the words that its language sees, then between what
 * readers see as characters.
 * @param most lines there are; what is longer ends with an ellipsis
 */
export function wrap(text: string, fits: (line: string) => boolean, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const put = (piece: string): void => {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line)
      line = ''
    }
    line += piece
  }
  for (const word of text.trim().split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    if (fits(word)) line = word
    else
      for (const part of pieces(word, 'word'))
        for (const piece of fits(part) ? [part] : pieces(part, 'grapheme')) put(piece)
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), shortened(lines[most - 1] ?? '', fits)]
}

/** With an ellipsis, and still no wider than a line. */
function shortened(line: string, fits: (line: string) => boolean): string {
  let kept = pieces(line, 'grapheme')
  while (kept.length > 1 && !fits(`${kept.join('')}…`)) kept = kept.slice(0, -1)
  return `${kept.join('').trimEnd()}…`
}
