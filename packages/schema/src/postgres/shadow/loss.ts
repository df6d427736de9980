// Whether a change of a column's type loses something. Between types of one family (texts, numbers,
// times) the new values, read back as the old type, must be the old ones; between others no two
// different values may have become the same, but for what is made a flag, which has only two.

import type { Step } from '../batch.ts'
import { child, list, text } from '../rules/tree.ts'
import { identifier, literal, type Session } from './session.ts'

type Watched = { table: string; column: string; type: string; values: string[] }

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
    const type = await typeOf(session, table, column)
    const values = type && (await read(session, table, column, type))
    if (type && values) watched.push({ table, column, type, values })
  }
  return watched
}

/** Of the watched columns those that lost something. */
export async function lossyColumns(
  session: Session,
  watched: readonly Watched[],
): Promise<string[]> {
  const lossy: string[] = []
  for (const { table, column, type, values } of watched) {
    const now = await typeOf(session, table, column)
    if (now === undefined || now === 'boolean') continue
    if (digits(type) > (keptDigits[now] ?? Infinity)) {
      lossy.push(`${table.replaceAll('"', '')}.${column}`)
      continue
    }
    const same = family(now) !== undefined && family(now) === family(type)
    const fresh = await read(session, table, column, same ? type : 'text')
    if (fresh === undefined) continue
    const isLost = differsByZone(now, type)
      ? fresh.some((value, index) => !isOffset(value, values[index]))
      : same
        ? fresh.some((value, index) => value !== values[index])
        : new Set(fresh).size < new Set(values).size
    if (isLost) lossy.push(`${table.replaceAll('"', '')}.${column}`)
  }
  return lossy
}

/** How many decimal digits a type of fractions in base two keeps of every number. */
const keptDigits: Record<string, number> = { real: 6, 'double precision': 15 }

/** How many digits the numbers of a type may have. */
function digits(type: string): number {
  const numeric = /^numeric(?:\((\d+),-?\d+\))?$/.exec(type)
  if (numeric) return Number(numeric[1] ?? Infinity)
  return { smallint: 5, integer: 10, bigint: 19, ...keptDigits }[type] ?? 0
}

/** A time with a zone and one without: one is the other by the offset of the zone that was said. */
function differsByZone(now: string, was: string): boolean {
  const isTime = (type: string): boolean => type.startsWith('timestamp')
  return (
    isTime(now) && isTime(was) && now.includes('with time zone') !== was.includes('with time zone')
  )
}

/** Zones are apart by quarters of an hour. */
function isOffset(one: string, other: string | undefined): boolean {
  const milliseconds = (value: string | undefined): number =>
    Date.parse((value ?? '').replace(/[+-]\d\d$/, ''))
  return (milliseconds(one) - milliseconds(other)) % 900_000 === 0 || one === other
}

function family(type: string): string | undefined {
  if (type.endsWith('[]')) return undefined
  if (/^(text|character|citext)/.test(type)) return 'text'
  if (/^(smallint|integer|bigint|numeric|real|double|money)/.test(type)) return 'number'
  return /^(date|time)/.test(type) ? 'time' : undefined
}

async function typeOf(
  session: Session,
  table: string,
  column: string,
): Promise<string | undefined> {
  const rows = await session.run(
    `select format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = to_regclass(${literal(table)}) and attname = ${literal(column)} and attnum > 0`,
  )
  const type = rows[0]?.['type']
  return typeof type === 'string' ? type : undefined
}

/** All values that are not NULL, cast to `type`, as text; undefined when they cannot be cast. */
async function read(
  session: Session,
  table: string,
  column: string,
  type: string,
): Promise<string[] | undefined> {
  const name = identifier(column)
  await session.run('savepoint teal_loss')
  try {
    const rows = await session.run(
      `select ${name}::text::${type}::text as value from ${table} where ${name} is not null order by ctid`,
    )
    await session.run('release savepoint teal_loss')
    return rows.map(({ value }) => String(value))
  } catch {
    await session.run('rollback to savepoint teal_loss; release savepoint teal_loss')
    return undefined
  }
}
