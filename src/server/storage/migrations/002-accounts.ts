import { sql, type Kysely, type Migration } from 'kysely'

/**
 * Accounts: better-auth's tables under our names (its own `session` would collide with ours), the members of the
 * workspace, and the counters of rate-limiter-flexible.
 */
async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table account_user (
    id text primary key,
    name text not null,
    email text not null unique,
    email_verified boolean not null,
    image text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`.execute(db)

  await sql`create table account_session (
    id text primary key,
    user_id text not null references account_user (id) on delete cascade,
    token text not null unique,
    expires_at timestamptz not null,
    ip_address text,
    user_agent text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null
  )`.execute(db)
  await sql`create index account_session_by_user on account_session (user_id)`.execute(db)

  await sql`create table account_login (
    id text primary key,
    user_id text not null references account_user (id) on delete cascade,
    account_id text not null,
    provider_id text not null,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null
  )`.execute(db)
  await sql`create index account_login_by_user on account_login (user_id)`.execute(db)

  await sql`create table account_verification (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`.execute(db)
  await sql`create index account_verification_by_identifier on account_verification (identifier)`.execute(db)

  await sql`create table agent (
    id text primary key references account_user (id) on delete cascade,
    workspace_id text not null references workspace (id),
    role text not null,
    created_at timestamptz not null default now()
  )`.execute(db)
  await sql`create index agent_by_workspace on agent (workspace_id)`.execute(db)

  await sql`create table rate_limit (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  )`.execute(db)
}

export const accountTables: Migration = { up }
