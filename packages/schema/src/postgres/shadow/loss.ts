// Whether a change of a column's type loses something: the values before are compared with the values
// after, read back as the old type.

import type { Step } from '../batch.ts'
import { child, list, text } from '../rules/tree.ts'
import { identifier, literal, type Session } from './session.ts'

type Watched = { table: string; column: string; type: string; values: string }

/** The values of the columns whose type the statement changes, before it does. */
export async function watchTypes(session: Session, step: Step): Promise<Watched[]> {
  if (step.kind !== 'AlterTableStmt') return []
  const relation = child(step.node, 'relation')
  const schema = text(relation, 'schemaname')
  const table = `${schema === '' ? '' : `${identifier(schema)}.`}${identifier(text(relation, 'relname'))}`
  const watched: Watched[] = []
  for (const wrapped of list(step.node, 'cmds')) {
    const command = child(wrapped, 'AlterTableCmd')
    if (text(command, 'subtype') !== 'AT_AlterColumnType') continue
    const column = text(command, 'name')
    const types = await session.run(
      `select format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = to_regclass(${literal(table)}) and attname = ${literal(column)} and attnum > 0`,
    )
    const type = types[0]?.['type']
    if (typeof type !== 'string') continue
    watched.push({ table, column, type, values: await read(session, table, column, type) })
  }
  return watched
}

/** Of the watched columns those whose values are not what they were. */
export async function lossyColumns(
  session: Session,
  watched: readonly Watched[],
): Promise<string[]> {
  const lossy: string[] = []
  for (const { table, column, type, values } of watched) {
    const now = await read(session, table, column, type)
    if (now !== values) lossy.push(`${table.replaceAll('"', '')}.${column}`)
  }
  return lossy
}

/** All values as text, read as `type`; values that cannot be read back that way are not the old ones. */
async function read(
  session: Session,
  table: string,
  column: string,
  type: string,
): Promise<string> {
  const name = identifier(column)
  await session.run('savepoint teal_loss')
  try {
    const rows = await session.run(
      `select coalesce(string_agg(coalesce(${name}::text::${type}::text, 'null'), ',' order by ctid), '') as all from ${table}`,
    )
    await session.run('release savepoint teal_loss')
    return String(rows[0]?.['all'])
  } catch {
    await session.run('rollback to savepoint teal_loss; release savepoint teal_loss')
    return 'unreadable'
  }
}
