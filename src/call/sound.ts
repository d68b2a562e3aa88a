import { createValue, type Engine } from '#domain/engine.ts'
import type { Call } from './call.ts'

interface SoundState {
  /** The browser plays nothing before the person has touched the page: offer "Tap to hear". */
  readonly blocked: boolean
  /** Everyone's voice but this side's own; a new array when one came or went. For the recorder. */
  readonly tracks: readonly MediaStreamTrack[]
}

/** Plays what the other sides say. */
export interface Sound extends Engine<SoundState> {
  /** Called from a tap: plays what was blocked. */
  resume(): Promise<void>
  remoteAudioTracks(): readonly MediaStreamTrack[]
}

/**
 * One audio element per peer, in the page. A remote stream has to play in an element: in Chromium its WebAudio source stays
 * silent otherwise, and a recording would have one voice only.
 */
export function createSound(deps: { readonly call: Call; readonly page: Document }): Sound {
  const { call, page } = deps
  const state = createValue<SoundState>({ blocked: false, tracks: [] })
  const players = new Map<string, HTMLAudioElement>()

  async function play(player: HTMLAudioElement): Promise<void> {
    try {
      await player.play()
    } catch (error) {
      /* AbortError only says that the stream changed meanwhile. */
      if (error instanceof DOMException && error.name === 'NotAllowedError' && player.isConnected)
        state.set({ ...state.snapshot(), blocked: true })
    }
  }

  function drop(peerId: string, player: HTMLAudioElement): void {
    player.srcObject = null
    player.remove()
    players.delete(peerId)
  }

  function follow(): void {
    const heard = call.snapshot().peers.filter((peer) => peer.stream !== undefined)
    for (const [peerId, player] of players)
      if (!heard.some((peer) => peer.peerId === peerId)) drop(peerId, player)
    for (const { peerId, stream } of heard) {
      if (stream === undefined || players.get(peerId)?.srcObject === stream) continue
      const player = players.get(peerId) ?? page.body.appendChild(page.createElement('audio'))
      players.set(peerId, player)
      player.srcObject = stream
      void play(player)
    }
    const tracks = heard.flatMap(({ stream }) => stream?.getAudioTracks() ?? [])
    const was = state.snapshot()
    const same = tracks.length === was.tracks.length && tracks.every((track, at) => track === was.tracks[at])
    if (!same) state.set({ ...was, tracks })
  }

  const off = call.subscribe(follow)
  follow()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async resume() {
      state.set({ ...state.snapshot(), blocked: false })
      await Promise.all([...players.values()].map(play))
    },
    remoteAudioTracks: () => state.snapshot().tracks,
    close() {
      off()
      for (const [peerId, player] of players) drop(peerId, player)
    },
  }
}
