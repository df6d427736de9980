// A statement that wants a table for itself waits for an autovacuum of that table, and everybody else waits
// behind it. PostgreSQL ends the autovacuum for it, but after `deadlock_timeout` only: a second, by default.
//
// So the runner first takes the lock that autovacuum itself takes, SHARE UPDATE EXCLUSIVE. Waiting for that
// ends an autovacuum too, and neither who reads nor who writes waits for it; and while it is held no
// autovacuum begins.

import { loadGrammar, parseFile, type Node } from '../../postgres/grammar.ts'
import { child, list, text, walk } from '../../postgres/rules/tree.ts'
import { identifier } from '../../postgres/shadow/session.ts'
import type { Statement } from '../database.ts'
import type { PostgresConnection } from './connection.ts'

/** What reads and writes rows is in no autovacuum's way. */
const rowsOnly = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

/** For the rest of the transaction, in which `lock_timeout` is not set yet. */
export async function keepAutovacuumAway(
  connection: PostgresConnection,
  statements: readonly Statement[],
): Promise<void> {
  await loadGrammar()
  const names = statements
    .flatMap(({ sql }) => parseFile('', sql))
    .flatMap(({ kind, node }) => (rowsOnly.has(kind) ? [] : named(node)))
  if (names.length === 0) return
  const { rows } = await connection.query(
    `select distinct t.oid::regclass::text as name
     from unnest(?::text[]) as given
     join pg_class c on c.oid = to_regclass(given) left join pg_index i on i.indexrelid = c.oid
     join pg_class t on t.oid = coalesce(i.indrelid, c.oid)
     where t.relkind in ('r', 'p') and pg_has_role(t.relowner, 'usage') order by 1`,
    [`{${names.map((name) => JSON.stringify(name)).join(',')}}`],
  )
  if (rows.length === 0) return
  await connection.run(
    `select set_config('lock_timeout', extract(epoch from current_setting('deadlock_timeout')::interval)::int + 1 || 's', true)`,
  )
  const tables = rows.map(({ name }) => String(name))
  await connection.run(`lock table ${tables.join(', ')} in share update exclusive mode`)
}

/** Every table, index or other relation that a statement names. */
function named(node: Node): string[] {
  const ranges = [...walk({ node })].map(([, one]) => [
    text(one, 'schemaname'),
    text(one, 'relname'),
  ])
  // What DROP names; of a trigger, a policy or a rule the table goes before the name.
  const dropped = list(node, 'objects')
    .map((one) =>
      list(child(one, 'List'), 'items').map((item) => text(child(item, 'String'), 'sval')),
    )
    .flatMap((parts) => [parts, parts.slice(0, -1)])
  return [...ranges, ...dropped]
    .filter((parts) => parts.at(-1))
    .map((parts) => parts.filter(Boolean).map(identifier).join('.'))
}
