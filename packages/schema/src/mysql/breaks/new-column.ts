// A column that the running version does not know, and so does not give a value.

import { lower, sameName, type Column, type Schema, type Table } from '../schema.ts'
import { isMariadbFrom, isMysqlFrom, type Server } from '../server.ts'
import type { Breaks, Conditions } from './break.ts'

export function judgeNewColumn(
  table: Table,
  column: Column,
  { server, strict, recorded }: Conditions,
  now: Schema,
  breaks: Breaks,
): void {
  const key = `${table.name}.${column.name}`
  if (recorded.positionalInserts.has(lower(table.name)) && !column.invisible) {
    breaks.set(`${key} position`, {
      rule: 'column-count',
      certain: true,
      why: `the recorded INSERT into ${table.name} without a list of columns fails: it has one value too few`,
    })
  }
  if (!strict || !isRequired(column, server)) return
  // MariaDB looks for a missing value only when the triggers have been run.
  if (server.flavour === 'mariadb' && isFilled(table.name, column, now)) return
  breaks.set(key, {
    rule: 'required-column',
    certain: !isFilled(table.name, column, now),
    why: `an INSERT of the running version that does not name ${column.name} fails: it is NOT NULL and has no default`,
  })
}

/** Whether a trigger gives it a value in front of each INSERT. */
function isFilled(table: string, { name }: Column, { triggers }: Schema): boolean {
  return [...triggers.values()].some(
    (trigger) =>
      sameName(trigger.table, table) &&
      `${trigger.timing} ${trigger.event}`.toUpperCase() === 'BEFORE INSERT' &&
      !/\b(if|case) .* then\b/is.test(trigger.body) &&
      trigger.body.toLowerCase().includes(`new . ${lower(name)} =`),
  )
}

/** Whether an INSERT has to give it a value. */
export function isRequired(column: Column, server: Server): boolean {
  if (column.nullable || column.default !== null || column.autoIncrement) return false
  // An ENUM without a default has its first member as one.
  if (column.generated !== null || column.type.name === 'ENUM') return false
  const stamps = server.flavour === 'mysql' ? isMysqlFrom(server, 8) : isMariadbFrom(server, 10, 10)
  return column.type.name !== 'TIMESTAMP' || stamps
}
