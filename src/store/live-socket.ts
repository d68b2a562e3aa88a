import { createSignal, createValue, type Readable } from '#domain/engine.ts'
import { LIVE_PATH, LiveNotice, type LiveHello } from '#domain/live.ts'
import type { LiveChannel, LiveStatus } from './live-channel.ts'
import { backoff, type Timers } from './timers.ts'

/** Pauses between tries, in milliseconds: short enough to notice a restart, long enough not to add to an overload. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000

/** A connection that has not said `ready` after this long, in milliseconds, is given up: a dead network path never says so. */
const READY_WITHIN_MS = 10_000

/** What is used of a WebSocket. */
interface LiveSocket {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  send(text: string): void
  close(): void
}

export interface LiveChannelOptions {
  /** See liveUrl. */
  readonly url: string
  readonly hello: LiveHello
  readonly openSocket?: (url: string) => LiveSocket
  readonly timers: Timers
  /** The browser's own opinion; a change to true means: the old path is gone, try now. */
  readonly online: Readable<boolean>
  /** 0 to 1. */
  readonly random: () => number
}

/** The live channel's address; `base` is the page's or the portal's address. */
export function liveUrl(base: string): string {
  const url = new URL(LIVE_PATH, base)
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:'
  return url.href
}

function noticeIn(data: unknown): LiveNotice | undefined {
  if (typeof data !== 'string') return undefined
  try {
    return LiveNotice.safeParse(JSON.parse(data)).data
  } catch {
    return undefined
  }
}

/** Connects at once and stays connected until closed. `open` means that the portal has answered `ready`. */
export function createLiveChannel(options: LiveChannelOptions): LiveChannel {
  const { url, hello, timers, online, random } = options
  const openSocket = options.openSocket ?? ((address: string): LiveSocket => new WebSocket(address))
  const status = createValue<LiveStatus>('connecting')
  const notices = createSignal<[LiveNotice]>()
  let failures = 0
  let leave = (): void => undefined

  /** Ends the present socket or pause, and connects. */
  function connect(): void {
    leave()
    status.set('connecting')
    const socket = openSocket(url)
    const offReady = timers.after(READY_WITHIN_MS, () => pause())
    let isCurrent = true
    leave = () => {
      isCurrent = false
      offReady()
      socket.close()
    }
    socket.addEventListener('open', () => {
      if (isCurrent) socket.send(JSON.stringify(hello))
    })
    socket.addEventListener('close', () => {
      if (isCurrent) pause()
    })
    // Every error is followed by `close`; without a listener some sockets throw it.
    socket.addEventListener('error', () => undefined)
    socket.addEventListener('message', ({ data }) => {
      const notice = isCurrent ? noticeIn(data) : undefined
      if (notice === undefined) return
      if (notice.type === 'ready') {
        offReady()
        failures = 0
        status.set('open')
      }
      notices.emit(notice)
    })
  }

  function pause(): void {
    leave()
    failures++
    leave = timers.after(backoff(failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, random), connect)
    status.set('waiting')
  }

  const offOnline = online.subscribe(() => {
    if (!online.snapshot()) return
    failures = 0
    connect()
  })
  connect()

  return {
    snapshot: status.snapshot,
    subscribe: status.subscribe,
    onNotice: (callback) => notices.on(callback),
    close() {
      offOnline()
      leave()
      leave = () => undefined
      status.set('waiting')
    },
  }
}
