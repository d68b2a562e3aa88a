import type { ColumnType } from 'kysely'

/** Tables of the product itself; those named account_ are better-auth's (see accounts). Times are timestamptz; SQL is written for PostgreSQL 15. */
export interface Schema {
  workspace: {
    id: string
    name: string
    /** Sync head: bumped inside every transaction that accepts a change. */
    revision: ColumnType<number, number | undefined, number>
    /** Last ticket number given. */
    ticket: ColumnType<number, number | undefined, number>
  }
  /** One row per kept record of every kind, as clients sync it. */
  record: {
    workspace_id: string
    id: string
    kind: string
    session_id: string
    revision: number
    late: ColumnType<boolean, boolean | undefined, boolean>
    /** Who pushed it: agent id or participant id; server for its own. */
    author: string
    body: ColumnType<unknown, string, string>
  }
  /** What the server itself must know of a session, in columns. */
  session: {
    id: string
    workspace_id: string
    ticket_number: number
    ended_at: Date | null
    created_at: ColumnType<Date, Date | undefined, never>
  }
  invite: {
    id: string
    session_id: string
    kind: string
    /** SHA-256 of the token, hex. The token itself is never stored. */
    token_hash: string
    created_by: string
    created_at: Date
    expires_at: Date
    revoked_at: Date | null
    used_at: Date | null
    /** What a recording request asks for, in the requester's words. */
    words: ColumnType<string, string | undefined, string>
    /** Array of strings: what the technician shows one after another. */
    prompts: ColumnType<unknown, string | undefined, string>
    /** Array of ids: what a watch link shows. */
    recording_ids: ColumnType<unknown, string | undefined, never>
    /** When somebody first opened the link. */
    opened_at: ColumnType<Date | null, Date | null | undefined, Date>
  }
  participant: {
    id: string
    session_id: string
    invite_id: string | null
    agent_id: string | null
    name: string
    seat: string
    /** SHA-256 of the guest's secret, hex; null for agents. */
    secret_hash: string | null
    joined_at: Date
  }
  media: {
    id: string
    workspace_id: string
    session_id: string
    record_id: string
    purpose: string
    mime_type: string
    bytes: number
    sha256: string
    storage_key: string
    created_at: Date
  }
  /** Single values of the installation: signing key, setup token hash. */
  secret: {
    name: string
    value: string
  }
  /** A member of the workspace: what the product adds to the account of the same id. */
  agent: {
    id: string
    workspace_id: string
    role: string
    created_at: ColumnType<Date, Date | undefined, never>
  }
  account_user: {
    id: string
    name: string
    email: string
    email_verified: boolean
    image: string | null
    created_at: Date
    updated_at: Date
  }
  account_session: {
    id: string
    user_id: string
    token: string
    expires_at: Date
    ip_address: string | null
    user_agent: string | null
    created_at: Date
    updated_at: Date
  }
  /** How a user signs in: for now always an email and a password (scrypt hash). */
  account_login: {
    id: string
    user_id: string
    account_id: string
    provider_id: string
    password: string | null
    created_at: Date
    updated_at: Date
  }
}
