/** What a browser tells about itself and its device. */
export interface BrowserFacts {
  readonly userAgent: string
  /** iPads call themselves Macs; only their fingers give them away. */
  readonly touchPoints: number
  /** From User-Agent Client Hints, where the browser has them: "Pixel 7", "14.0.0". */
  readonly model?: string
  readonly systemVersion?: string
}

export type Platform = 'iphone' | 'android' | 'desktop'

export function platformOf({ userAgent, touchPoints }: BrowserFacts): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'iphone'
  if (/Android/.test(userAgent)) return 'android'
  return /Macintosh/.test(userAgent) && touchPoints > 1 ? 'iphone' : 'desktop'
}

/** A page opened inside another app (a mail, a chat) has the camera only if that app thought of it. */
export function isInsideAnotherApp(facts: BrowserFacts): boolean {
  const { userAgent } = facts
  if (/; wv\)|FBAN|FBAV|Instagram|Line\//.test(userAgent)) return true
  return platformOf(facts) === 'iphone' && !/Safari\/|CriOS|FxiOS|EdgiOS/.test(userAgent)
}

const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Samsung Internet', /SamsungBrowser\/(\d+)/],
  ['Edge', /(?:EdgA?|EdgiOS)\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+(?:\.\d+)?).*Safari/],
]

function systemOf(facts: BrowserFacts): string {
  const { userAgent, systemVersion } = facts
  const android = /Android (\d+)/.exec(userAgent)?.[1]
  const ios = /OS (\d+)[_.](\d+)/.exec(userAgent)
  switch (platformOf(facts)) {
    case 'iphone': {
      const device = /iPhone|iPod/.test(userAgent) ? 'iPhone' : 'iPad'
      return ios === null ? device : `${device}, iOS ${ios[1] ?? ''}.${ios[2] ?? ''}`
    }
    case 'android':
      return `Android ${systemVersion?.split('.')[0] ?? android ?? ''}`.trim()
    case 'desktop':
      if (/Windows/.test(userAgent)) return 'Windows'
      if (/CrOS/.test(userAgent)) return 'ChromeOS'
      return /Macintosh/.test(userAgent) ? 'macOS' : 'Linux'
  }
}

/** Browser and device in a few words: "Chrome 131, Android 14, Pixel 7". At most 120 characters. */
export function deviceWords(facts: BrowserFacts): string {
  const { userAgent, model } = facts
  const browser = BROWSERS.map(([name, pattern]) => {
    const version = pattern.exec(userAgent)?.[1]
    return version === undefined ? undefined : `${name} ${version}`
  }).find((found) => found !== undefined)
  return [browser ?? 'Unknown browser', systemOf(facts), model]
    .filter((part) => part !== undefined && part !== '')
    .join(', ')
    .slice(0, 120)
}

/** The part of User-Agent Client Hints that is asked for; not in the type library. */
interface ClientHints {
  getHighEntropyValues(hints: readonly string[]): Promise<{
    readonly model?: string
    readonly platformVersion?: string
  }>
}
declare global {
  interface Navigator {
    readonly userAgentData?: ClientHints
  }
}

/** Asks the browser. Never rejects: where hints are refused, the user agent alone speaks. */
export async function readBrowserFacts(navigator: Navigator): Promise<BrowserFacts> {
  const plain = { userAgent: navigator.userAgent, touchPoints: navigator.maxTouchPoints }
  try {
    const hints = await navigator.userAgentData?.getHighEntropyValues(['model', 'platformVersion'])
    return {
      ...plain,
      ...(hints?.model ? { model: hints.model } : {}),
      ...(hints?.platformVersion ? { systemVersion: hints.platformVersion } : {}),
    }
  } catch {
    return plain
  }
}
