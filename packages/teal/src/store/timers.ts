import { isColour, type Colour } from '../model/colour.ts'
import type { Database } from './database.ts'
import { fenced, type Lease } from './leases.ts'

// When a standby is stopped. A timer is a row and not a clock in some process, so it survives them all.

export type RetireTimer = { application: string; colour: Colour; release: string; dueAt: Date }

/** Sets the time at which the colour is stopped, if it still runs that release; replaces an older one. */
export async function setTimer(
  database: Database,
  lease: Lease,
  timer: { colour: Colour; release: string; afterMs: number },
): Promise<Date> {
  return fenced(database, lease, async (trx) => {
    const due_at = (await database.now(trx)) + timer.afterMs
    const { colour, release } = timer
    await trx
      .insertInto('timers')
      .values({ application: lease.application, colour, release, due_at })
      .onConflict((conflict) =>
        conflict.columns(['application', 'colour']).doUpdateSet({ release, due_at }),
      )
      .execute()
    return new Date(due_at)
  })
}

export async function clearTimer(database: Database, lease: Lease, colour: Colour): Promise<void> {
  await fenced(database, lease, async (trx) => {
    await trx
      .deleteFrom('timers')
      .where('application', '=', lease.application)
      .where('colour', '=', colour)
      .execute()
  })
}

export async function readTimers({ db }: Database, application: string): Promise<RetireTimer[]> {
  const rows = await db
    .selectFrom('timers')
    .selectAll()
    .where('application', '=', application)
    .execute()
  return rows.flatMap(({ colour, release, due_at }) =>
    isColour(colour) ? [{ application, colour, release, dueAt: new Date(due_at) }] : [],
  )
}
