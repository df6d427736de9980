// Statements of the running version, made from its schema: they read, insert, update and delete
// everything it could. What worked before a migration has to work after it, with the same effect.

import type { DatabaseSync } from 'node:sqlite'
import type { Catalogue, Column, Table } from './catalogue.ts'
import { meaningProbes, saysStar } from './meanings.ts'
import { quote } from './names.ts'
import type { ScriptStatement } from './script.ts'
import { acceptableRow } from './shadow.ts'
import { awkwardValues, parents, type RowValues, type Value } from './values.ts'

/** Beyond the numbers of all rows there are; its children's parent is one without other children. */
const freshNumber = 9000 + parents - 1

export type Probe = {
  /** What the running version does, as in "an INSERT into users that …". */
  label: string
  sql: string
  values: Value[]
  /** The view that is read, if any: asked of many rows as well. */
  view?: string
  /** The table that is written, if any. */
  writes?: Table
  /** It asks which columns the statement means, and does not run it. */
  names?: true
  /** The view or trigger whose names are meant, and not those of the statement. */
  within?: { name: string; sql: string }
  /** Whether rows that come in addition are no difference. */
  additive?: boolean
  /** The application is known to run it. */
  recorded?: true
  /** False when few applications do this, so that its failing is only a question to them. */
  usual: boolean
}

/** What a running version with this schema does. `sources` is SQL whose literals are tried too. */
export function makeProbes(
  database: DatabaseSync,
  catalogue: Catalogue,
  sources: readonly string[],
): Probe[] {
  return [
    ...catalogue.tables.flatMap((table) => [
      ...reads(database, table),
      ...writes(database, catalogue, table, sources),
    ]),
    ...catalogue.views.flatMap((view) => [
      {
        label: `a SELECT from the view ${view.name}`,
        sql: `SELECT ${view.columns.map((name) => `v.${quote(name)}`).join(', ')} FROM ${quote(view.name)} v`,
        values: [],
        view: view.name,
        usual: true,
      },
      ...writesToView(view),
    ]),
    ...meaningProbes(database, catalogue),
  ]
}

/** A view can be written where INSTEAD OF triggers do the work; where there are none, these fail today. */
function writesToView({ name, columns }: Catalogue['views'][number]): Probe[] {
  const view = quote(name)
  const insert = (names: readonly string[]): Probe => {
    const list = names.map(quote).join(', ')
    return {
      label: `an INSERT into the view ${name}`,
      sql: `INSERT INTO ${view} (${list}) SELECT ${list} FROM ${view} LIMIT 1`,
      values: [],
      usual: true,
    }
  }
  const probes = [insert(columns)]
  // The key is often left to the table behind.
  if (columns.length > 1) probes.push(insert(columns.slice(1)))
  const same = columns.map((column) => `${quote(column)} = ${quote(column)}`).join(', ')
  for (const sql of [`UPDATE ${view} SET ${same}`, `DELETE FROM ${view}`]) {
    probes.push({ label: `a write to the view ${name}`, sql, values: [], usual: true })
  }
  return probes
}

/**
 * The recorded statements of a running version, with several values in the place of their parameters, and
 * a question each what its names mean: a new column may take one, which shows in no rows that do not meet it.
 */
export function recordedProbes(queries: readonly ScriptStatement[]): Probe[] {
  return queries.flatMap(({ sql }) => {
    const label = `the recorded statement «${sql.length > 80 ? `${sql.slice(0, 79)}…` : sql}»`
    const probe = { label, values: [], recorded: true as const, usual: true }
    const sqls = new Set([sql, withValues(sql, String), withValues(sql, (n) => `'value ${n}'`)])
    return [
      ...[...sqls].map((one) => ({ ...probe, sql: one })),
      ...(saysStar(sql) ? [] : [{ ...probe, sql, names: true as const }]),
    ]
  })
}

/** The statement with values in the place of its parameters; one that is named twice has one value. */
function withValues(sql: string, value: (n: number) => string): string {
  const names: string[] = []
  return sql.replace(parameter, (word, name?: string) => {
    if (name === undefined) return word
    if (name === '?' || !names.includes(name)) names.push(name)
    return value(name === '?' ? names.length : names.indexOf(name) + 1)
  })
}

/** A parameter, or a string, a name or a comment, in which there is none. */
const parameter =
  /'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*.*?\*\/|(\?\d*|[:@$][A-Za-z_]\w*)/gs

function reads(database: DatabaseSync, table: Table): Probe[] {
  const name = quote(table.name)
  const all = table.columns.map((column) => `t.${quote(column.name)}`).join(', ')
  const probes: Probe[] = [
    {
      label: `a SELECT of the columns of ${table.name}`,
      sql: `SELECT ${all} FROM ${name} t`,
      values: [],
      additive: true,
      usual: true,
    },
  ]
  if (!table.withoutRowid) {
    probes.push({
      label: `a SELECT of the rowid of ${table.name}`,
      sql: `SELECT t.rowid FROM ${name} t`,
      values: [],
      additive: true,
      usual: false,
    })
  }
  const row = firstRow(database, table)
  for (const column of table.columns) {
    const value = row?.[column.name]
    if (typeof value !== 'string') continue
    for (const [how, other] of [
      ['in other case', value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase()],
      ['with a space behind it', `${value} `],
    ] as const) {
      probes.push({
        label: `a SELECT that looks for a ${column.name} of ${table.name} ${how}`,
        sql: `SELECT count(*) FROM ${name} t WHERE t.${quote(column.name)} = ?`,
        values: [other],
        usual: true,
      })
    }
  }
  return probes
}

function writes(
  database: DatabaseSync,
  catalogue: Catalogue,
  table: Table,
  sources: readonly string[],
): Probe[] {
  const fresh = acceptableRow(database, catalogue, table, freshNumber)
  const first = firstRow(database, table)
  return [
    ...(fresh === undefined ? [] : inserts(table, fresh, first, sources)),
    ...(first === undefined ? [] : updates(table, first, fresh ?? {}, sources)),
    ...(first === undefined ? [] : deletes(database, table)),
  ]
}

function inserts(
  table: Table,
  fresh: RowValues,
  first: RowValues | undefined,
  sources: readonly string[],
): Probe[] {
  const insert = (how: string, row: RowValues, clause = ''): Probe => ({
    label: `an INSERT into ${table.name} ${how}`.trim(),
    sql: `${insertSql(table, Object.keys(row))}${clause}`,
    values: Object.values(row),
    writes: table,
    usual: true,
  })
  const probes = [insert('of all its columns', fresh)]
  const required = table.columns.filter((column) => isRequired(table, column))
  probes.push(insert('that names only the columns it has to', pick(fresh, required)))
  const rowidKey = table.columns.find((column) => isRowid(table, column))
  if (rowidKey !== undefined) {
    const rest = table.columns.filter((column) => column !== rowidKey && column.name in fresh)
    probes.push(insert(`that leaves ${rowidKey.name} to the database`, pick(fresh, rest)))
  }
  for (const column of table.columns.filter(({ name }) => name in fresh)) {
    const vary = (how: string, value: Value): Probe =>
      insert(how, { ...fresh, [column.name]: value })
    if (column.defaultSql !== null) {
      const rest = table.columns.filter((c) => c !== column && c.name in fresh)
      probes.push(insert(`that does not name ${column.name}`, pick(fresh, rest)))
    }
    probes.push(vary(`with no ${column.name}`, null))
    if (first?.[column.name] !== undefined) {
      probes.push(vary(`with a ${column.name} that is already there`, first[column.name] ?? null))
    }
    for (const value of awkwardValues(column, sources)) {
      probes.push(vary(`with ${column.name} = ${show(value)}`, value))
    }
  }
  if (first !== undefined) {
    const identifying = new Set(table.uniqueKeys.map((key) => key.columns.at(-1)))
    const twin: RowValues = {}
    for (const [name, value] of Object.entries(fresh)) {
      twin[name] = identifying.has(name) ? value : (first[name] ?? null)
    }
    probes.push(insert('that repeats a row but for its keys', twin))
    for (const key of table.uniqueKeys) {
      const kept = Object.fromEntries(key.columns.map((name) => [name, first[name] ?? null]))
      const target = key.columns.map(quote).join(', ')
      probes.push({
        ...insert(
          `ON CONFLICT (${key.columns.join(', ')})`,
          { ...fresh, ...kept },
          ` ON CONFLICT (${target}) DO NOTHING`,
        ),
        usual: true,
      })
    }
  }
  return probes
}

function updates(
  table: Table,
  first: RowValues,
  fresh: RowValues,
  sources: readonly string[],
): Probe[] {
  const where = rowCondition(table, first)
  return table.columns
    .filter((column) => !column.generated)
    .flatMap((column) => {
      const values: Value[] = [fresh[column.name] ?? null, null]
      values.push(...awkwardValues(column, sources).slice(0, 6))
      const update = (rows: { sql: string; values: Value[] }) => (value: Value) => ({
        label: `an UPDATE of ${table.name} SET ${column.name} = ${show(value)}`,
        sql: `UPDATE ${quote(table.name)} SET ${quote(column.name)} = ?${rows.sql}`,
        values: [value, ...rows.values],
        writes: table,
        usual: true,
      })
      const ofOne = values.map(update({ sql: ` WHERE ${where.sql}`, values: where.values }))
      // A trigger may mind what a row was: among all rows there are those it does.
      const isKey = table.uniqueKeys.some(({ columns }) => columns.includes(column.name))
      return isKey ? ofOne : [...ofOne, ...values.map(update({ sql: '', values: [] }))]
    })
}

function deletes(database: DatabaseSync, table: Table): Probe[] {
  // What the migration refers to may be any of the first rows, of which the last have no children yet.
  const rows = [...firstRows(database, table, parents), lastRow(database, table)]
  return rows.flatMap((row) => {
    if (row === undefined) return []
    const where = rowCondition(table, row)
    return [
      {
        label: `a DELETE from ${table.name}`,
        sql: `DELETE FROM ${quote(table.name)} WHERE ${where.sql}`,
        values: where.values,
        writes: table,
        usual: true,
      },
    ]
  })
}

function insertSql(table: Table, columns: string[]): string {
  if (columns.length === 0) return `INSERT INTO ${quote(table.name)} DEFAULT VALUES`
  const marks = columns.map(() => '?').join(', ')
  return `INSERT INTO ${quote(table.name)} (${columns.map(quote).join(', ')}) VALUES (${marks})`
}

/** INTEGER PRIMARY KEY: the rowid under another name, which SQLite fills in. */
function isRowid(table: Table, column: Column): boolean {
  const alone = table.columns.filter((other) => other.key > 0).length === 1
  return !table.withoutRowid && alone && column.key === 1 && /^integer$/i.test(column.type)
}

function isRequired(table: Table, column: Column): boolean {
  return (
    column.notNull && column.defaultSql === null && !column.generated && !isRowid(table, column)
  )
}

function rowCondition(table: Table, row: RowValues): { sql: string; values: Value[] } {
  const key = table.columns.filter((column) => column.key > 0)
  const columns = key.length > 0 ? key : table.columns
  return {
    sql: columns.map((column) => `${quote(column.name)} IS ?`).join(' AND '),
    values: columns.map((column) => row[column.name] ?? null),
  }
}

function firstRow(database: DatabaseSync, table: Table): RowValues | undefined {
  return firstRows(database, table, 1)[0]
}

function lastRow(database: DatabaseSync, table: Table): RowValues | undefined {
  return inOrder(database, table, 'DESC', 1)[0]
}

function firstRows(database: DatabaseSync, table: Table, count: number): RowValues[] {
  return inOrder(database, table, 'ASC', count)
}

function inOrder(
  database: DatabaseSync,
  table: Table,
  direction: string,
  count: number,
): RowValues[] {
  const key = table.columns.filter((column) => column.key > 0).map((column) => column.name)
  const order = table.withoutRowid ? key : ['rowid']
  const by = order.map((name) => `${quote(name)} ${direction}`).join(', ')
  return database.prepare(`SELECT * FROM ${quote(table.name)} ORDER BY ${by} LIMIT ${count}`).all()
}

function pick(row: RowValues, columns: readonly Column[]): RowValues {
  return Object.fromEntries(
    columns.filter(({ name }) => name in row).map(({ name }) => [name, row[name] ?? null]),
  )
}

function show(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') {
    return value.length > 30 ? `a text of ${value.length} characters` : `'${value}'`
  }
  return typeof value === 'object' ? `${value.byteLength} bytes` : String(value)
}
