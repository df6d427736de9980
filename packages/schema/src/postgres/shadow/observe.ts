// Runs one statement and measures what it really did to the relations that were there before:
// the locks it holds, whose storage it wrote anew, which tables it scanned, whose rows it touched.

import { refusal, type Refusal, type Session } from './session.ts'
import { helperSchema } from './helpers.ts'

/** A relation of the running version, before the batch. */
export type Known = {
  oid: number
  /** `schema.name` */
  name: string
  /** As pg_class.relkind: r table, p partitioned, m materialized view, v view, i and I index, S sequence. */
  kind: string
  /** Of an index its table, otherwise the relation itself. */
  table: string
}

export type Facts = {
  /** Why the statement was refused; then nothing else is known. */
  failed?: Refusal
  /** The strongest mode held on each known relation, also from earlier in the transaction. */
  locks: { relation: Known; mode: string }[]
  rewritten: Known[]
  scanned: Known[]
  inserted: string[]
  updated: string[]
  deleted: string[]
  /** It ended its transaction by itself, and went on in others. */
  committed?: true
  /** Of those updated the ones of which so many rows were that it may well be all of them. */
  updatedMany: string[]
}

/** Planned once. The functions are those of pg_stat_xact_user_tables, asked only for what is known. */
export async function prepareMeasures(session: Session): Promise<void> {
  await session.run(`prepare teal_measure(oid[]) as
    select json_agg(json_build_array(c::int8, pg_relation_filenode(c)::int8,
      pg_stat_get_xact_numscans(c), pg_stat_get_xact_tuples_inserted(c),
      pg_stat_get_xact_tuples_updated(c), pg_stat_get_xact_tuples_deleted(c)))::text as measures
    from unnest($1) c`)
  await session.run(`prepare teal_locks as
    select relation::int8 as oid, array_agg(mode) as modes from pg_locks
    where pid = pg_backend_pid() and locktype = 'relation'
      and database = (select oid from pg_database where datname = current_database())
    group by relation`)
}

export async function readKnown(session: Session): Promise<Map<number, Known>> {
  const rows = await session.run(`
    select c.oid::int8 as oid, n.nspname || '.' || c.relname as name, c.relkind as kind,
      coalesce((select tn.nspname || '.' || t.relname from pg_index i join pg_class t on t.oid = i.indrelid
        join pg_namespace tn on tn.oid = t.relnamespace where i.indexrelid = c.oid),
        n.nspname || '.' || c.relname) as table
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm', 'v', 'f', 'i', 'I', 'S')
      and n.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'`)
  return new Map(
    rows.map((row) => {
      const oid = Number(row['oid'])
      return [oid, { ...(row as unknown as Known), oid }]
    }),
  )
}

export const nothingSeen: Facts = {
  locks: [],
  rewritten: [],
  scanned: [],
  inserted: [],
  updated: [],
  deleted: [],
  updatedMany: [],
}

/** Runs `sql` inside the open transaction, in a savepoint, so that the transaction outlives a refusal. */
export async function observe(
  session: Session,
  known: ReadonlyMap<number, Known>,
  sql: string,
): Promise<Facts> {
  const before = await measure(session, known)
  try {
    await session.run('savepoint teal_statement')
    await session.run(sql)
    await session.run('set constraints all immediate; set constraints all deferred')
  } catch (error) {
    const failed = refusal(error)
    await session.run('rollback to savepoint teal_statement; release savepoint teal_statement')
    return { ...nothingSeen, failed }
  }
  await session.run('release savepoint teal_statement')
  return conclude(known, before, await measure(session, known), await locks(session, known))
}

/** Runs `sql`, which cannot be in a transaction. Its locks are over before they can be seen. */
export async function observeAlone(
  session: Session,
  known: ReadonlyMap<number, Known>,
  sql: string,
): Promise<Facts> {
  const before = await measure(session, known)
  try {
    await session.run(sql)
  } catch (error) {
    return { ...nothingSeen, failed: refusal(error) }
  }
  return conclude(known, before, await measure(session, known), [])
}

type Measures = Map<number, { file: string; scans: number; ins: number; upd: number; del: number }>

type Measured = [
  oid: number,
  file: number | null,
  scans: number,
  ins: number,
  upd: number,
  del: number,
]

async function measure(session: Session, known: ReadonlyMap<number, Known>): Promise<Measures> {
  const rows = await session.run(`execute teal_measure('{${[...known.keys()].join(',')}}')`)
  const measures = rows[0]?.['measures']
  return new Map(
    (JSON.parse(typeof measures === 'string' ? measures : '[]') as Measured[]).map(
      ([oid, file, scans, ins, upd, del]) => [
        oid,
        { file: file === null ? '' : String(file), scans, ins, upd, del },
      ],
    ),
  )
}

async function locks(session: Session, known: ReadonlyMap<number, Known>): Promise<Facts['locks']> {
  const rows = await session.run('execute teal_locks')
  const found: Facts['locks'] = []
  for (const row of rows) {
    const relation = known.get(Number(row['oid']))
    const held = row['modes'] as string[]
    const mode = lockModes.findLast((one) => held.includes(one))
    if (relation && mode !== undefined) found.push({ relation, mode })
  }
  return found
}

/** From the weakest to the strongest. */
const lockModes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
]

/** Whether somebody who reads or writes the relation waits for a lock of this mode. */
export function blocks(relation: Known, mode: string): boolean {
  const strength = lockModes.indexOf(mode)
  // Nobody but REFRESH writes to a materialized view, so only readers can wait.
  if (relation.kind === 'm' || relation.kind === 'i' || relation.kind === 'I') {
    return mode === 'AccessExclusiveLock'
  }
  if (relation.kind === 'S') return false
  return strength >= lockModes.indexOf('ShareLock')
}

function conclude(
  known: ReadonlyMap<number, Known>,
  before: Measures,
  after: Measures,
  held: Facts['locks'],
): Facts {
  const facts: Facts = { ...nothingSeen, locks: held, rewritten: [], scanned: [] }
  const grown = (what: 'ins' | 'upd' | 'del', by = 1): string[] =>
    [...after].flatMap(([oid, now]) =>
      now[what] >= (before.get(oid)?.[what] ?? 0) + by ? [known.get(oid)?.name ?? ''] : [],
    )
  for (const [oid, now] of after) {
    const was = before.get(oid)
    const relation = known.get(oid)
    // Nothing is left of a relation that was dropped.
    if (!was || !relation || now.file === '') continue
    if (relation.kind !== 'S' && was.file !== now.file) facts.rewritten.push(relation)
    if (now.scans > was.scans) facts.scanned.push(relation)
  }
  return {
    ...facts,
    inserted: grown('ins'),
    updated: grown('upd'),
    deleted: grown('del'),
    updatedMany: grown('upd', 3),
  }
}
