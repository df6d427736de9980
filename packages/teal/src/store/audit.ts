import { createHash } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import type { Database } from './database.ts'
import type { AuditRow } from './schema.ts'
import { sql } from './sql.ts'

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
  await database.transaction(async (queries) => {
    if (database.dialect === 'postgres') {
      await queries.all(sql`lock table audit in exclusive mode`)
    }
    const [last] = await queries.all<AuditRow>(sql`select * from audit order by seq desc limit 1`)
    const row = {
      seq: (last?.seq ?? 0) + 1,
      ...entry,
      at: await database.now(queries),
      origin: hostname(),
      previous: last?.hash ?? nothing,
    }
    const { seq, application, at, who, origin, what, why, outcome, previous } = row
    await queries.all(sql`
      insert into audit (seq, application, at, who, origin, what, why, outcome, previous, hash)
      values (${seq}, ${application}, ${at}, ${who}, ${origin}, ${what}, ${why}, ${outcome},
              ${previous}, ${hashOf(row)})`)
  })
}

/** The newest first. */
export async function listAudit(
  database: Database,
  application: string,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await database.all<Omit<AuditRow, 'previous'>>(sql`
    select seq, application, at, who, origin, what, why, outcome, hash from audit
    where application = ${application} order by seq desc limit ${limit}`)
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
export async function verifyAudit(database: Database, head?: string): Promise<AuditVerdict> {
  const rows = await database.all<AuditRow>(sql`select * from audit order by seq`)
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

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, application, at, who, origin, what, why, outcome, previous } = row
  return createHash('sha256')
    .update(JSON.stringify([seq, application, at, who, origin, what, why, outcome, previous]))
    .digest('hex')
}
