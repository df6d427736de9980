import type { Connection } from '../database.ts'
import { applicationName } from './connection.ts'

/** How far a replica may be behind before a backfill pauses, in seconds. */
const lagSeconds = 1
/** How many sessions may wait for locks or the disk at the same time before it pauses. */
const waitingSessions = 8
/** What has run for less, in ms, is no queue yet: many who commit at once always wait for the disk for a moment. */
const soonDoneMs = 100

/** Why a backfill should pause: replicas that fall behind, or sessions that queue. */
export async function pressure(connection: Connection): Promise<string | undefined> {
  const { rows } = await connection.query(`
    select coalesce((select max(extract(epoch from replay_lag)) from pg_stat_replication), 0)::float8 as lag,
      (select count(*) from pg_stat_activity where state = 'active' and application_name <> '${applicationName}'
        and datname = current_database() and wait_event_type in ('Lock', 'LWLock', 'IO')
        and clock_timestamp() - query_start > interval '${soonDoneMs} milliseconds')::int as waiting`)
  const { lag, waiting } = rows[0] ?? {}
  if (Number(lag) > lagSeconds) return `a replica is ${Number(lag).toFixed(1)} s behind`
  if (Number(waiting) >= waitingSessions) return `${String(waiting)} sessions wait`
  return undefined
}
