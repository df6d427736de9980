// Whether a CHECK refuses anything that its columns could hold so far. The condition is evaluated by
// SQLite, whose expressions are near enough; where they are not, the check counts as one that refuses.

import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import type { Column, Table } from './schema.ts'

/** A row the running version could have written and the check refuses; undefined when none is found. */
export function refusedRow(
  expression: string,
  columns: readonly { column: Column; values: (string | number | null)[] }[],
): string | undefined {
  using database = openEvaluator()
  const names = columns.map(({ column }) => column.name)
  try {
    const select = names.map((name) => `? AS "${name.replaceAll('"', '""')}"`).join(', ') || '1'
    const statement = database.prepare(`SELECT (${expression}) AS holds FROM (SELECT ${select})`)
    for (const row of combinations(columns.map(({ values }) => values))) {
      const { holds } = statement.get(...row) as { holds: unknown }
      if (holds === 0) return names.map((name, i) => `${name} = ${String(row[i])}`).join(', ')
    }
    return undefined
  } catch {
    return names.join(', ')
  }
}

function openEvaluator(): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  const length = (value: SQLOutputValue): number | null =>
    value === null ? null : Array.from(String(value)).length
  for (const name of ['char_length', 'character_length']) {
    database.function(name, { deterministic: true }, length)
  }
  database.function('regexp', { deterministic: true }, (pattern, value) =>
    Number(new RegExp(String(pattern), 'i').test(String(value))),
  )
  return database
}

function combinations<T>(lists: readonly T[][]): T[][] {
  return lists.reduce<T[][]>(
    (rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])),
    [[]],
  )
}

const ranges: Record<string, number> = {
  TINYINT: 7,
  SMALLINT: 15,
  MEDIUMINT: 23,
  INT: 31,
  BIGINT: 53,
}

/** Values at the edges of what a column holds, and around the numbers of the expression. */
export function edgeValues(column: Column, expression: string): (string | number | null)[] {
  const { name, unsigned, numbers, members } = column.type
  const literals = [...expression.matchAll(/\b\d+(?:\.\d+)?\b/g)].map(([text]) => Number(text))
  const bits = ranges[name]
  const values: (string | number | null)[] = column.nullable ? [null] : []
  if (bits !== undefined) {
    const most = 2 ** bits - 1
    const least = unsigned ? 0 : column.autoIncrement ? 1 : -most
    const near = [0, 1, -1, most, least, ...literals.flatMap((n) => [n - 1, n, n + 1])]
    values.push(...near.filter((n) => Number.isInteger(n) && n >= least && n <= most * 2))
  } else if (/DECIMAL|FLOAT|DOUBLE/.test(name)) {
    const near = [0, 0.5, -1, 1e9, ...literals.flatMap((n) => [n - 1, n, n + 1])]
    values.push(...near.filter((n) => !unsigned || n >= 0))
  } else if (members.length > 0) values.push(...members)
  else if (/DATE|TIMESTAMP/.test(name)) values.push('1000-01-01', '2024-06-15', '9999-12-31')
  else if (name === 'JSON') values.push('{}', '[]', '{"a":1}', '"x"', '0')
  else {
    const room = Math.min(numbers[0] ?? 3000, 3000)
    values.push('', ' ', 'x', 'Z9', '0', 'x'.repeat(room))
  }
  return [...new Set(values)]
}

/** The columns of the table that an expression names. */
export function columnsNamed(table: Table, expression: string): Column[] {
  const words = new Set(expression.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [])
  return table.columns.filter((column) => words.has(column.name.toLowerCase()))
}

/** A literal of SQL as the value it stands for; another expression as its text. */
export function literal(value: string | null): string | number | null {
  if (value === null || /^null$/i.test(value)) return null
  if (/^(true|false)$/i.test(value)) return /^true$/i.test(value) ? 1 : 0
  const text = /^'(.*)'$/s.exec(value)?.[1] ?? /^"(.*)"$/s.exec(value)?.[1]
  if (text !== undefined) return text
  return Number.isNaN(Number(value.replaceAll(' ', ''))) ? value : Number(value.replaceAll(' ', ''))
}
