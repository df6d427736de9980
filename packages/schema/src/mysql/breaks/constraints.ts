// CHECKs and foreign keys that refuse more than before, or carry on otherwise.

import { columnsNamed, edgeValues, literal, refusedRow } from '../checks.ts'
import {
  findColumn,
  lower,
  sameName,
  type Check,
  type ForeignKey,
  type Schema,
  type Table,
} from '../schema.ts'
import { isMysqlFrom } from '../server.ts'
import type { Breaks, Conditions } from './break.ts'

export function compareChecks(
  table: Table,
  current: Table,
  conditions: Conditions,
  breaks: Breaks,
): void {
  if (conditions.server.flavour === 'mysql' && !isMysqlFrom(conditions.server, 8, 0, 16)) return
  const same = (a: Check, b: Check): boolean =>
    a.enforced && a.expression.toLowerCase() === b.expression.toLowerCase()
  for (const check of current.checks) {
    if (!check.enforced || table.checks.some((old) => same(old, check))) continue
    const named = columnsNamed(current, check.expression)
    const columns = named.map((column) => {
      const old = findColumn(table, column.name)
      if (old !== undefined) return { column, values: edgeValues(old, check.expression) }
      return { column, values: [literal(column.default)] }
    })
    const refused = refusedRow(check.expression, columns)
    if (refused === undefined) continue
    breaks.set(`${table.name} check ${check.name}`, {
      rule: 'new-check',
      certain: true,
      why: `an INSERT or UPDATE of ${table.name} with ${refused.slice(0, 80)} fails: CHECK (${check.expression})`,
    })
  }
}

/** A table that another one refers to takes no TRUNCATE, be the other empty. */
export function compareTruncates(
  running: Schema,
  now: Schema,
  { recorded }: Conditions,
  breaks: Breaks,
): void {
  const referring = (schema: Schema, name: string): string | undefined =>
    [...schema.tables.values()].find(
      (table) =>
        !sameName(table.name, name) &&
        table.foreignKeys.some(({ parent }) => sameName(parent, name)),
    )?.name
  for (const name of recorded.truncated) {
    const child = referring(now, name)
    if (child === undefined || referring(running, name) !== undefined) continue
    breaks.set(`${name} truncate`, {
      rule: 'truncate-refused',
      certain: true,
      why: `TRUNCATE ${name} fails: a foreign key of ${child} refers to it`,
    })
  }
}

export function compareForeignKeys(
  table: Table,
  current: Table,
  now: Schema,
  breaks: Breaks,
): void {
  // A parent that is gone under its old name has been renamed: the key goes on pointing to it.
  const sameColumns = (a: ForeignKey, b: ForeignKey): boolean => {
    const parents = [a.parent, b.parent].filter((name) => now.tables.has(lower(name)))
    return sameName(a.columns.join(), b.columns.join()) && new Set(parents.map(lower)).size < 2
  }
  for (const key of current.foreignKeys) {
    const old = table.foreignKeys.find((other) => sameColumns(other, key))
    const list = key.columns.join(', ')
    if (old === undefined) {
      // Columns the running version does not know stay NULL, which refers to nothing.
      if (!key.columns.some((name) => findColumn(table, name) !== undefined)) continue
      breaks.set(`${table.name} foreign key ${list}`, {
        rule: 'new-foreign-key',
        certain: true,
        why: `an INSERT or UPDATE of ${table.name} whose ${list} is not in ${key.parent} fails, and so does a DELETE of a row of ${key.parent} that is referred to`,
      })
    } else if (old.onDelete !== key.onDelete || old.onUpdate !== key.onUpdate) {
      breaks.set(`${table.name} foreign key ${list}`, {
        rule: 'foreign-key-action',
        certain: true,
        why: `a DELETE or UPDATE of ${key.parent} does something else to ${table.name}: ${old.onDelete} has become ${key.onDelete}`,
      })
    }
  }
  for (const old of table.foreignKeys) {
    if (current.foreignKeys.some((key) => sameColumns(key, old))) continue
    if (old.onDelete === 'RESTRICT' && old.onUpdate === 'RESTRICT') continue
    breaks.set(`${table.name} foreign key ${old.name} gone`, {
      rule: 'foreign-key-gone',
      certain: true,
      why: `a DELETE of ${old.parent} no longer carries on to ${table.name}`,
    })
  }
}
