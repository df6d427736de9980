// Rows as the running version could have stored them: plausible ones to fill the shadow with, and
// awkward ones that find what a migration has come to forbid.

import type { SQLInputValue } from 'node:sqlite'
import type { Catalogue, Column, Table } from './catalogue.ts'
import { sameName } from './names.ts'
import { tokenize, unquote } from './script.ts'

/** So many rows of a parent are sure to be there for children to refer to. */
export const parents = 5

export type Value = SQLInputValue
export type RowValues = Record<string, Value>

type Affinity = 'integer' | 'real' | 'text' | 'blob'

/** The affinity SQLite derives from a declared type, with NUMERIC taken as integers. */
function affinity(type: string): Affinity {
  if (/INT|BOOL|SERIAL/i.test(type)) return 'integer'
  if (/CHAR|CLOB|TEXT|DATE|TIME|JSON|UUID|ENUM/i.test(type)) return 'text'
  if (/BLOB/i.test(type)) return 'blob'
  if (/REAL|FLOA|DOUB|DEC|NUM/i.test(type)) return 'real'
  return type === '' ? 'text' : 'integer'
}

/**
 * The `n`th plausible value of a column. Values of different rows differ, and those of different
 * columns too, so that it shows where a value has gone; a foreign key holds its parent's value.
 */
export function sampleValue(catalogue: Catalogue, table: Table, column: Column, n: number): Value {
  const parent = parentOf(catalogue, table, column)
  if (parent !== undefined) {
    return sampleValue(catalogue, parent.table, parent.column, ((n - 1) % parents) + 1)
  }
  const usual = constantDefault(column)
  if (n % 2 === 0 && usual !== undefined && !isUnique(table, column)) return usual
  const place = table.columns.indexOf(column) + 1
  const type = column.type
  if (/BOOL/i.test(type)) return n % 2
  if (/DATETIME|TIMESTAMP/i.test(type))
    return `2019-0${place % 9}-${twoDigits(n)} 10:${minute(n)}:00`
  if (/DATE/i.test(type)) return new Date(Date.UTC(2000 + place, 0, n)).toISOString().slice(0, 10)
  if (/JSON/i.test(type)) return `{"${column.name}":${n}}`
  switch (affinity(type)) {
    case 'integer':
      return column.key === 1 ? n : place * 1000 + n
    case 'real':
      return place * 1000 + n + 0.25
    case 'blob':
      return Buffer.from(`${column.name} ${n}`)
    case 'text':
      return /mail/i.test(column.name)
        ? `User${n}@example.com`
        : `${capital(column.name)} value ${n}`
  }
}

/** The row of `sampleValue`s, with what earlier attempts taught about the table's constraints. */
export function sampleRow(
  catalogue: Catalogue,
  table: Table,
  n: number,
  lessons: RowValues = {},
): RowValues {
  const row: RowValues = {}
  for (const column of table.columns) {
    if (!column.generated) row[column.name] = sampleValue(catalogue, table, column, n)
  }
  return { ...row, ...lessons }
}

/** Values that a stricter schema is likely to refuse; `sources` is SQL whose literals count too. */
export function awkwardValues(column: Column, sources: readonly string[]): Value[] {
  const literals = [...new Set(sources.flatMap(literalsOf))].slice(0, 40)
  const numbers = literals.filter((literal) => typeof literal === 'number')
  const texts = literals.filter((literal) => typeof literal === 'string')
  switch (affinity(column.type)) {
    case 'integer':
      return unique([0, -1, 7_000_000_000, ...numbers.flatMap((n) => [n - 1, n, n + 1]), 'text'])
    case 'real':
      return unique([0, -1.5, 1e12, ...numbers.flatMap((n) => [n - 0.5, n, n + 0.5]), 'text'])
    case 'blob':
      return [Buffer.alloc(0), Buffer.alloc(2000, 1)]
    case 'text':
      return unique([
        '',
        'x',
        ' Äpfel ',
        'x'.repeat(2000),
        '{"a":',
        ...texts,
        ...texts.map(swapCase),
      ])
  }
}

/** Values of the column's kind around literals that SQL compares it with. */
export function variants(column: Column, literals: readonly (string | number)[]): Value[] {
  const text = affinity(column.type) === 'text'
  return unique(
    literals.flatMap((literal): Value[] => {
      if (typeof literal === 'string') {
        if (text) return [literal]
        return /^-?\d+(\.\d+)?$/.test(literal) ? [Number(literal)] : []
      }
      return text ? [String(literal)] : [literal - 1, literal, literal + 1]
    }),
  )
}

/** Values to try when a CHECK refuses the plausible one. */
export function candidates(table: Table, n: number): Value[] {
  const digits = [2, 3, 4, 5, 6, 8, 10, 13].map((length) => String(n).padStart(length, '0'))
  const common: Value[] = [
    1,
    0,
    5,
    50,
    0.5,
    2024,
    'a',
    'A',
    'AB',
    'ABC',
    'abc',
    '{}',
    '[]',
    '2024-01-01',
    null,
  ]
  // The same place means the same kind of value for every n.
  return [
    ...literalsOf(table.sql).flatMap((literal): Value[] =>
      typeof literal === 'number' ? [literal, literal + 1, literal - 1] : [literal],
    ),
    n,
    ...digits,
    ...digits.map((text) => text.replace(/^0/, 'a')),
    `user${n}@example.com`,
    `https://example.com/${n}`,
    ...common,
  ]
}

/** The default of a column where it is a literal; many rows have it in practice. */
export function constantDefault(column: Column): string | number | undefined {
  const tokens = tokenize(column.defaultSql ?? '')
  return tokens.length === 1 ? literalsOf(column.defaultSql ?? '')[0] : undefined
}

function isUnique(table: Table, column: Column): boolean {
  return table.uniqueKeys.some((key) => key.columns.some((name) => sameName(name, column.name)))
}

/** The numbers and strings written in a piece of SQL. */
export function literalsOf(sql: string): (string | number)[] {
  return tokenize(sql).flatMap((token): (string | number)[] => {
    if (token.kind === 'string') return [unquote(token)]
    if (token.kind === 'number' && Number.isFinite(Number(token.text))) return [Number(token.text)]
    return []
  })
}

function parentOf(
  catalogue: Catalogue,
  table: Table,
  column: Column,
): { table: Table; column: Column } | undefined {
  for (const key of table.foreignKeys) {
    const at = key.columns.findIndex((name) => sameName(name, column.name))
    if (at < 0) continue
    const parent = catalogue.tables.find((other) => sameName(other.name, key.parent))
    if (parent === undefined) continue
    const name = key.parentColumns[at]
    const found = parent.columns.find((other) =>
      name == null ? other.key === at + 1 : sameName(other.name, name),
    )
    // A table that refers to itself would go round in circles through the same column.
    if (found !== undefined && found !== column) return { table: parent, column: found }
  }
  return parentByName(catalogue, table, column)
}

/** Many schemas declare no foreign keys: `room_id` holds the key of `rooms`, or the key of that name. */
function parentByName(
  catalogue: Catalogue,
  table: Table,
  column: Column,
): { table: Table; column: Column } | undefined {
  if (column.key > 0 || !/._/.test(column.name) || isUnique(table, column)) return undefined
  const stem = column.name.replace(/_[^_]*$/, '').toLowerCase()
  for (const parent of catalogue.tables) {
    const [key, second] = parent.columns.filter((other) => other.key > 0)
    if (parent === table || key === undefined || second !== undefined) continue
    const isNamed = [stem, `${stem}s`, `${stem}es`].includes(parent.name.toLowerCase())
    const qualified = isNamed && column.name.toLowerCase() === `${stem}_${key.name.toLowerCase()}`
    if (qualified || (key.name.includes('_') && sameName(key.name, column.name))) {
      return { table: parent, column: key }
    }
  }
  return undefined
}

const unique = (values: Value[]): Value[] => [...new Set(values)]
const twoDigits = (n: number): string => String((n % 28) + 1).padStart(2, '0')
const minute = (n: number): string => String(n % 60).padStart(2, '0')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function swapCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase()
}
