import type { Database } from './database.ts'
import type { JournalRow } from './schema.ts'
import { sql } from './sql.ts'

// What happened in a rollout, in order. The runner reads it to know where to go on; people and machines
// follow it to see what goes on.

/**
 * Of a stage: `begin`, then any number of `found`, then one of `done`, `failed`, `waiting`;
 * `skipped` stands alone; `undo` and `undone` come when it is taken back.
 * Of the whole rollout (no stage): `created`, `resumed`, `warning`, `finished`.
 */
export type JournalKind =
  | 'created'
  | 'resumed'
  | 'begin'
  | 'found'
  | 'done'
  | 'failed'
  | 'waiting'
  | 'skipped'
  | 'undo'
  | 'undone'
  | 'warning'
  | 'finished'

export type JournalEntry = {
  id: number
  rollout: number
  at: Date
  stage: string | null
  kind: JournalKind
  text: string
  data: Record<string, unknown> | null
}

export type NewJournalEntry = Omit<JournalEntry, 'id' | 'rollout' | 'at'>

/** The entries of a rollout after the one with the number `after` (0: all), oldest first. */
export async function readJournal(
  database: Database,
  rollout: number,
  after = 0,
): Promise<JournalEntry[]> {
  const rows = await database.all<JournalRow>(
    sql`select * from journal where rollout = ${rollout} and id > ${after} order by id`,
  )
  return rows.map(fromRow)
}

export function fromRow(row: JournalRow): JournalEntry {
  return {
    ...row,
    at: new Date(row.at),
    kind: row.kind as JournalKind,
    data: row.data === null ? null : (JSON.parse(row.data) as Record<string, unknown>),
  }
}
