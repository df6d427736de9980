// The statements the running version might send: generated for each table, view, sequence and
// function that the schema has, in the words of the schema as it was.

import { identifier, literal } from '../shadow/session.ts'
import { insert, isAutomatic, type Draft } from './rows.ts'
import type { Column, Table } from './shape.ts'
import { unusual, value } from './values.ts'

export type Probe = {
  /** What the statement does, in words for the report. */
  what: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'call' | 'recorded statement'
  /** `schema.name` of what it is sent to. */
  on: string
  sql: string
  /** `rows`: the rows are compared. `count`: how many it touched. `error`: only whether it fails. */
  compare: 'rows' | 'count' | 'error'
  /** The rows the statement has left in the tables are counted and compared too. */
  effects: boolean
  /** What to show of it, when that is not `sql`. */
  shown?: string
  /** It asks what the names in the statement mean, not what the statement does. */
  names?: true
  /** Values of a kind that nobody has seen the running version write. */
  guessed?: boolean
  /** The column that it leaves NULL, which is what it is sent for. */
  leavesOut?: string
  /** Asked after it, for an object of numbers that is compared like the effects. */
  after?: string
}

/** What is tried on every table, always. */
export function usualProbes(table: Table, draft: Draft | undefined): Probe[] {
  const base = { on: table.name, effects: false }
  const columns = table.columns.map(({ name }) => identifier(name)).join(', ')
  const probes: Probe[] = [
    { ...base, what: 'SELECT', sql: `select ${columns || '1'} from ${table.sql}`, compare: 'rows' },
    { ...base, what: 'SELECT', sql: `select * from ${table.sql} limit 1`, compare: 'error' },
  ]
  const updatable = table.columns.filter(
    ({ generated, identity }) => !generated && identity !== 'a',
  )
  const same = updatable.map(({ name }) => `${identifier(name)} = ${identifier(name)}`).join(', ')
  if (table.kind !== 'm' && same !== '') {
    const sql = `update ${table.sql} set ${same}`
    probes.push({ ...base, what: 'UPDATE', sql, compare: 'count', effects: true })
  }
  if (table.kind !== 'm') {
    const sql = `delete from ${table.sql}`
    probes.push({ ...base, what: 'DELETE', sql, compare: 'count', effects: true })
    probes.push(...deletesOfOne(table))
  }
  if (draft) probes.push(...inserts(table, draft, columns), ...upserts(table, draft))
  return probes
}

function deletesOfOne(table: Table): Probe[] {
  const key = table.keys[0]?.[0]
  if (key === undefined) return []
  const column = identifier(key)
  return ['asc', 'desc'].map((order) => ({
    what: 'DELETE',
    on: table.name,
    sql: `delete from ${table.sql} where ${column} = (select ${column} from ${table.sql} order by 1 ${order} limit 1)`,
    compare: 'count',
    effects: true,
  }))
}

function inserts(table: Table, draft: Draft, columns: string): Probe[] {
  const required = new Map(draft)
  for (const column of table.columns) {
    if (column.default !== null || !column.notNull) required.delete(column.name)
  }
  const named = new Map(draft)
  for (const column of table.columns) {
    if (isAutomatic(column) && !column.generated && column.identity !== 'a') {
      named.set(column.name, value(column, 900))
    }
  }
  const shared = { what: 'INSERT', on: table.name, compare: 'rows', effects: true } as const
  return [
    { ...shared, sql: insert(table, draft, ` returning ${columns}`) },
    { ...shared, sql: insert(table, required, ` returning ${columns}`) },
    { ...shared, sql: insert(table, named), compare: 'count' },
    { ...shared, sql: insert(table, required), compare: 'count' },
  ]
}

function upserts(table: Table, draft: Draft): Probe[] {
  return table.keys.map((key) => ({
    what: 'INSERT',
    on: table.name,
    sql: insert(table, draft, ` on conflict (${key.map(identifier).join(', ')}) do nothing`),
    compare: 'error',
    effects: false,
  }))
}

/**
 * Writes of values that the table takes and that a new rule might refuse: NULL, the default, the edges
 * of the type, the constants of the migration, what another row already has.
 */
export function guessedProbes(
  table: Table,
  draft: Draft | undefined,
  constants: readonly string[],
  updates: boolean,
): Probe[] {
  if (!draft) return []
  const referring = new Set(table.references.flatMap(({ columns }) => columns))
  const probes: Probe[] = []
  const add = (changed: Draft, more: Partial<Probe> = {}): void => {
    probes.push({
      ...more,
      what: 'INSERT',
      on: table.name,
      sql: insert(table, changed),
      compare: 'error',
      effects: false,
      guessed: true,
    })
  }
  for (const column of table.columns) {
    if (column.generated || column.identity === 'a') continue
    for (const choice of choices(table, column, constants, referring.has(column.name))) {
      add(new Map(draft).set(column.name, choice))
      if (updates) probes.push(update(table, column, choice))
    }
  }
  for (const key of table.keys) {
    const missing = table.columns.find(({ name, notNull }) => key.includes(name) && !notNull)?.name
    if (key.length > 1 && missing !== undefined) {
      add(withoutPart(table, draft, key, missing), { leavesOut: missing })
    }
  }
  const copied = copyOfRow(table, draft)
  if (copied) add(copied)
  return probes
}

function update(table: Table, column: Column, choice: string): Probe {
  return {
    what: 'UPDATE',
    on: table.name,
    sql: `update ${table.sql} set ${identifier(column.name)} = ${choice}`,
    compare: 'error',
    effects: false,
    guessed: true,
  }
}

function choices(
  table: Table,
  column: Column,
  constants: readonly string[],
  refers: boolean,
): string[] {
  const name = identifier(column.name)
  const found = [`(select ${name} from ${table.sql} where ${name} is not null limit 1)`]
  if (!column.notNull) found.push('null')
  if (refers) return found
  if (/^(text|character varying)/.test(column.base)) {
    const letters = `upper(${name}) <> lower(${name})`
    const other = `case when upper(${name}) <> ${name} then upper(${name}) else lower(${name}) end`
    found.push(`(select ${other} from ${table.sql} where ${letters} limit 1)`)
  }
  return [...found, ...unusual(column, constants), value(column, 77)]
}

/** A key of a row that is there, one part of which is NULL, so that it may be there twice. */
function withoutPart(table: Table, draft: Draft, key: readonly string[], missing: string): Draft {
  const repeated = new Map(draft)
  for (const name of key) {
    const [column, none] = [identifier(name), identifier(missing)]
    repeated.set(name, `(select ${column} from ${table.sql} where ${none} is null limit 1)`)
  }
  return repeated
}

/** A row like one that is there but for the columns of its keys. */
function copyOfRow(table: Table, draft: Draft): Draft | undefined {
  const keys = new Set(table.keys.flat())
  const copied = new Map(draft)
  for (const { name } of table.columns) {
    if (!copied.has(name) || keys.has(name)) continue
    copied.set(name, `(select ${identifier(name)} from ${table.sql} limit 1)`)
  }
  return copied.size === 0 ? undefined : copied
}

/** An INSERT after which `lastval()` gives the number of the new row. */
export function lastvalProbe(table: Table, draft: Draft | undefined): Probe[] {
  const key = table.columns.find((column) => isAutomatic(column) && !column.generated)
  if (!draft || !key) return []
  const number = `currval(pg_get_serial_sequence(${literal(table.sql)}, ${literal(key.name)}))`
  const name = literal(`${table.name} with the number of lastval()`)
  const after = `select jsonb_build_object(${name}, (lastval() = ${number})::int)`
  const shared = { what: 'INSERT', on: table.name, compare: 'count', effects: false } as const
  return [{ ...shared, sql: insert(table, draft), after }]
}

export function sequenceProbe(name: string): Probe {
  const sql = `select nextval(${literal(name.split('.').map(identifier).join('.'))})`
  return { what: 'call', on: name, sql, compare: 'error', effects: false }
}
