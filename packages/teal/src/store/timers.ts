import { isColour, type Colour } from '../model/colour.ts'
import type { Database } from './database.ts'
import { fenced, type Lease } from './leases.ts'
import type { TimerRow } from './schema.ts'
import { sql } from './sql.ts'

// When a standby is stopped. A timer is a row and not a clock in some process, so it survives them all.

export type RetireTimer = { application: string; colour: Colour; release: string; dueAt: Date }

/** Sets the time at which the colour is stopped, if it still runs that release; replaces an older one. */
export async function setTimer(
  database: Database,
  lease: Lease,
  timer: { colour: Colour; release: string; afterMs: number },
): Promise<Date> {
  return fenced(database, lease, async (queries) => {
    const dueAt = (await database.now(queries)) + timer.afterMs
    const { colour, release } = timer
    await queries.all(sql`
      insert into timers (application, colour, release, due_at)
      values (${lease.application}, ${colour}, ${release}, ${dueAt})
      on conflict (application, colour)
      do update set release = excluded.release, due_at = excluded.due_at`)
    return new Date(dueAt)
  })
}

export async function clearTimer(database: Database, lease: Lease, colour: Colour): Promise<void> {
  await fenced(database, lease, (queries) =>
    queries.all(
      sql`delete from timers where application = ${lease.application} and colour = ${colour}`,
    ),
  )
}

export async function readTimers(database: Database, application: string): Promise<RetireTimer[]> {
  const rows = await database.all<TimerRow>(
    sql`select * from timers where application = ${application}`,
  )
  return rows.flatMap(({ colour, release, due_at }) =>
    isColour(colour) ? [{ application, colour, release, dueAt: new Date(due_at) }] : [],
  )
}
