/**
 * All voices on one track that stays the same while people come and go; MediaRecorder cannot change tracks while it runs.
 */
export interface VoiceMix {
  readonly track: MediaStreamTrack
  /** The voices that sound from now on; tracks that were there stay connected without a gap. */
  setVoices(tracks: readonly MediaStreamTrack[]): void
  close(): void
}

export function createVoiceMix(): VoiceMix {
  const context = new AudioContext()
  const destination = context.createMediaStreamDestination()
  const [track] = destination.stream.getAudioTracks()
  if (track === undefined) throw new Error('The browser gave no track for the mixed sound.')
  // A recorder waits for a sound track that gives nothing, and keeps no picture meanwhile: silence is a sound too.
  const silence = new ConstantSourceNode(context, { offset: 0 })
  silence.connect(destination)
  silence.start()
  const voices = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>()
  void context.resume()

  return {
    track,
    setVoices(tracks) {
      const wanted = new Set(tracks)
      for (const [known, node] of voices) {
        if (wanted.has(known)) continue
        node.disconnect()
        voices.delete(known)
      }
      for (const voice of wanted) {
        if (voices.has(voice) || voice.readyState === 'ended') continue
        const node = context.createMediaStreamSource(new MediaStream([voice]))
        node.connect(destination)
        voices.set(voice, node)
      }
    },
    close() {
      for (const node of voices.values()) node.disconnect()
      voices.clear()
      silence.stop()
      track.stop()
      void context.close()
    },
  }
}
