import type { Call } from '#call/call.ts'
import { createInviting, randomInviteToken, type Inviting } from '#call/inviting.ts'
import { createLocalMedia, type LocalMedia } from '#call/local-media.ts'
import { createCall } from '#call/peer-call.ts'
import { createSharedSession } from '#call/peer-session.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createSound, type Sound } from '#call/sound.ts'
import type { Agent } from '#domain/agent.ts'
import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { Outcome } from '#domain/problem.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { TicketResponse } from '#domain/signalling.ts'
import type { DeviceMemory } from '#store/device-memory.ts'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { identityName } from '#store/indexed-store.ts'
import { openIdentity, type OpenIdentity } from '#store/open-identity.ts'
import { realTimers } from '#store/timers.ts'
import { portalNow } from '#store/portal-clock.ts'
import { openFilming, type Filming } from './filming.ts'
import { createLook } from './look.ts'
import type { Look } from './look-state.ts'

/** Everything that the console's screens share: made together, closed together. */
export interface ExpertCall {
  readonly sessionId: Id
  readonly agentId: string
  readonly self: Participant
  readonly identity: OpenIdentity
  readonly call: Call
  readonly shared: SharedSession
  readonly media: LocalMedia
  readonly sound: Sound
  /** The picture and what is done on it. */
  readonly look: Look
  readonly filming: Filming
  inviting(this: void, sessionId: Id): Inviting
  /** Stores a note's version; resolves when this device has it. */
  saveNote(note: { readonly noteId?: Id; readonly base?: Id; readonly text: string }): Promise<void>
  endSession(): Promise<Outcome<unknown>>
  close(): void
}

export type Opened =
  | { readonly status: 'open'; readonly call: ExpertCall }
  | { readonly status: 'closed'; readonly outcome: Extract<Outcome<never>, { ok: false }> }

interface Parts {
  readonly agent: Agent
  readonly identity: OpenIdentity
  readonly memory: DeviceMemory
  readonly ticket: TicketResponse
  readonly sessionId: Id
  readonly page: Window
}

const now = portalNow
const makeId = (): Id => crypto.randomUUID()

async function enter({ agent, identity, memory, ticket, sessionId, page }: Parts): Promise<ExpertCall> {
  const { store, api, live, sync } = identity
  const self = ticket.participant
  const call = createCall({
    self,
    sessionId,
    api,
    live,
    ticket,
    page,
    timers: realTimers,
    now,
    random: Math.random,
  })
  const shared = await createSharedSession({ call, store, self, sessionId, now, makeId })
  const media = createLocalMedia({ mediaDevices: page.navigator.mediaDevices, secure: page.isSecureContext })
  const sound = createSound({ call, page: page.document })
  const tell = (kind: SessionUpdateKind, detail?: string): void =>
    void store.write({
      kind: 'update',
      record: {
        id: makeId(),
        sessionId,
        kind,
        actorName: self.name,
        at: now(),
        ...(detail === undefined ? {} : { detail }),
      },
    })
  const look = createLook({ call, shared, store, self, sessionId, now, makeId, tell })
  const filming = await openFilming({
    vaultName: identityName({ kind: 'agent', agentId: agent.id }),
    identity,
    call,
    media,
    sound,
    look,
    self,
    sessionId,
    now,
    makeId,
    tell,
    page,
  })

  const followMicrophone = (): void => {
    call.setAudioTrack(media.tracks().microphone)
    call.send({ type: 'muted', muted: media.snapshot().muted })
  }
  const offs = [
    media.subscribe(followMicrophone),
    call.onPeerOpen((peer) => call.send({ type: 'muted', muted: media.snapshot().muted }, peer.peerId)),
  ]
  void media.openMicrophone()

  const engines: readonly Engine<unknown>[] = [filming, look, sound, shared, call, media]
  return {
    sessionId,
    agentId: agent.id,
    self,
    identity,
    call,
    shared,
    media,
    sound,
    look,
    filming,
    inviting: (invited) =>
      createInviting({
        sessionId: invited,
        api,
        memory,
        makeId,
        randomToken: randomInviteToken,
        now,
        here: page.location,
      }),
    saveNote: ({ noteId, base, text }) =>
      store.write({
        kind: 'note',
        record: {
          id: makeId(),
          noteId: noteId ?? makeId(),
          ...(base === undefined ? {} : { base }),
          sessionId,
          authorName: self.name,
          text,
          at: now(),
        },
      }),
    async endSession() {
      await filming.stop()
      // What was written before the end should be in the portal before it: it is not late then.
      await sync.syncNow()
      return api.call('endSession', { sessionId })
    },
    close() {
      for (const off of offs) off()
      for (const engine of engines) engine.close()
      memory.close()
      identity.close()
    },
  }
}

/** Opens the console of one session for a signed-in agent. Rejects with a StoreError when the device keeps nothing. */
export async function openExpertCall(agent: Agent, sessionId: Id, page: Window): Promise<Opened> {
  const identity = await openIdentity({ kind: 'agent', agentId: agent.id }, page)
  const ticket = await identity.api.call('ticket', { sessionId })
  if (!ticket.ok) {
    identity.close()
    return { status: 'closed', outcome: ticket }
  }
  const memory = await openDeviceMemory()
  return {
    status: 'open',
    call: await enter({ agent, identity, memory, ticket: ticket.value, sessionId, page }),
  }
}
