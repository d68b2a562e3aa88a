import { randomUUID } from 'node:crypto'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#domain/ids.ts'
import type { Participant, Seat as SeatName } from '#domain/participant.ts'
import { WIRE_VERSION } from '#domain/wire.ts'
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts'
import type { Lab, Seat } from './lab/main.ts'
import { type LabPortal, openLabPortal } from './lab/portal.ts'

declare global {
  interface Window {
    lab: Lab
    /** Every connection that the page made, to break them as a network does. */
    connections: RTCPeerConnection[]
  }
}

let portal: LabPortal
let browser: Browser
let contexts: BrowserContext[] = []
const troubles: string[] = []

beforeAll(async () => {
  portal = await openLabPortal()
  browser = await chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...chromiumFlags],
  })
})

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()))
  contexts = []
  const [trouble] = troubles.splice(0)
  if (trouble !== undefined) throw new Error(`A page threw: ${trouble}`)
})

afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

function person(sessionId: Id, name: string, seat: SeatName): Participant {
  const made: Participant = { id: randomUUID(), sessionId, name, seat, joinedAt: 1 }
  portal.admit(made)
  return made
}

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
  contexts.push(context)
  await context.addInitScript(() => {
    window.connections = []
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        window.connections.push(this)
      }
    }
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => troubles.push(String(error)))
  await page.goto(portal.url)
  await page.waitForFunction(() => 'lab' in window)
  return page
}

async function enter(who: Participant, page?: Page): Promise<Page> {
  const place = page ?? (await openPage())
  await place.evaluate(async (self) => void (await window.lab.enter(self)), who)
  return place
}

/** Asks the page until it says yes; the error names what was waited for. */
async function until<T>(page: Page, what: (seat: Seat, argument: T) => boolean, argument: T): Promise<void>
async function until(page: Page, what: (seat: Seat) => boolean): Promise<void>
async function until(page: Page, what: (seat: Seat, argument: unknown) => boolean, argument?: unknown) {
  const seat = 'window.lab.seat'
  await page.waitForFunction(
    `${seat} !== undefined && (${what.toString()})(${seat}, ${JSON.stringify(argument)})`,
    undefined,
    { polling: 50, timeout: 40_000 },
  )
}

async function connected(page: Page, others = 1): Promise<void> {
  await until(
    page,
    (seat, count) => seat.call.snapshot().peers.filter((peer) => peer.link === 'open').length === count,
    others,
  )
}

async function pair(): Promise<{
  readonly sessionId: Id
  readonly guest: Participant
  readonly expert: Participant
  readonly phone: Page
  readonly desk: Page
}> {
  const sessionId = randomUUID()
  const guest = person(sessionId, 'Gia', 'technician')
  const expert = person(sessionId, 'Eve', 'expert')
  const [phone, desk] = await Promise.all([enter(guest), enter(expert)])
  await Promise.all([connected(phone), connected(desk)])
  return { sessionId, guest, expert, phone, desk }
}

const seatOf = <T>(page: Page, read: (seat: Seat) => T): Promise<T> =>
  page.evaluate<T>(`(${read.toString()})(window.lab.seat)`)

describe('a call between real browsers', () => {
  it('connects two people, who know each other by the roster and talk both ways', async () => {
    const { phone, desk, guest } = await pair()
    const state = await seatOf(desk, (seat) => {
      const { status, peers, problem } = seat.call.snapshot()
      return {
        status,
        problem,
        peers: peers.map(({ name, seat: place, participantId, link }) => ({
          name,
          place,
          participantId,
          link,
        })),
      }
    })
    expect(state).toEqual({
      status: 'connected',
      problem: undefined,
      peers: [{ name: 'Gia', place: 'technician', participantId: guest.id, link: 'open' }],
    })

    await phone.evaluate(() => window.lab.seat?.call.send({ type: 'muted', muted: true }))
    await until(desk, (seat) => seat.call.snapshot().peers[0]?.muted === true)
    await desk.evaluate(() => {
      window.lab.seat?.call.send({ type: 'recording', active: true })
      window.lab.seat?.call.sendUnreliable({ type: 'pointer.gone' })
    })
    await until(phone, (seat) => seat.heard.length === 2)
    expect(
      new Set(
        await seatOf(phone, (seat) => seat.heard.map(({ from, message }) => `${from} ${message.type}`)),
      ),
    ).toEqual(new Set(['Eve recording', 'Eve pointer.gone']))
    expect(await seatOf(phone, (seat) => seat.call.snapshot() === seat.call.snapshot())).toBe(true)
  })

  it('tells a late subscriber of the peers that are there', async () => {
    const { desk } = await pair()
    const name = await desk.evaluate(
      () => new Promise((tell) => window.lab.seat?.call.onPeerOpen((peer) => tell(peer.name))),
    )
    expect(name).toBe('Gia')
  })

  it('carries poses to experts, exactly as they were', async () => {
    const { phone, desk } = await pair()
    await phone.evaluate(() => {
      const sample = (frame: number) => ({
        frame,
        time: 1234.5 + frame,
        camera: {
          pose: { position: [0.5, 1.25, -2] as const, orientation: [0, 0, 0, 1] as const },
          projection: [1, 2, 0.25, -0.5] as const,
        },
      })
      const { lab } = window
      let frame = 0
      /* Each packet may be lost, so it is sent as the product does: again and again, until the test has seen some. */
      const timer = setInterval(() => lab.seat?.call.sendPoses(lab.packPoses([sample(frame++)])), 30)
      setTimeout(() => clearInterval(timer), 20_000)
    })
    await until(desk, (seat) => seat.poses.length >= 10)
    const [sample] = await seatOf(desk, (seat) => seat.poses)
    expect(sample).toEqual({
      frame: sample?.frame,
      time: 1234.5 + (sample?.frame ?? -1),
      camera: {
        pose: { position: [0.5, 1.25, -2], orientation: [0, 0, 0, 1] },
        projection: [1, 2, 0.25, -0.5],
      },
    })
    expect(await seatOf(phone, (seat) => seat.poses.length)).toBe(0)
  })

  it('shows the camera, swaps what is sent without negotiating, and turns black when there is nothing', async () => {
    const { phone, desk } = await pair()
    await until(desk, (seat) => seat.call.snapshot().peers[0]?.stream?.getTracks().length === 2)
    expect(await desk.evaluate(() => window.lab.seen().width)).toBe(0)

    await phone.evaluate(async () => {
      const seat = window.lab.seat
      await seat?.media.openCamera()
      seat?.call.setVideoTrack(seat.media.tracks().camera)
    })
    /* The fake camera is a moving picture of 1280 x 720, as asked for; sharp at once, since nothing scales it down. */
    await until(desk, () => window.lab.seen().width === 1280)
    const sender = await phone.evaluate(() => {
      const senders = window.connections.flatMap((connection) => connection.getSenders())
      return senders.find((one) => one.track?.kind === 'video')?.getParameters()
    })
    expect(sender?.codecs[0]?.mimeType).toBe('video/VP8')
    expect(sender?.encodings[0]?.maxBitrate).toBe(2_500_000)
    expect(sender).toMatchObject({ degradationPreference: 'maintain-resolution' })
    const before = portal.offers()
    const stream = await desk.evaluateHandle(() => window.lab.seat?.call.snapshot().peers[0]?.stream)

    for (const [colour, main] of [
      ['rgb(220, 0, 0)', 'red'],
      ['rgb(0, 0, 220)', 'blue'],
    ] as const) {
      await phone.evaluate(
        (fill) => window.lab.seat?.call.setVideoTrack(window.lab.colourTrack(fill)),
        colour,
      )
      await until(
        desk,
        (_, name) => {
          const { red, blue, green } = window.lab.seen()
          const others = name === 'red' ? blue : red
          return { red, blue }[name] > 150 && others < 80 && green < 80
        },
        main,
      )
    }
    await phone.evaluate(() => window.lab.seat?.call.setVideoTrack(undefined))
    await until(desk, () => {
      const { red, green, blue } = window.lab.seen()
      return red < 40 && green < 40 && blue < 40
    })
    expect(portal.offers()).toBe(before)
    expect(
      await desk.evaluate((was) => was === window.lab.seat?.call.snapshot().peers[0]?.stream, stream),
    ).toBe(true)
  })

  it('is heard: silence first, then the microphone, then muted', async () => {
    const { phone, desk } = await pair()
    await until(desk, (seat) => seat.sound.remoteAudioTracks().length === 1)
    expect(await desk.evaluate(() => window.lab.loudness())).toBe(0)
    await phone.evaluate(async () => {
      const seat = window.lab.seat
      await seat?.media.openMicrophone()
      seat?.call.setAudioTrack(seat.media.tracks().microphone)
    })
    await expect
      .poll(() => desk.evaluate(() => window.lab.loudness()), { timeout: 30_000 })
      .toBeGreaterThan(0.02)
    expect(await seatOf(desk, (seat) => seat.sound.snapshot().blocked)).toBe(false)
    await phone.evaluate(() => window.lab.seat?.media.setMuted(true))
    await expect
      .poll(() => desk.evaluate(() => window.lab.loudness()), { timeout: 30_000 })
      .toBeLessThan(0.001)
  })

  it('says when the browser plays no sound before a touch, and plays it after one', async () => {
    const strict = await chromium.launch({
      executablePath: findChromium(),
      headless: true,
      args: chromiumFlags.filter((flag) => !flag.startsWith('--autoplay-policy')),
    })
    try {
      const sessionId = randomUUID()
      const desk = await (await strict.newContext()).newPage()
      const blocked = desk.waitForEvent('console', (line) => line.text() === 'sound is blocked')
      const eve = person(sessionId, 'Eve', 'expert')
      await desk.goto(`${portal.url}#${encodeURIComponent(JSON.stringify(eve))}`)
      await enter(person(sessionId, 'Gia', 'technician'))
      await blocked
      await desk.evaluate(() => addEventListener('click', () => void window.lab.seat?.sound.resume()))
      await desk.mouse.click(50, 50)
      await until(desk, (seat) => !seat.sound.snapshot().blocked)
      expect(await desk.evaluate(() => document.querySelector('audio')?.paused)).toBe(false)
    } finally {
      await strict.close()
    }
  })

  it('asks by itself when the one who should call does not', async () => {
    const sessionId = randomUUID()
    const den = await openPage()
    const silent = person(sessionId, 'Silent', 'technician')
    await den.evaluate(
      async (self) => void Object.assign(window, { rogue: await window.lab.rogue(self) }),
      silent,
    )
    const desk = await enter(person(sessionId, 'Eve', 'expert'))
    const metadata = await den.evaluate(async () => {
      const rogue = Reflect.get(window, 'rogue') as { connection: Promise<{ metadata: unknown }> }
      return (await rogue.connection).metadata
    })
    expect(metadata).toEqual({ version: WIRE_VERSION })
    expect(
      await seatOf(desk, (seat) => seat.call.snapshot().peers.map(({ name, link }) => [name, link])),
    ).toEqual([['Silent', 'connecting']])
  })

  it('drops and counts 10,000 malformed messages, and goes on', async () => {
    const { phone, desk, sessionId } = await pair()
    const mallory = person(sessionId, 'Mallory', 'expert')
    const den = await openPage()
    /* Both call Mallory; the nonsense is for the phone. */
    const caller = await seatOf(desk, (seat) => seat.call.snapshot().peers[0]?.peerId)
    await den.evaluate(
      async ([self, version, from]) => {
        const { connection } = await window.lab.rogue(self, from)
        const line = await connection
        void line.send(
          JSON.stringify({ type: 'hello', version, participantId: self.id, name: 'x', seat: 'expert' }),
        )
        const nonsense: readonly (string | ArrayBuffer)[] = [
          '',
          '{',
          'null',
          '{"type":"scene","operations":[{}]}',
          '{"type":"__proto__"}',
          JSON.stringify({ type: 'hello', version, participantId: self.id, name: 'x', seat: 'expert' }),
          new ArrayBuffer(64),
          '[[[[[[[[[[[[[[[[[[[[',
          '{"type":"mark.begin","markId":"../../etc","tool":"arrow","colour":"red","points":[]}',
        ]
        const long = `{"type":"chat","message":"${'x'.repeat(70_000)}"}`
        for (let at = 0; at < 10_000; at++)
          void line.send(at % 500 === 0 ? long : (nonsense[at % nonsense.length] ?? ''))
      },
      [mallory, WIRE_VERSION, caller] as const,
    )
    await until(phone, (seat) => seat.call.snapshot().dropped === 10_000)
    expect(await seatOf(phone, (seat) => seat.heard.length)).toBe(0)
    await desk.evaluate(() => window.lab.seat?.call.send({ type: 'recording', active: true }))
    await until(phone, (seat) => seat.heard.length === 1)
    expect(await seatOf(phone, (seat) => seat.call.snapshot().status)).toBe('connected')
  })

  it('tells who runs another version, and sends that side nothing', async () => {
    const sessionId = randomUUID()
    const phone = await enter(person(sessionId, 'Gia', 'technician'))
    const old = person(sessionId, 'Newer', 'expert')
    const den = await openPage()
    await den.evaluate(
      async ([self, version]) => {
        const { connection } = await window.lab.rogue(self)
        const line = await connection
        const got: unknown[] = []
        Object.assign(window, { got })
        line.on('data', (data) => got.push(data))
        void line.send(
          JSON.stringify({ type: 'hello', version, participantId: self.id, name: 'x', seat: 'expert' }),
        )
      },
      [old, WIRE_VERSION + 1] as const,
    )
    await until(phone, (seat) => seat.call.snapshot().peers[0]?.outdated === 'us')
    await phone.evaluate(() => window.lab.seat?.call.send({ type: 'recording', active: true }))
    expect(await seatOf(phone, (seat) => seat.call.snapshot().peers[0]?.link)).toBe('connecting')
    expect(await seatOf(phone, (seat) => seat.opened)).toEqual([])
    const got = await den.evaluate(() => (Reflect.get(window, 'got') as unknown[]).map(String))
    expect(got.map((text) => (JSON.parse(text) as { type: string }).type)).toEqual(['hello'])
  })

  it('gives a late joiner the whole scene, the pictures and the words that the portal does not have yet', async () => {
    const { phone, desk, sessionId, expert } = await pair()
    await desk.evaluate(async (author) => {
      const seat = window.lab.seat
      if (seat === undefined) return
      const stillId = crypto.randomUUID()
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 512
      const paint = canvas.getContext('2d')
      for (let at = 0; at < 512; at++) {
        if (paint) paint.fillStyle = `rgb(${(at * 37) % 255}, ${(at * 91) % 255}, ${(at * 53) % 255})`
        paint?.fillRect((at * 101) % 512, 0, 7, 512)
        paint?.fillRect(0, (at * 67) % 512, 512, 3)
      }
      const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 1))
      if (jpeg === null) return
      seat.shared.commit({
        kind: 'still.put',
        still: { id: stillId, author, at: 1, width: 512, height: 512 },
      })
      await seat.shared.shareStill(stillId, jpeg)
      for (let at = 0; at < 500; at++)
        seat.shared.commit({
          kind: 'mark.put',
          mark: {
            id: crypto.randomUUID(),
            author,
            colour: 'red',
            at,
            on: 'still',
            stillId,
            shape: {
              tool: 'freehand',
              points: Array.from({ length: 60 }, (_, u) => ({ u: u / 60, v: at / 500 })),
            },
          },
        })
      await seat.shared.say('Look at the valve')
    }, expert.id)
    await until(phone, (seat) => seat.shared.snapshot().scene.marks.size === 500 && seat.stills.length === 1)
    /* Whoever undoes, everyone sees it. */
    await desk.evaluate(() => window.lab.seat?.shared.undo())
    await until(phone, (seat) => seat.shared.snapshot().scene.marks.size === 499)

    const late = await enter(person(sessionId, 'Lea', 'expert'))
    await connected(late, 2)
    await until(late, (seat) => seat.shared.snapshot().scene.marks.size === 499 && seat.stills.length === 1)
    const spelled = (page: Page): Promise<string> =>
      seatOf(page, (seat) => {
        const { marks, stills } = seat.shared.snapshot().scene
        return JSON.stringify([[...marks], [...stills]], (_, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)))
            : value,
        )
      })
    expect(await spelled(late)).toBe(await spelled(desk))
    const sizes = await Promise.all(
      [desk, phone, late].map((page) =>
        page.evaluate(async () => {
          const seat = window.lab.seat
          const [stillId] = seat?.shared.snapshot().scene.stills.keys() ?? []
          return stillId === undefined ? 0 : ((await seat?.store.getBlob(stillId))?.size ?? 0)
        }),
      ),
    )
    expect(sizes[0]).toBeGreaterThan(50_000)
    expect(new Set(sizes).size).toBe(1)
    const said = await late.evaluate(async (session) => {
      const kept = await window.lab.seat?.store.read('message', session)
      return kept?.map(({ record, where }) => [record.text, record.authorName, where.status])
    }, sessionId)
    expect(said).toEqual([['Look at the valve', 'Eve', 'received']])
    expect(await seatOf(late, (seat) => seat.call.snapshot().dropped + seat.shared.snapshot().dropped)).toBe(
      0,
    )
  })

  it('keeps its channels when signalling is killed, and comes back under the same id', async () => {
    const { phone, desk, sessionId } = await pair()
    const [phoneId = '', deskId = ''] = await Promise.all([
      seatOf(desk, (seat) => seat.call.snapshot().peers[0]?.peerId),
      seatOf(phone, (seat) => seat.call.snapshot().peers[0]?.peerId),
    ])
    portal.kill()
    await phone.evaluate(() => window.lab.seat?.call.send({ type: 'recording', active: true }))
    await until(desk, (seat) => seat.heard.length === 1)
    portal.start()
    await expect.poll(() => portal.entries(phoneId), { timeout: 40_000 }).toBe(2)
    await expect.poll(() => portal.entries(deskId), { timeout: 40_000 }).toBe(2)
    await phone.evaluate(() => window.lab.seat?.call.send({ type: 'recording', active: false }))
    await until(desk, (seat) => seat.heard.length === 2)
    expect(await seatOf(desk, (seat) => [seat.call.snapshot().status, seat.opened.length])).toEqual([
      'connected',
      1,
    ])

    const late = await enter(person(sessionId, 'Lea', 'expert'))
    await connected(late, 2)
    await Promise.all([connected(phone, 2), connected(desk, 2)])
  })

  it('connects again when a connection breaks, and after a reload under a new id', async () => {
    const { phone, desk, guest } = await pair()
    await desk.evaluate(() => {
      for (const connection of window.connections) connection.close()
    })
    await until(phone, (seat) => seat.opened.length === 2)
    await Promise.all([connected(phone), connected(desk)])
    await until(desk, (seat) => seat.call.snapshot().peers[0]?.stream?.getTracks().length === 2)

    const before = await seatOf(desk, (seat) => seat.call.snapshot().peers[0]?.peerId)
    await phone.reload()
    await phone.waitForFunction(() => 'lab' in window)
    await enter(guest, phone)
    await connected(phone)
    await until(
      desk,
      (seat, was) => {
        const { peers } = seat.call.snapshot()
        return peers.length === 1 && peers[0]?.link === 'open' && peers[0].peerId !== was
      },
      before,
    )
    expect(await seatOf(desk, (seat) => seat.call.snapshot().status)).toBe('connected')
  })

  it('lets people leave: by a button, by closing the page, or by a crash', async () => {
    const { phone, desk, sessionId } = await pair()
    const third = await enter(person(sessionId, 'Lea', 'expert'))
    await Promise.all([connected(phone, 2), connected(desk, 2)])
    await desk.evaluate(() => window.lab.seat?.call.leave())
    await until(phone, (seat) => seat.call.snapshot().peers.length === 1)
    expect(await seatOf(desk, (seat) => seat.call.snapshot().status)).toBe('left')
    expect(await seatOf(phone, (seat) => seat.heard.map(({ message }) => message.type))).toContain('bye')
    await until(desk, (seat) => seat.call.snapshot().peers.length === 0)

    await third.close()
    await until(phone, (seat) => seat.call.snapshot().peers.length === 0)
    expect(
      await seatOf(phone, (seat) => seat.heard.filter(({ message }) => message.type === 'bye').length),
    ).toBe(2)

    const fourth = await enter(person(sessionId, 'Max', 'expert'))
    await connected(phone)
    fourth.goto('chrome://crash').catch(() => undefined)
    await until(phone, (seat) => seat.call.snapshot().peers.length === 0)
    expect(
      await seatOf(phone, (seat) => seat.heard.filter(({ message }) => message.type === 'bye').length),
    ).toBe(2)
    expect(await seatOf(phone, (seat) => seat.call.snapshot().status)).toBe('waiting')
  })

  it('ends for everyone when the session ends, and lets nobody in after', async () => {
    const { phone, desk, sessionId } = await pair()
    portal.end(sessionId)
    await Promise.all(
      [phone, desk].map((page) =>
        until(
          page,
          (seat) => seat.call.snapshot().status === 'ended' && seat.call.snapshot().peers.length === 0,
        ),
      ),
    )
    const late = await enter(person(sessionId, 'Lea', 'expert'))
    await until(late, (seat) => seat.call.snapshot().status === 'ended')
    expect(await seatOf(late, (seat) => seat.opened)).toEqual([])
  })

  it('says why it was refused', async () => {
    const guest = person(randomUUID(), 'Gia', 'technician')
    portal.refuseTickets(guest.id, 'link-revoked')
    const phone = await enter(guest)
    await until(phone, (seat) => seat.call.snapshot().status === 'refused')
    expect(await seatOf(phone, (seat) => seat.call.snapshot().problem?.sentence)).toMatch(/withdrawn/)
  })
})
