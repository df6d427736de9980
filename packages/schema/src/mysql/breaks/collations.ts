// Columns that statements compare with each other need one collation.

import {
  charsetOf,
  collationOf,
  findColumn,
  type Column,
  type Schema,
  type Table,
} from '../schema.ts'
import type { Scope } from '../scopes.ts'
import type { Breaks } from './break.ts'

export function compareCollations(
  scopes: readonly Scope[],
  running: Schema,
  now: Schema,
  breaks: Breaks,
): void {
  for (const { compared, tables } of scopes) {
    for (const pair of compared) {
      const [before, after] = [running, now].map((schema) => isMixed(pair, tables, schema))
      if (before !== false || after !== true) continue
      const names = pair.map((name) => name.replace(/^[.]/, '')).join(' with ')
      breaks.set(`${names} mixed`, {
        rule: 'collations-mixed',
        certain: true,
        why: `a statement that compares ${names} fails: they have two collations now`,
      })
    }
  }
}

/** Undefined where it is not known. The collation of bytes comes before any other. */
function isMixed(
  pair: readonly string[],
  tables: readonly string[],
  schema: Schema,
): boolean | undefined {
  const found = pair.map((name) => find(name, tables, schema))
  const [first, second] = found
  if (first === undefined || second === undefined) return undefined
  const [one, other] = [first, second].map(({ table, column }) => charsetOf(table, column))
  if (one === null || one !== other) return false
  const collations = [first, second].map(({ table, column }) =>
    collationOf(table, column, schema.flavour),
  )
  return collations[0] !== collations[1] && !collations.some((name) => name.endsWith('_bin'))
}

function find(
  name: string,
  tables: readonly string[],
  schema: Schema,
): { table: Table; column: Column } | undefined {
  const [of = '', column = ''] = name.split('.')
  for (const one of of === '' ? tables : [of]) {
    const table = schema.tables.get(one)
    const found = table && findColumn(table, column)
    if (table !== undefined && found !== undefined) return { table, column: found }
  }
  return undefined
}
