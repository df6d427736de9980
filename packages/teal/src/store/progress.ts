import type { Database } from './database.ts'
import { fromRow, type JournalEntry, type NewJournalEntry } from './journal.ts'
import { fenced, type Lease } from './leases.ts'
import type { RolloutOutcome, RolloutState } from './rollouts.ts'
import type { JournalRow } from './schema.ts'
import { sql } from './sql.ts'

/** Where a rollout stands, and why. */
export type Standing =
  | { state: Exclude<RolloutState, 'finished'>; reason: string | null }
  | { state: 'finished'; outcome: RolloutOutcome; reason: string | null }

/**
 * Writes what the driver of a rollout has to say, in one transaction: entries of its journal, and where it
 * stands from now on, if that changes. It is on disk when this returns. Throws LeaseLost.
 */
export async function writeProgress(
  database: Database,
  lease: Lease,
  rollout: number,
  entries: NewJournalEntry[],
  standing?: Standing,
): Promise<JournalEntry[]> {
  return fenced(database, lease, async (queries) => {
    const now = await database.now(queries)
    const written: JournalEntry[] = []
    for (const { stage, kind, text, data } of entries) {
      const json = data === null ? null : JSON.stringify(data)
      const rows = await queries.all<JournalRow>(sql`
        insert into journal (rollout, at, stage, kind, text, data)
        values (${rollout}, ${now}, ${stage}, ${kind}, ${text}, ${json}) returning *`)
      written.push(...rows.map(fromRow))
    }
    if (standing !== undefined) {
      const { state, reason } = standing
      const outcome = state === 'finished' ? standing.outcome : null
      const finishedAt = state === 'finished' ? now : null
      await queries.all(sql`
        update rollouts
        set state = ${state}, outcome = ${outcome}, reason = ${reason}, finished_at = ${finishedAt}
        where id = ${rollout}`)
    }
    return written
  })
}
