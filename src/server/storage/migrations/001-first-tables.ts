import { sql, type Kysely, type Migration } from 'kysely'

/** The product's own tables. Ids are text, not uuid: an id that is none finds nothing instead of failing the query. */
async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table workspace (
    id text primary key,
    name text not null,
    revision bigint not null default 0,
    ticket bigint not null default 0
  )`.execute(db)

  await sql`create table session (
    id text primary key,
    workspace_id text not null references workspace (id),
    ticket_number bigint not null,
    ended_at timestamptz,
    created_at timestamptz not null default now(),
    unique (workspace_id, ticket_number)
  )`.execute(db)

  // The reference is checked at the commit: a session's row and its record may be written in either order.
  await sql`create table record (
    workspace_id text not null references workspace (id),
    id text not null,
    kind text not null,
    session_id text not null references session (id) deferrable initially deferred,
    revision bigint not null,
    late boolean not null default false,
    author text not null,
    body jsonb not null,
    primary key (workspace_id, id)
  )`.execute(db)
  // Unique: two records on one revision would let a puller that stops between them miss the second.
  await sql`create unique index record_by_revision on record (workspace_id, revision)`.execute(db)
  await sql`create index record_by_session on record (session_id, revision)`.execute(db)

  await sql`create table invite (
    id text primary key,
    session_id text not null references session (id),
    kind text not null,
    token_hash text not null unique,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    used_at timestamptz
  )`.execute(db)
  await sql`create index invite_by_session on invite (session_id)`.execute(db)

  await sql`create table participant (
    id text primary key,
    session_id text not null references session (id),
    invite_id text references invite (id),
    agent_id text,
    name text not null,
    seat text not null,
    secret_hash text,
    joined_at timestamptz not null
  )`.execute(db)
  await sql`create index participant_by_session on participant (session_id)`.execute(db)
  // One agent is one participant of a session, however often the call is opened.
  await sql`create unique index participant_of_agent on participant (session_id, agent_id)
    where agent_id is not null`.execute(db)

  await sql`create table media (
    id text primary key,
    workspace_id text not null references workspace (id),
    session_id text not null references session (id),
    record_id text not null,
    purpose text not null,
    mime_type text not null,
    bytes bigint not null,
    sha256 text not null,
    storage_key text not null unique,
    created_at timestamptz not null
  )`.execute(db)
  await sql`create index media_by_record on media (record_id)`.execute(db)

  await sql`create table secret (
    name text primary key,
    value text not null
  )`.execute(db)
}

export const firstTables: Migration = { up }
