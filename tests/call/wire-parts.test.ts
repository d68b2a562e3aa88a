import { describe, expect, it } from 'vitest'
import { tuneSdp } from '#call/sdp.ts'
import { sceneMessages } from '#call/scene-batches.ts'
import { createSliceInbox, sliceStill, type StillSlice } from '#call/still-slices.ts'
import { MAX_WIRE_LENGTH, parseReliable } from '#domain/wire.ts'
import { anna, arrow, id, operation, stroke } from './scene-fixtures.ts'

const offer = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=video 9 UDP/TLS/RTP/SAVPF 45 46 98 99 103 104 96 97 110',
  'a=rtpmap:45 AV1/90000',
  'a=fmtp:45 level-idx=5;profile=0;tier=0',
  'a=rtpmap:46 rtx/90000',
  'a=fmtp:46 apt=45',
  'a=rtpmap:98 VP9/90000',
  'a=fmtp:98 profile-id=0',
  'a=rtpmap:99 rtx/90000',
  'a=fmtp:99 apt=98',
  'a=rtpmap:103 H264/90000',
  'a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f',
  'a=rtpmap:104 rtx/90000',
  'a=fmtp:104 apt=103',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack pli',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:110 red/90000',
  '',
].join('\r\n')

describe('session descriptions', () => {
  const lines = tuneSdp(offer).split('\r\n')

  it('puts VP8 and H264 first and AV1 last, each with its retransmission', () => {
    expect(lines.find((line) => line.startsWith('m=video'))).toBe(
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97 103 104 98 99 110 45 46',
    )
  })

  it('raises the start bitrate where the encoder reads it, and nowhere else', () => {
    expect(lines.filter((line) => line.includes('x-google-start-bitrate'))).toEqual([
      'a=fmtp:98 profile-id=0;x-google-start-bitrate=1000',
      'a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f;x-google-start-bitrate=1000',
      'a=fmtp:96 x-google-start-bitrate=1000',
    ])
  })

  it('leaves everything else as it is', () => {
    const kept = lines.filter((line) => !line.startsWith('m=video') && !line.includes('x-google'))
    const original = offer.split('\r\n')
    expect(kept).toEqual(original.filter((line) => !/^m=video|^a=fmtp:(98|103) /.test(line)))
    expect(tuneSdp('')).toBe('')
  })
})

describe('scene messages', () => {
  it('all fit the wire, parse, and hold every operation in order', () => {
    const operations = [
      ...Array.from({ length: 450 }, (_, at) =>
        operation(at, at + 1, anna, { kind: 'mark.put', mark: arrow(id(at), anna) }),
      ),
      ...Array.from({ length: 30 }, (_, at) =>
        operation(1_000 + at, 1_000 + at, anna, { kind: 'mark.put', mark: stroke(id(900 + at), anna, 600) }),
      ),
    ]
    const messages = sceneMessages(operations)
    for (const message of messages) {
      const text = JSON.stringify(message)
      expect(text.length).toBeLessThanOrEqual(MAX_WIRE_LENGTH)
      expect(parseReliable(text)).toMatchObject({ ok: true })
    }
    expect(messages.flatMap((message) => message.operations)).toEqual(operations)
    expect(sceneMessages([])).toEqual([])
  })
})

describe('stills in slices', () => {
  const jpeg = Uint8Array.from({ length: 200_000 }, (_, at) => [0xff, 0xd8, 0xff][at] ?? (at * 7) & 0xff)
  const slices = sliceStill(id(1), jpeg.buffer)
  const first = (one: StillSlice = slices[0] ?? expect.fail('no slice')): StillSlice => one

  it('arrive whole, in any order and with duplicates', async () => {
    const inbox = createSliceInbox()
    const arrivals = [...slices.slice(2), ...slices].map((slice) => inbox.add(slice))
    const whole = arrivals.find((arrival) => arrival.status === 'whole')
    expect(whole?.status === 'whole' && new Uint8Array(await whole.jpeg.arrayBuffer())).toEqual(jpeg)
    for (const slice of slices) expect(parseReliable(JSON.stringify(slice))).toMatchObject({ ok: true })
  })

  it.each([
    ['an index beyond the end', { index: 9, count: 9 }],
    ['another count than before', { count: 3 }],
    ['more than a picture may be', { count: 900 }],
    ['no base64', { base64: '%%%' }],
  ])('with %s are dropped', (_, part) => {
    const inbox = createSliceInbox()
    inbox.add(first())
    expect(inbox.add({ ...first(), ...part }).status).toBe('nonsense')
  })

  it('that make no JPEG are dropped', () => {
    const [slice] = sliceStill(id(2), new TextEncoder().encode('<svg onload=alert(1)>').buffer)
    expect(createSliceInbox().add(first(slice)).status).toBe('nonsense')
  })
})
