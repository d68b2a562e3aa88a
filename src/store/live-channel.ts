import type { Engine } from '#domain/engine.ts'
import type { LiveNotice } from '#domain/live.ts'

export type LiveStatus = 'connecting' | 'open' | 'waiting'

/** The live channel to the portal: reconnects by itself with growing pauses; says nothing of value that a pull would not find. */
export interface LiveChannel extends Engine<LiveStatus> {
  onNotice(callback: (notice: LiveNotice) => void): () => void
}
