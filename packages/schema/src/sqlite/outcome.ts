// Runs probes and says what became of them, in a form that can be compared across a migration.

import type { DatabaseSync } from 'node:sqlite'
import type { Catalogue, Table } from './catalogue.ts'
import { quote, sameName } from './names.ts'
import { readCatalogue } from './catalogue.ts'
import type { Probe } from './probes.ts'
import { columnsRead } from './shadow.ts'

/**
 * An error, rows that were read, or rows of all tables that went and came by a write, and what it had
 * virtual tables note.
 */
export type Outcome =
  | { kind: 'error'; message: string }
  | { kind: 'rows'; rows: string[]; names: string[] }
  | { kind: 'effect'; text: string; notes: string[] }

/** Runs every probe on its own, with foreign keys checked; the database is left as it was. */
export function runProbes(
  database: DatabaseSync,
  probes: readonly Probe[],
  old: Catalogue,
): Outcome[] {
  const enforced = foreignKeys(database)
  database.exec('PRAGMA foreign_keys = ON')
  const now = readCatalogue(database)
  const watched = watchedTables(database, old, now)
  const effects = new Map(
    [...old.tables, ...old.indexed].map((table) => [table, effectOn(database, table, now)]),
  )
  database.exec('BEGIN')
  try {
    return probes.map((probe) => {
      database.exec('SAVEPOINT probe')
      try {
        return probe.names
          ? namesIn(database, probe, old)
          : runProbe(database, probe, effects, watched, old.indexed)
      } finally {
        // A RAISE(ROLLBACK), or a key that cannot grow any more, has taken the whole transaction back.
        database.exec(database.isTransaction ? 'ROLLBACK TO probe; RELEASE probe' : 'BEGIN')
      }
    })
  } finally {
    database.exec('ROLLBACK')
    database.exec(`PRAGMA foreign_keys = ${enforced ? 'ON' : 'OFF'}`)
  }
}

function runProbe(
  database: DatabaseSync,
  probe: Probe,
  effects: ReadonlyMap<Table, () => string>,
  watched: (table: Table) => Table[],
  indexed: readonly Table[],
): Outcome {
  try {
    const statement = database.prepare(probe.sql)
    statement.setReturnArrays(true)
    statement.setReadBigInts(true)
    const rows = statement.all(...probe.values) as unknown as unknown[][]
    if (probe.writes === undefined) {
      const names = statement.columns().map(({ name }) => name)
      return { kind: 'rows', rows: rows.map(rowText), names }
    }
    const said = (tables: readonly Table[]): string[] =>
      tables.map((table) => effects.get(table)?.() ?? '').filter((text) => text !== '')
    return {
      kind: 'effect',
      text: said(watched(probe.writes)).join('; '),
      notes: said(indexed),
    }
  } catch (error) {
    return { kind: 'error', message: error instanceof Error ? error.message : String(error) }
  }
}

/** Of the columns that a statement means those that its tables did not have. */
function namesIn(database: DatabaseSync, probe: Probe, old: Catalogue): Outcome {
  const { within } = probe
  try {
    // Made anew, it means what it says.
    const asBefore = 'SELECT 1 FROM sqlite_schema WHERE name = ? AND sql = ?'
    if (within && database.prepare(asBefore).get(within.name, within.sql) === undefined) {
      return { kind: 'rows', rows: [], names: [] }
    }
    const rows = columnsRead(database, probe.sql, within?.name ?? null).flatMap(
      ([name, column]) => {
        const table = old.tables.find((one) => sameName(one.name, name))
        const known = column === '' || table?.columns.some((one) => sameName(one.name, column))
        return table === undefined || known || /^rowid$/i.test(column) ? [] : [`${name}.${column}`]
      },
    )
    return { kind: 'rows', rows: [...new Set(rows)], names: [] }
  } catch (error) {
    return { kind: 'error', message: error instanceof Error ? error.message : String(error) }
  }
}

/** The tables that a write can change: others too as soon as triggers or foreign keys carry it on. */
function watchedTables(
  database: DatabaseSync,
  old: Catalogue,
  now: Catalogue,
): (table: Table) => Table[] {
  const triggers = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'trigger'`).all()
  if (triggers.length > 0) return () => old.tables
  const children = (name: string): string[] =>
    now.tables
      .filter((table) => table.foreignKeys.some((key) => sameName(key.parent, name)))
      .map((table) => table.name.toLowerCase())
  return (table) => {
    const reached = new Set([table.name.toLowerCase()])
    for (const name of reached) for (const child of children(name)) reached.add(child)
    return old.tables.filter(({ name }) => reached.has(name.toLowerCase()))
  }
}

/**
 * Says, whenever it is called, which rows of a table have gone and come since now, in the columns the
 * running version knows.
 */
function effectOn(database: DatabaseSync, table: Table, now: Catalogue): () => string {
  const current = now.tables.find((other) => sameName(other.name, table.name))
  const columns = table.columns.map((column) => {
    const same = current?.columns.find((other) => sameName(other.name, column.name))
    return { name: column.name, defaultSql: same?.defaultSql ?? null }
  })
  try {
    const list = columns.map(({ name }) => `t.${quote(name)}`).join(', ')
    const statement = database.prepare(`SELECT ${list} FROM ${quote(table.name)} t`)
    statement.setReturnArrays(true)
    statement.setReadBigInts(true)
    const steady = steadily(columns)
    const read = (): string[] =>
      (statement.all() as unknown as unknown[][]).map((row) => rowText(steady(row)))
    const before = read()
    return () => difference(table.name, before, read())
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return () => `${table.name} is unreadable: ${message}`
  }
}

/**
 * What comes from the clock or from chance stands for itself by the expression that made it.
 */
function steadily(
  columns: readonly { defaultSql: string | null }[],
): (row: unknown[]) => unknown[] {
  const today = new Date().toISOString().slice(0, 10)
  const seconds = Date.now() / 1000
  const random = columns.map(({ defaultSql }) =>
    defaultSql !== null && /random|julianday|now/i.test(defaultSql) ? `(${defaultSql})` : undefined,
  )
  return (row) =>
    row.map((value, at) => {
      if (typeof value === 'string' && value.startsWith(today)) return '(now)'
      if (typeof value === 'bigint' && Math.abs(Number(value) - seconds) < 1000) return '(now)'
      return random[at] ?? value
    })
}

/** Values with their types: 5, 5.0 and '5' are not the same. */
function rowText(row: unknown[]): string {
  return row.map(valueText).join(', ')
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : value.toString()
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
  return 'NULL'
}

function difference(name: string, before: string[], after: string[]): string {
  const gone = without(before, after)
  const come = without(after, before)
  if (gone.length === 0 && come.length === 0) return ''
  return `${name}: -${gone.join(' -')} +${come.join(' +')}`
}

/** The members of `rows` that `others` does not have, each counted. */
export function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1)
  return rows.filter((row) => {
    const count = left.get(row) ?? 0
    if (count > 0) left.set(row, count - 1)
    return count === 0
  })
}

function foreignKeys(database: DatabaseSync): boolean {
  const row = database.prepare('PRAGMA foreign_keys').get() as { foreign_keys: number }
  return row.foreign_keys === 1
}

/** How a probe that worked before has come to fail, or to do something else than it did. */
export type Regression = { how: string; fails: boolean }

/**
 * What has become of a probe; undefined while it works as before.
 * With `rows` false only errors count, since the rows of the shadow are not those of before.
 */
export function regression(
  probe: Probe,
  before: Outcome,
  after: Outcome,
  rows: boolean,
): Regression | undefined {
  if (before.kind === 'error') return undefined
  if (after.kind === 'error') {
    return { how: `${probe.label} fails: ${after.message}`, fails: true }
  }
  if (probe.names && after.kind === 'rows') {
    const [taken] = after.rows
    return taken === undefined
      ? undefined
      : { how: `${probe.label} means the new column ${taken} by a name in it`, fails: false }
  }
  const [missing] =
    before.kind === 'rows' && after.kind === 'rows' ? without(before.names, after.names) : []
  if (missing !== undefined) {
    return {
      how: `${probe.label} gives no ${missing}, which is the name a row is asked for`,
      fails: false,
    }
  }
  if (!rows) return undefined
  if (before.kind === 'rows' && after.kind === 'rows') {
    const lost = without(before.rows, after.rows)
    const come = probe.additive === true ? [] : without(after.rows, before.rows)
    if (lost.length === 0 && come.length === 0) return undefined
    return {
      how: `${probe.label} reads other rows: ${short(lost[0] ?? 'none')} before, ${short(after.rows[0] ?? 'none')} after`,
      fails: false,
    }
  }
  if (before.kind === 'effect' && after.kind === 'effect') {
    // A virtual table that is told more than before finds more.
    const untold = before.notes.find((note) => !after.notes.includes(note))
    if (before.text === after.text && untold === undefined) return undefined
    const what = untold === undefined ? [before.text, after.text] : [untold, after.notes.join('; ')]
    return {
      how: `${probe.label} does something else: ${short(what[0] ?? '')} before, ${short(what[1] ?? '')} after`,
      fails: false,
    }
  }
  return undefined
}

const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text)
