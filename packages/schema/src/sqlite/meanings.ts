// Questions what the names in the running version's views and triggers mean: a new column may take one
// that meant a table further out, without an error. One that says `*` means all columns there are.

import type { DatabaseSync } from 'node:sqlite'
import type { Catalogue } from './catalogue.ts'
import { quote, sameName } from './names.ts'
import type { Probe } from './probes.ts'
import { tokenize } from './script.ts'

export function meaningProbes(database: DatabaseSync, catalogue: Catalogue): Probe[] {
  const objects = database
    .prepare(
      `SELECT name, type, tbl_name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger')`,
    )
    .all()
    .map((row) => ({
      name: String(row['name']),
      type: String(row['type']),
      on: String(row['tbl_name']),
      sql: String(row['sql']),
    }))
  return objects
    .filter(({ sql }) => !saysStar(sql))
    .flatMap(({ name, type, on, sql: source }) => {
      const label = `the ${type} ${name}`
      const sqls = type === 'view' ? [`SELECT * FROM ${quote(name)}`] : writesOf(catalogue, on)
      return sqls.map((sql) => ({
        label,
        sql,
        values: [],
        names: true as const,
        within: { name, sql: source },
        usual: true,
      }))
    })
}

/** Whether it says `*` for the columns of a table, and not in `count(*)` or between numbers. */
export function saysStar(sql: string): boolean {
  const tokens = tokenize(sql)
  return tokens.some(({ text }, at) => {
    const before = tokens[at - 1]?.text ?? ''
    return text === '*' && /^(select|distinct|all|returning|,|\.)$/i.test(before)
  })
}

/** Writes of every kind, which are only compiled. */
function writesOf(catalogue: Catalogue, target: string): string[] {
  const table = catalogue.tables.find(({ name }) => sameName(name, target))
  const view = catalogue.views.find(({ name }) => sameName(name, target))
  const columns =
    table?.columns.filter(({ generated }) => !generated).map(({ name }) => name) ?? view?.columns
  const same = columns?.map((column) => `${quote(column)} = ${quote(column)}`).join(', ')
  const name = quote(target)
  return [
    `INSERT INTO ${name} DEFAULT VALUES`,
    `DELETE FROM ${name}`,
    ...(same === undefined ? [] : [`UPDATE ${name} SET ${same}`]),
  ]
}
