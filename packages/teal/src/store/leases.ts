import { hostname, userInfo } from 'node:os'
import { TealError } from '../model/error.ts'
import { identify, isRunning, type ProcessIdentity } from '../system/process-identity.ts'
import type { Database } from './database.ts'
import type { LeaseRow } from './schema.ts'
import { sql, type Queries } from './sql.ts'

// A lease says who drives an application's rollouts. Taking it gives a new epoch, and everything that
// changes something carries it: the store refuses an older one here, traffic adapters refuse it there.
// So a driver that slept through the loss of its lease can wake up and do no harm. An epoch is the time in
// seconds, or one more than the last: a store that was lost, or restored from an old copy, goes on above
// what traffic has seen already.
//
// A lease is free when nobody holds it, when its holder was a process of this machine that is gone, or
// when its time is over without having been renewed (the only way to know of another machine).

/** How long a lease lives without being renewed, in milliseconds. */
export const leaseMs = 15_000

/** Who holds a lease. */
export type Holder = ProcessIdentity & { host: string; user: string; command: string }

export type Lease = { application: string; epoch: number }

export type LeaseState = { epoch: number; holder: Holder | null; acquiredAt: number }

/** Somebody else holds the lease. */
export class LeaseHeld extends TealError {
  readonly holder: Holder
  readonly acquiredAt: number

  constructor(application: string, { holder, acquiredAt }: { holder: Holder; acquiredAt: number }) {
    super(
      'refused',
      `${application} is locked by ${holder.user}@${holder.host} (${holder.command}, pid ${holder.pid}) since ${new Date(acquiredAt).toISOString()}`,
      { hint: 'wait for it with --wait, follow it with `teal watch`, or end it with `teal abort`' },
    )
    this.name = 'LeaseHeld'
    this.holder = holder
    this.acquiredAt = acquiredAt
  }
}

/** This lease is no longer ours: another controller has taken over. */
export class LeaseLost extends TealError {
  constructor(lease: Lease) {
    super('refused', `the lease of ${lease.application} (epoch ${lease.epoch}) was taken over`, {
      hint: 'run `teal status` to see who goes on with it',
    })
    this.name = 'LeaseLost'
  }
}

/** The holder that this process is. */
export function thisHolder(command: string): Holder {
  const identity = identify(process.pid)
  if (identity === null) throw new Error('this process is not in /proc')
  return { ...identity, host: hostname(), user: userInfo().username, command }
}

/** Takes the lease and a new epoch; throws LeaseHeld. */
export async function takeLease(
  database: Database,
  application: string,
  holder: Holder,
): Promise<Lease> {
  return database.transaction(async (queries) => {
    const now = await database.now(queries)
    await queries.all(sql`
      insert into leases (application, epoch, holder, acquired_at, expires_at)
      values (${application}, 0, null, 0, 0) on conflict do nothing`)
    const row = await lockRow(database, queries, application)
    const current = row.holder === null ? null : (JSON.parse(row.holder) as Holder)
    if (current !== null && isHeld(current, row.expires_at, now)) {
      throw new LeaseHeld(application, { holder: current, acquiredAt: row.acquired_at })
    }
    const epoch = Math.max(row.epoch + 1, Math.floor(now / 1_000))
    await queries.all(sql`
      update leases
      set epoch = ${epoch}, holder = ${JSON.stringify(holder)},
          acquired_at = ${now}, expires_at = ${now + leaseMs}
      where application = ${application}`)
    return { application, epoch }
  })
}

/** Keeps the lease for another while; throws LeaseLost. */
export async function renewLease(database: Database, lease: Lease): Promise<void> {
  await fenced(database, lease, async (queries) => {
    const expiresAt = (await database.now(queries)) + leaseMs
    await queries.all(
      sql`update leases set expires_at = ${expiresAt} where application = ${lease.application}`,
    )
  })
}

/** Gives the lease back; that it was lost already does not matter any more. */
export async function releaseLease(database: Database, lease: Lease): Promise<void> {
  await database.transaction((queries) =>
    queries.all(sql`
      update leases set holder = null, expires_at = 0
      where application = ${lease.application} and epoch = ${lease.epoch}`),
  )
}

/** Who drives the application at the moment; a holder that is gone counts as nobody. */
export async function readLease(database: Database, application: string): Promise<LeaseState> {
  const [row] = await database.all<LeaseRow>(
    sql`select * from leases where application = ${application}`,
  )
  if (row === undefined) return { epoch: 0, holder: null, acquiredAt: 0 }
  const holder = row.holder === null ? null : (JSON.parse(row.holder) as Holder)
  const held = holder !== null && isHeld(holder, row.expires_at, await database.now(database))
  return { epoch: row.epoch, holder: held ? holder : null, acquiredAt: row.acquired_at }
}

/** Runs a transaction that happens only while the lease is ours; throws LeaseLost otherwise. */
export async function fenced<T>(
  database: Database,
  lease: Lease,
  write: (queries: Queries) => Promise<T>,
): Promise<T> {
  return database.transaction(async (queries) => {
    const row = await lockRow(database, queries, lease.application)
    if (row.epoch !== lease.epoch || row.holder === null) throw new LeaseLost(lease)
    return write(queries)
  })
}

async function lockRow(
  { dialect }: Database,
  queries: Queries,
  application: string,
): Promise<LeaseRow> {
  // SQLite has locked the whole database when the transaction began.
  const [row] = await queries.all<LeaseRow>(
    dialect === 'postgres'
      ? sql`select * from leases where application = ${application} for update`
      : sql`select * from leases where application = ${application}`,
  )
  if (row === undefined) throw new Error(`${application} has no lease`)
  return row
}

function isHeld(holder: Holder, expiresAt: number, now: number): boolean {
  if (holder.host === hostname()) return isRunning(holder)
  return expiresAt > now
}
