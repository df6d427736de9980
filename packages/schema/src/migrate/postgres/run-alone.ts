// Statements that cannot be in a transaction: CONCURRENTLY, VACUUM and their kin.
//
// The ledger is told before and after, so one whose end nobody noted may be done, half done or not begun.
// The catalogue knows: an index that is there and valid is done, one that is INVALID is what a build left
// that did not end, and is dropped and built again. That also holds when the statement says IF NOT EXISTS,
// which would take the invalid one for good.
//
// There is no lock_timeout here. These statements wait without keeping others waiting, and giving up
// half-way is what leaves an INVALID index. But they wait for every transaction that is older than they are,
// so these are looked for first, and waited for before anything is begun.

import { setTimeout as sleep } from 'node:timers/promises'
import { parseFile, type Node } from '../../postgres/grammar.ts'
import { child, list, relationName, text } from '../../postgres/rules/tree.ts'
import { identifier } from '../../postgres/shadow/session.ts'
import type { Run, Statement } from '../database.ts'
import { MigrateError } from '../error.ts'
import type { PostgresConnection } from './connection.ts'

/** A transaction older than this, in seconds, is waited for before a CONCURRENTLY is begun. */
const oldAfterSeconds = 5
/** How long it is waited for, in ms. */
const patienceMs = 10 * 60_000

export async function runAlone(
  connection: PostgresConnection,
  statement: Statement,
  run: Run,
): Promise<void> {
  const [parsed] = parseFile('', statement.sql)
  const { kind, node } = parsed ?? { kind: '', node: {} }
  const index = kind === 'IndexStmt' ? await indexOf(connection, node) : undefined
  const leftOver = kind === 'ReindexStmt' ? await leftByReindex(connection, node) : []
  if (index?.state === 'invalid') leftOver.push(index.sql)
  const done =
    run.begun !== null &&
    (index ? index.state === 'valid' : await wasDone(connection, kind, node, statement.sql))
  if (!done) {
    await run.begin()
    await waitForOldTransactions(connection, run)
    await connection.run('set lock_timeout = 0')
    for (const name of leftOver) {
      run.report(`${name} was left INVALID by a build that did not end; dropping it`)
      await connection.run(`drop index concurrently if exists ${name}`)
    }
    await connection.run(statement.sql)
  }
  await run.mark()
}

type Index = { sql: string; state: 'valid' | 'invalid' | 'absent' }

/** The index a CREATE INDEX makes. It needs a name, or nobody could tell it from another one. */
async function indexOf(connection: PostgresConnection, node: Node): Promise<Index> {
  const name = text(node, 'idxname')
  const table = relationName(child(node, 'relation'))
  if (name === '') {
    throw new MigrateError('failed', `CREATE INDEX CONCURRENTLY on ${table} gives no name`, {
      hint: 'name the index, so that what an interrupted build leaves can be found',
    })
  }
  const { rows } = await connection.query(
    `select i.indexrelid::regclass::text as sql, i.indisvalid as valid from pg_index i
     join pg_class c on c.oid = i.indexrelid
     where c.relname = ? and c.relnamespace =
       (select relnamespace from pg_class where oid = to_regclass(?))`,
    [name, quoted(child(node, 'relation'))],
  )
  const [row] = rows
  if (!row) return { sql: identifier(name), state: 'absent' }
  return { sql: String(row['sql']), state: row['valid'] === true ? 'valid' : 'invalid' }
}

/** `…_ccnew` and `…_ccold`, which an interrupted REINDEX CONCURRENTLY leaves beside the real ones. */
async function leftByReindex(connection: PostgresConnection, node: Node): Promise<string[]> {
  const relation = child(node, 'relation')
  if (!relation) return []
  const { rows } = await connection.query(
    `select i.indexrelid::regclass::text as sql from pg_index i
     join pg_class c on c.oid = i.indexrelid
     where not i.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$'
       and i.indrelid = (select coalesce(x.indrelid, t.oid) from pg_class t
         left join pg_index x on x.indexrelid = t.oid where t.oid = to_regclass(?))`,
    [quoted(relation)],
  )
  return rows.map(({ sql }) => String(sql))
}

/** Whether a statement that began before has done what it says. Those that may be repeated say no. */
async function wasDone(
  connection: PostgresConnection,
  kind: string,
  node: Node,
  sql: string,
): Promise<boolean> {
  if (kind === 'DropStmt') {
    const names = list(node, 'objects').map((object) =>
      list(child(object, 'List'), 'items')
        .map((item) => identifier(text(child(item, 'String'), 'sval')))
        .join('.'),
    )
    const { rows } = await connection.query(
      `select 1 from unnest(?::text[]) as name where to_regclass(name) is not null`,
      [`{${names.map((name) => JSON.stringify(name)).join(',')}}`],
    )
    return rows.length === 0
  }
  if (kind === 'AlterTableStmt') {
    const partition = child(
      child(child(child(list(node, 'cmds')[0], 'AlterTableCmd'), 'def'), 'PartitionCmd'),
      'name',
    )
    const table = quoted(child(node, 'relation'))
    const { rows } = await connection.query(
      'select inhdetachpending as pending from pg_inherits where inhrelid = to_regclass(?)',
      [quoted(partition)],
    )
    if (rows[0]?.['pending'] === true) {
      await connection.run(`alter table ${table} detach partition ${quoted(partition)} finalize`)
      return true
    }
    return rows.length === 0
  }
  // What is done once for the whole server cannot be told from what somebody else did.
  if (
    /^(Createdb|Dropdb|CreateTableSpace|DropTableSpace|CreateSubscription|DropSubscription)/.test(
      kind,
    )
  ) {
    throw new MigrateError('failed', `nobody can tell whether this was done: ${sql}`, {
      hint: 'see for yourself; if it was, take it out of the file',
    })
  }
  return false
}

async function waitForOldTransactions(
  connection: PostgresConnection,
  { signal, report }: Run,
): Promise<void> {
  const until = Date.now() + patienceMs
  let told = ''
  for (;;) {
    signal.throwIfAborted()
    const { rows } = await connection.query(
      `select pid::text as pid, coalesce(nullif(application_name, ''), usename::text, 'somebody') as who,
         extract(epoch from now() - xact_start)::int::text as age, left(query, 80) as query
       from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
         and (backend_xmin is not null or backend_xid is not null)
         and xact_start < now() - make_interval(secs => ${oldAfterSeconds})
       order by xact_start`,
    )
    const [oldest] = rows
    if (!oldest) return
    const text = `a transaction that is open for ${String(oldest['age'])} s has to end first: process ${String(oldest['pid'])} (${String(oldest['who'])}): ${String(oldest['query'])}`
    if (Date.now() > until) {
      throw new MigrateError('failed', text, { hint: 'end it, and run the migration again' })
    }
    if (String(oldest['pid']) !== told) report(text)
    told = String(oldest['pid'])
    await sleep(500, undefined, { signal })
  }
}

/** `"schema"."name"` of a RangeVar. */
function quoted(range: Node | undefined): string {
  const schema = text(range, 'schemaname')
  const name = identifier(text(range, 'relname'))
  return schema === '' ? name : `${identifier(schema)}.${name}`
}
