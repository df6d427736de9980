import { TealError } from '../model/error.ts'
import type { Database } from './database.ts'
import { fenced, type Lease } from './leases.ts'
import type { RolloutRow } from './schema.ts'
import { sql, type Queries } from './sql.ts'

// A rollout's row says what is to be done (its plan), where it stands and how it ended. What has been done so
// far is in the journal; who writes both is in progress.ts.

/**
 * `running`: somebody drives it, or must take it over. `waiting`: for an approval; nobody drives it.
 * `undoing`: it failed or was given up, and its stages are being undone. `finished`: see `outcome`.
 */
export type RolloutState = 'running' | 'waiting' | 'undoing' | 'finished'

/** `failed` and `aborted`: traffic is where it was. `rolled-back`: it had been switched. */
export type RolloutOutcome = 'done' | 'failed' | 'aborted' | 'rolled-back'

export type Rollout<Plan = unknown> = {
  id: number
  application: string
  kind: string
  release: string
  plan: Plan
  state: RolloutState
  outcome: RolloutOutcome | null
  reason: string | null
  requestedBy: string
  createdAt: Date
  finishedAt: Date | null
}

/** Another rollout of the application is not finished. */
export class RolloutUnfinished extends TealError {
  constructor(rollout: Rollout) {
    super(
      'refused',
      `rollout ${rollout.id} of ${rollout.application} (${rollout.kind} ${rollout.release}) is ${rollout.state}, asked for by ${rollout.requestedBy} at ${rollout.createdAt.toISOString()}`,
      {
        hint:
          rollout.state === 'waiting'
            ? 'let it go on with `teal promote`, or end it with `teal abort`'
            : 'wait for it with --wait, follow it with `teal watch`, or end it with `teal abort`',
      },
    )
    this.name = 'RolloutUnfinished'
  }
}

export async function createRollout(
  database: Database,
  lease: Lease,
  rollout: { kind: string; release: string; plan: unknown; requestedBy: string },
): Promise<Rollout> {
  return fenced(database, lease, async (queries) => {
    const { application } = lease
    const unfinished = await unfinishedRollout(queries, application)
    if (unfinished !== null) throw new RolloutUnfinished(unfinished)
    const { kind, release, requestedBy } = rollout
    const plan = JSON.stringify(rollout.plan)
    const now = await database.now(queries)
    const [row] = await queries.all<RolloutRow>(sql`
      insert into rollouts (application, kind, release, plan, state, requested_by, created_at)
      values (${application}, ${kind}, ${release}, ${plan}, 'running', ${requestedBy}, ${now})
      returning *`)
    return fromRow(row!)
  })
}

export async function readRollout(database: Database, id: number): Promise<Rollout | null> {
  const [row] = await database.all<RolloutRow>(sql`select * from rollouts where id = ${id}`)
  return row === undefined ? null : fromRow(row)
}

/** The application's rollout that has not ended; there is at most one. */
export async function unfinishedRollout(
  queries: Queries,
  application: string,
): Promise<Rollout | null> {
  const [row] = await queries.all<RolloutRow>(
    sql`select * from rollouts where application = ${application} and finished_at is null`,
  )
  return row === undefined ? null : fromRow(row)
}

/** The last rollout that moved users and left them there. */
export async function lastDone(database: Database, application: string): Promise<Rollout | null> {
  const [row] = await database.all<RolloutRow>(sql`
    select * from rollouts where application = ${application} and outcome = 'done'
    order by id desc limit 1`)
  return row === undefined ? null : fromRow(row)
}

/** The newest first. */
export async function listRollouts(
  database: Database,
  application: string,
  limit: number,
): Promise<Rollout[]> {
  const rows = await database.all<RolloutRow>(
    sql`select * from rollouts where application = ${application} order by id desc limit ${limit}`,
  )
  return rows.map(fromRow)
}

function fromRow(row: RolloutRow): Rollout {
  return {
    id: row.id,
    application: row.application,
    kind: row.kind,
    release: row.release,
    plan: JSON.parse(row.plan),
    state: row.state as RolloutState,
    outcome: row.outcome as RolloutOutcome | null,
    reason: row.reason,
    requestedBy: row.requested_by,
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  }
}
