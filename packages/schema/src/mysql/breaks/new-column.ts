// A column that the running version does not know, and so does not give a value.

import { lower, type Column, type Table } from '../schema.ts'
import { isMariadbFrom, isMysqlFrom, type Server } from '../server.ts'
import type { Breaks, Conditions } from './break.ts'

export function judgeNewColumn(
  table: Table,
  column: Column,
  { server, strict, recorded }: Conditions,
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
  breaks.set(key, {
    rule: 'required-column',
    certain: true,
    why: `an INSERT of the running version that does not name ${column.name} fails: it is NOT NULL and has no default`,
  })
}

/** Whether an INSERT has to give it a value. */
export function isRequired(column: Column, server: Server): boolean {
  if (column.nullable || column.default !== null || column.autoIncrement) return false
  // An ENUM without a default has its first member as one.
  if (column.generated !== null || column.type.name === 'ENUM') return false
  const stamps = server.flavour === 'mysql' ? isMysqlFrom(server, 8) : isMariadbFrom(server, 10, 10)
  return column.type.name !== 'TIMESTAMP' || stamps
}
