import * as z from 'zod/mini'
import { Agent, Password, Workspace } from './agent.ts'
import { Id, Timestamp } from './ids.ts'
import { Invite, InviteContent, InviteKind, InviteLife, InviteToken } from './invite.ts'
import { Participant, PersonName } from './participant.ts'
import { Recording } from './recording.ts'
import { Session, SessionReference, SessionTitle } from './session.ts'
import { IceServer, TicketResponse } from './signalling.ts'
import { PullResponse, PushRequest, PushResponse } from './sync.ts'

/**
 * The portal's HTTP interface as one table: the server registers handlers by it, clients call by it, both parse by it.
 * Requests with a body send JSON; GET requests send their input as the query. Failures answer `{ problem }`.
 * Agents are known by cookie; guests by `Authorization: Guest <participantId>.<secret>`.
 */
export interface Endpoint<I extends z.ZodMiniType, O extends z.ZodMiniType> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly input: I
  readonly output: O
}

function endpoint<I extends z.ZodMiniType, O extends z.ZodMiniType>(
  method: 'GET' | 'POST',
  path: string,
  input: I,
  output: O,
): Endpoint<I, O> {
  return { method, path, input, output }
}

const nothing = z.object({})

/** On every answer: the portal's time in milliseconds since 1970, so that devices whose clocks differ write one time. */
export const PORTAL_TIME_HEADER = 'X-Farpoint-Time'

/** A guest's own secret: 128 random bits in base64url, made and stored on the device before it is first sent. */
const GuestSecret = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

export const InviteView = z.object({
  session: z.object({ id: Id, title: SessionTitle, ticketNumber: z.int() }),
  workspaceName: z.string(),
  invitedBy: z.string(),
  inviteId: Id,
  kind: InviteKind,
  expiresAt: Timestamp,
  ...InviteContent.shape,
})
export type InviteView = z.infer<typeof InviteView>

export const Me = z.object({
  agent: z.optional(Agent),
  workspace: Workspace,
  /** No owner yet: the setup link is the way in. */
  setupNeeded: z.boolean(),
})
export type Me = z.infer<typeof Me>

/** Where phones on this network reach the server, for links; empty when only the request's own origin is known. */
const Addresses = z.object({
  publicUrl: z.optional(z.string()),
  network: z.array(z.string()),
  caDownload: z.boolean(),
})

export const api = {
  me: endpoint('GET', '/api/me', nothing, Me),
  setup: endpoint(
    'POST',
    '/api/setup',
    z.object({
      token: z.string().check(z.maxLength(200)),
      name: PersonName,
      email: z.email(),
      password: z.string().check(z.maxLength(200)),
    }),
    Me,
  ),
  signIn: endpoint(
    'POST',
    '/api/sign-in',
    z.object({ email: z.string().check(z.maxLength(200)), password: z.string().check(z.maxLength(200)) }),
    Me,
  ),
  signOut: endpoint('POST', '/api/sign-out', nothing, nothing),
  changePassword: endpoint(
    'POST',
    '/api/password',
    z.object({ current: z.string().check(z.maxLength(200)), next: Password }),
    nothing,
  ),
  addresses: endpoint('GET', '/api/addresses', nothing, Addresses),
  agents: endpoint('GET', '/api/agents', nothing, z.object({ agents: z.array(Agent) })),
  renameWorkspace: endpoint('POST', '/api/workspace', z.object({ name: Workspace.shape.name }), Workspace),

  createSession: endpoint(
    'POST',
    '/api/sessions',
    z.object({ id: Id, title: SessionTitle, reference: z.optional(SessionReference) }),
    Session,
  ),
  endSession: endpoint('POST', '/api/sessions/end', z.object({ sessionId: Id }), Session),
  createInvite: endpoint(
    'POST',
    '/api/invites',
    /** The token is made by the device that shows the link; the server stores its SHA-256 only. */
    z.object({
      id: Id,
      sessionId: Id,
      kind: InviteKind,
      token: InviteToken,
      lifeMs: z.optional(InviteLife),
      ...InviteContent.shape,
    }),
    Invite,
  ),
  /** Other words, prompts or another end of a link that still works; the link stays the same. */
  editInvite: endpoint(
    'POST',
    '/api/invites/edit',
    z.object({
      inviteId: Id,
      lifeMs: InviteLife,
      words: InviteContent.shape.words,
      prompts: InviteContent.shape.prompts,
    }),
    Invite,
  ),
  listInvites: endpoint(
    'GET',
    '/api/invites',
    z.object({ sessionId: Id }),
    z.object({ invites: z.array(Invite) }),
  ),
  revokeInvite: endpoint('POST', '/api/invites/revoke', z.object({ inviteId: Id }), Invite),

  openInvite: endpoint(
    'POST',
    '/api/invites/open',
    z.object({ token: z.string().check(z.maxLength(200)) }),
    InviteView,
  ),
  /** Joining twice with the same id and secret is the same joining: a lost answer or a rejoin does no harm. */
  join: endpoint(
    'POST',
    '/api/invites/join',
    z.object({
      token: z.string().check(z.maxLength(200)),
      participantId: Id,
      secret: GuestSecret,
      name: PersonName,
    }),
    z.object({ participant: Participant, session: Session, workspaceName: z.string() }),
  ),
  /** What a watch link shows. Its files are read at `watchMediaPath`. */
  watch: endpoint(
    'POST',
    '/api/watch',
    z.object({ token: z.string().check(z.maxLength(200)) }),
    z.object({ ...InviteView.shape, recordings: z.array(Recording) }),
  ),
  ticket: endpoint(
    'POST',
    '/api/call/ticket',
    z.object({ sessionId: Id, peerId: z.optional(z.string().check(z.maxLength(120))) }),
    TicketResponse,
  ),
  /**
   * The relays that a device may try before any call, for `/check`: to agents, to guests and to holders of a link that still
   * leads somewhere. Others only learn whether there are any: a relay that serves strangers is soon everybody's.
   */
  relays: endpoint(
    'POST',
    '/api/check/relays',
    z.object({ token: z.optional(z.string().check(z.maxLength(200))) }),
    z.object({ configured: z.boolean(), iceServers: z.array(IceServer) }),
  ),

  push: endpoint('POST', '/api/sync/push', PushRequest, PushResponse),
  pull: endpoint(
    'GET',
    '/api/sync/pull',
    z.object({
      after: z.coerce.number().check(z.int(), z.gte(0)),
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
    }),
    PullResponse,
  ),
} as const
export type Api = typeof api
export type ApiName = keyof Api
export type ApiInput<N extends ApiName> = z.input<Api[N]['input']>
export type ApiOutput<N extends ApiName> = z.output<Api[N]['output']>
