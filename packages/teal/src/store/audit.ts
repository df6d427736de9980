import { createHash } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import type { Selectable } from 'kysely'
import type { Database } from './database.ts'
import { sql } from './kysely.ts'
import type { Tables } from './schema.ts'

// Every act that changes something, in a chain: each entry's hash covers the entry and the hash before it,
// and the numbers have no gaps. So an entry that was altered, removed or put in between is noticed. Who can
// write the store can write the whole chain anew; `audit verify` prints its head, to be kept elsewhere.

export type AuditEntry = {
  seq: number
  application: string
  at: Date
  who: string
  /** From where: the machine. */
  origin: string
  what: string
  why: string
  outcome: string
  hash: string
}

export type NewAuditEntry = {
  application: string
  who: string
  what: string
  why: string
  outcome: string
}

export type AuditVerdict =
  { intact: true; entries: number; head: string } | { intact: false; seq: number; problem: string }

/** Why a standby is stopped when its time is over; a refused rollback finds the act by it. */
export const retiredBecause = 'the standby was due'

const nothing = '0'.repeat(64)

export function currentUser(): string {
  return userInfo().username
}

export async function appendAudit(database: Database, entry: NewAuditEntry): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    if (database.dialect === 'postgres') await sql`lock table audit in exclusive mode`.execute(trx)
    const last = await trx
      .selectFrom('audit')
      .select(['seq', 'hash'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const row = {
      seq: (last?.seq ?? 0) + 1,
      ...entry,
      at: await database.now(trx),
      origin: hostname(),
      previous: last?.hash ?? nothing,
    }
    await trx
      .insertInto('audit')
      .values({ ...row, hash: hashOf(row) })
      .execute()
  })
}

/** The newest first. */
export async function listAudit(
  { db }: Database,
  application: string,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['seq', 'application', 'at', 'who', 'origin', 'what', 'why', 'outcome', 'hash'])
    .where('application', '=', application)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, at: new Date(row.at) }))
}

/** The last time a standby was retired. */
export async function lastRetirement(
  database: Database,
  application: string,
): Promise<AuditEntry | null> {
  const entries = await listAudit(database, application, 200)
  return entries.find(({ why, outcome }) => why === retiredBecause && outcome === 'done') ?? null
}

/**
 * Reads the whole chain, of every application in the store. `head` is a hash printed by an earlier
 * verification: an end that was cut off shows in its absence.
 */
export async function verifyAudit({ db }: Database, head?: string): Promise<AuditVerdict> {
  const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute()
  let previous = nothing
  let seq = 0
  for (const row of rows) {
    seq += 1
    if (row.seq !== seq) return { intact: false, seq, problem: 'this entry is missing' }
    if (row.previous !== previous) {
      return { intact: false, seq, problem: 'it does not follow the entry before it' }
    }
    if (row.hash !== hashOf(row)) return { intact: false, seq, problem: 'it was altered' }
    previous = row.hash
  }
  if (head !== undefined && !rows.some((row) => row.hash === head)) {
    return { intact: false, seq: seq + 1, problem: `the entry ${head.slice(0, 12)}… is gone` }
  }
  return { intact: true, entries: rows.length, head: previous }
}

function hashOf(row: Omit<Selectable<Tables['audit']>, 'hash'>): string {
  const { seq, application, at, who, origin, what, why, outcome, previous } = row
  return createHash('sha256')
    .update(JSON.stringify([seq, application, at, who, origin, what, why, outcome, previous]))
    .digest('hex')
}
