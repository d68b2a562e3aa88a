/** Where the encoder starts, in kbit/s. From 300 (the browser's own) a 720p picture takes 20 s to become sharp; measured. */
const START_KBPS = 1_000

/**
 * Best first. VP8 and H264 carried the frame strip without an unreadable frame, and phones encode them in hardware.
 * AV1 comes last: software encoders are too slow for a live phone.
 */
const CODEC_ORDER = ['VP8', 'H264', 'VP9', 'H265', 'OTHER', 'AV1'] as const

/** The codecs whose encoder reads the start bitrate. */
const TUNED = ['VP8', 'H264', 'VP9']

/**
 * Puts codecs in our order and raises the start bitrate, in an offer or an answer. Anything that is not a video section
 * passes unchanged. PeerJS makes its offer at once, so `setCodecPreferences` comes too late and the text is what can be changed.
 * Source: RFC 4566 (m=, a=), RFC 4588 (apt of retransmission).
 */
export function tuneSdp(sdp: string): string {
  const [session = '', ...media] = sdp.split(/^(?=m=)/m)
  return session + media.map((part) => (part.startsWith('m=video') ? tuneVideo(part) : part)).join('')
}

function tuneVideo(section: string): string {
  const lines = section.split('\r\n')
  const codecs = new Map<string, string>()
  const partOf = new Map<string, string>()
  for (const line of lines) {
    const map = /^a=rtpmap:(\d+) ([^/]+)\//.exec(line)
    if (map?.[1] !== undefined && map[2] !== undefined) codecs.set(map[1], map[2].toUpperCase())
    const apt = /^a=fmtp:(\d+) (?:.*;)?apt=(\d+)/.exec(line)
    if (apt?.[1] !== undefined && apt[2] !== undefined) partOf.set(apt[1], apt[2])
  }

  const rank = (type: string): number => {
    const codec = codecs.get(partOf.get(type) ?? type) ?? ''
    const place = CODEC_ORDER.findIndex((name) => name === codec)
    return place >= 0 ? place : CODEC_ORDER.indexOf('OTHER')
  }
  const [head = '', ...rest] = lines
  const [kind = '', port = '', protocol = '', ...types] = head.split(' ')
  const sorted = [...types].sort((a, b) => rank(a) - rank(b))

  const tuned = rest.flatMap((line) => {
    const fmtp = /^a=fmtp:(\d+) /.exec(line)?.[1]
    if (fmtp !== undefined && isTuned(codecs.get(fmtp)))
      return [`${line};x-google-start-bitrate=${START_KBPS}`]
    const map = /^a=rtpmap:(\d+) /.exec(line)?.[1]
    const bare = map !== undefined && !rest.some((other) => other.startsWith(`a=fmtp:${map} `))
    return bare && isTuned(codecs.get(map))
      ? [line, `a=fmtp:${map} x-google-start-bitrate=${START_KBPS}`]
      : [line]
  })
  return [[kind, port, protocol, ...sorted].join(' '), ...tuned].join('\r\n')
}

function isTuned(codec: string | undefined): boolean {
  return codec !== undefined && TUNED.includes(codec)
}
