import { sql, type Kysely, type Migration } from 'kysely'

/** What a link asks for (a recording request) or shows (shared recordings). */
async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table invite
    add column words text not null default '',
    add column prompts jsonb not null default '[]',
    add column recording_ids jsonb not null default '[]',
    add column opened_at timestamptz`.execute(db)
}

export const recordingRequests: Migration = { up }
