import { ALL_FORMATS, BlobSource, Input } from 'mediabunny'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFilm } from '#recording/film.ts'
import { createFilmWork, type FilmWork } from '#recording/film-work.ts'
import { finishFilm } from '#recording/finish.ts'
import { openVault } from '#recording/indexed-vault.ts'
import { createVoiceMix } from '#recording/mix.ts'
import { createRecorder } from '#recording/recorder.ts'
import { StorageFullError, type Vault } from '#recording/vault.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

const sessionId = crypto.randomUUID()

/** A moving picture and a tone: what a call looks like to the recorder. */
function source(): { video: MediaStreamTrack; audio: MediaStreamTrack } {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 240
  const context = canvas.getContext('2d')
  let step = 0
  const timer = setInterval(() => {
    context?.fillRect((step * 7) % 300, (step * 5) % 220, 20, 20)
    if (context) context.fillStyle = `hsl(${(step++ * 11) % 360} 80% 50%)`
  }, 30)
  const film = createFilm(canvas)
  const tone = new AudioContext()
  const oscillator = tone.createOscillator()
  const voice = tone.createMediaStreamDestination()
  oscillator.connect(voice)
  oscillator.start()
  const mix = createVoiceMix()
  mix.setVoices(voice.stream.getAudioTracks())
  cleanups.push(() => {
    clearInterval(timer)
    film.close()
    mix.close()
    void tone.close()
  })
  return { video: film.track, audio: mix.track }
}

async function freshVault(): Promise<{ vault: Vault; name: string }> {
  const name = crypto.randomUUID()
  const vault = await openVault(name)
  cleanups.push(() => vault.close())
  return { vault, name }
}

function recorderOn(vault: Vault): ReturnType<typeof createRecorder> {
  return createRecorder({
    vault,
    now: () => Date.now(),
    makeId: () => crypto.randomUUID(),
    locks: navigator.locks,
    storage: navigator.storage,
  })
}

async function chunksSaved(vault: Vault, id: string, atLeast: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const status = (await vault.entry(id))?.status
      expect(status?.step === 'capturing' ? status.chunks : 0).toBeGreaterThanOrEqual(atLeast)
    },
    { timeout: 90_000 },
  )
}

function workOn(vault: Vault, vaultName: string): FilmWork {
  const work = createFilmWork({
    vault,
    vaultName,
    baseUrl: location.origin,
    authorization: () => undefined,
    writeRecording: async () => undefined,
    isInPortal: async () => false,
    locks: navigator.locks,
    setTimeout: (callback, milliseconds) => window.setTimeout(callback, milliseconds),
    clearTimeout: (timer) => window.clearTimeout(timer),
  })
  cleanups.push(() => work.close())
  return work
}

describe('recording', () => {
  it('[R1] stores each second as it comes, and the finished film has a duration, both tracks and a seek index', async () => {
    const { vault } = await freshVault()
    const recorder = recorderOn(vault)
    const id = await recorder.start({ sessionId, authorName: 'Ada', seat: 'expert', ...source() })
    await chunksSaved(vault, id, 3)
    await recorder.stop()
    await finishFilm(vault, id)

    const film = await vault.film(id)
    expect(film).toBeDefined()
    const input = new Input({ source: new BlobSource(film ?? new Blob()), formats: ALL_FORMATS })
    expect(await input.computeDuration()).toBeGreaterThan(2)
    expect((await input.getTracks()).map((track) => track.type).sort()).toEqual(['audio', 'video'])

    const entry = await vault.entry(id)
    const digest = await crypto.subtle.digest('SHA-256', await (film ?? new Blob()).arrayBuffer())
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    expect(entry?.status).toMatchObject({ step: 'finished', sha256: hex, bytes: film?.size })

    const video = document.createElement('video')
    video.muted = true
    video.src = URL.createObjectURL(film ?? new Blob())
    await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }))
    expect(Number.isFinite(video.duration)).toBe(true)
    const seeked = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
    video.currentTime = video.duration / 2
    await seeked
    expect(Math.abs(video.currentTime - video.duration / 2)).toBeLessThan(0.2)
  })

  it('[R2] a film whose recorder died is found again, finished in the worker, and kept until the portal has it', async () => {
    const { vault, name } = await freshVault()
    const living = recorderOn(vault)
    const id = await living.start({ sessionId, authorName: 'Ada', seat: 'expert', ...source() })
    await chunksSaved(vault, id, 2)
    const chunks = await vault.captured(id)
    await living.stop()
    // What a killed browser leaves: an entry that says "capturing", its chunks, and no lock.
    const dead = crypto.randomUUID()
    await vault.begin({
      id: dead,
      sessionId,
      authorName: 'Ada',
      mimeType: chunks.type,
      startedAt: Date.now(),
    })
    await vault.append(dead, 0, chunks, 2000)
    await vault.free(id)

    const work = workOn(vault, name)
    work.look()
    await vi.waitFor(() => expect(work.snapshot()).toMatchObject([{ id: dead, step: 'waiting' }]), {
      timeout: 90_000,
    })
    expect((await vault.entry(dead))?.status).toMatchObject({ step: 'finished' })
    expect((await vault.film(dead))?.size).toBeGreaterThan(1000)
  })

  it('[R6] says of no second that it is saved which the film does not hold', async () => {
    const { vault } = await freshVault()
    const recorder = recorderOn(vault)
    const id = await recorder.start({ sessionId, authorName: 'Ada', seat: 'expert', ...source() })
    await chunksSaved(vault, id, 3)
    await recorder.stop()
    const captured = (await vault.entry(id))?.status
    await finishFilm(vault, id)
    const finished = (await vault.entry(id))?.status
    if (captured?.step !== 'captured' || finished?.step !== 'finished') throw new Error('not a film')
    expect(captured.savedMs).toBeGreaterThan(0)
    expect(finished.durationMs).toBeGreaterThanOrEqual(captured.savedMs)
    // The newest block's own length: a frame, or a packet of sound.
    expect(finished.durationMs - captured.savedMs).toBeLessThan(500)
  })

  it('[R3] leaves alone what another tab is still recording', async () => {
    const { vault, name } = await freshVault()
    const recorder = recorderOn(vault)
    const id = await recorder.start({ sessionId, authorName: 'Ada', seat: 'expert', ...source() })
    await chunksSaved(vault, id, 1)
    const work = workOn(vault, name)
    work.look()
    await vi.waitFor(() => expect(work.snapshot()).toMatchObject([{ id, step: 'capturing' }]), {
      timeout: 90_000,
    })
    expect((await vault.entry(id))?.status.step).toBe('capturing')
    await recorder.stop()
  })

  it('[R4] a full disk stops the recording with a sentence, and the film is whole up to there', async () => {
    const { vault } = await freshVault()
    const full: Vault = {
      ...vault,
      append: async (id, index, chunk, savedMs) => {
        if (index >= 4) throw new StorageFullError('full')
        await vault.append(id, index, chunk, savedMs)
      },
    }
    const recorder = recorderOn(full)
    const id = await recorder.start({ sessionId, authorName: 'Ada', seat: 'expert', ...source() })
    await vi.waitFor(() => expect(recorder.snapshot().status).toBe('stopped-early'), { timeout: 90_000 })
    const state = recorder.snapshot()
    expect(state.status === 'stopped-early' && state.sentence).toMatch(/no room left.*safe/)
    await finishFilm(vault, id)
    const status = (await vault.entry(id))?.status
    expect(status?.step === 'finished' && status.durationMs).toBeGreaterThan(1000)
  })

  it('[R7] pauses and goes on: the film leaves the pause out, and its clock knows when it was', async () => {
    const { vault } = await freshVault()
    const recorder = recorderOn(vault)
    const id = await recorder.start({ sessionId, authorName: 'Ada', seat: 'expert', ...source() })
    await chunksSaved(vault, id, 2)
    recorder.pause()
    expect(recorder.snapshot().status).toBe('paused')
    const pausedAt = Date.now()
    // What was captured until the pause is saved without waiting for the next second.
    const before = await vi.waitFor(
      async () => {
        const status = (await vault.entry(id))?.status
        if (status?.step !== 'capturing' || status.chunks < 3)
          throw new Error('the last piece is not saved yet')
        return status.savedMs
      },
      { timeout: 90_000 },
    )
    await vi.waitUntil(() => Date.now() - pausedAt > 3_000, { timeout: 10_000 })
    recorder.resume()
    await vi.waitFor(
      () => {
        const seen = recorder.snapshot()
        expect(seen.status === 'recording' ? seen.savedMs : 0).toBeGreaterThan(before + 800)
      },
      { timeout: 90_000 },
    )
    const startedAt = (await vault.entry(id))?.startedAt ?? 0
    const stoppedAt = Date.now()
    await recorder.stop()
    await finishFilm(vault, id)
    const entry = await vault.entry(id)
    const whole = Date.now() - startedAt
    expect(entry?.status.step === 'finished' && entry.status.durationMs).toBeLessThan(whole - 2_500)
    expect(entry?.clock).toHaveLength(2)
    const [, second] = entry?.clock ?? []
    expect((second?.at ?? 0) - pausedAt).toBeGreaterThan(2_900)
    // By its clock the film is as long as it is: to within what a busy encoder is late, which is less than the pause.
    const byClock = (second?.filmMs ?? 0) + stoppedAt - (second?.at ?? 0)
    const durationMs = entry?.status.step === 'finished' ? entry.status.durationMs : 0
    expect(Math.abs(byClock - durationMs)).toBeLessThan(2_500)
  })

  it('[R8] without any voice, and without a sound track, every second is saved all the same', async () => {
    const { vault } = await freshVault()
    const { video } = source()
    const silent = createVoiceMix()
    cleanups.push(() => silent.close())
    const ended = source().audio
    ended.stop()
    for (const audio of [silent.track, undefined, ended]) {
      const recorder = recorderOn(vault)
      const id = await recorder.start({
        sessionId,
        authorName: 'Tom',
        seat: 'technician',
        video: video.clone(),
        audio,
      })
      await chunksSaved(vault, id, 2)
      const seen = recorder.snapshot()
      expect(seen.status === 'recording' && seen.savedMs).toBeGreaterThan(500)
      await recorder.stop()
    }
  })

  it('[R9] stops by itself while there is still room to finish the film, and says so', async () => {
    const { vault } = await freshVault()
    const recorder = createRecorder({
      vault,
      now: () => Date.now(),
      makeId: () => crypto.randomUUID(),
      locks: navigator.locks,
      // A device that is nearly full; how full cannot be arranged for a real one.
      storage: { estimate: async () => ({ quota: 1_000_000_000, usage: 990_000_000 }) },
    })
    const id = await recorder.start({ sessionId, authorName: 'Ada', seat: 'expert', ...source() })
    await vi.waitFor(() => expect(recorder.snapshot().status).toBe('stopped-early'), { timeout: 90_000 })
    const state = recorder.snapshot()
    expect(state.status === 'stopped-early' && state.sentence).toMatch(/almost no room.*safe/)
    expect((await vault.entry(id))?.status.step).toBe('captured')
  })

  it('[R5] an entry without a single whole chunk is cleared away, nothing is left waiting for ever', async () => {
    const { vault, name } = await freshVault()
    const id = crypto.randomUUID()
    await vault.begin({ id, sessionId, authorName: 'Ada', mimeType: 'video/webm', startedAt: Date.now() })
    const work = workOn(vault, name)
    work.look()
    await vi.waitFor(async () => expect(await vault.entries()).toEqual([]), { timeout: 90_000 })
    expect(work.snapshot()).toEqual([])
  })
})
