// The numbers that AUTO_INCREMENT gives.

import type { Table, Type } from '../schema.ts'
import type { Breaks } from './break.ts'

const bits: Record<string, number> = {
  TINYINT: 8,
  SMALLINT: 16,
  MEDIUMINT: 24,
  INT: 32,
  BIGINT: 64,
}

/** The last number gives the first INSERT its key, and the second an error. */
export function compareNumbers(table: Table, current: Table, breaks: Breaks): void {
  const column = current.columns.find(({ autoIncrement }) => autoIncrement)
  const next = current.nextNumber
  if (column === undefined || next === null || next === table.nextNumber) return
  if (next < lastOf(column.type)) return
  breaks.set(`${table.name} next number`, {
    rule: 'numbers-run-out',
    certain: true,
    why: `an INSERT into ${table.name} fails: ${next} is beyond what ${column.name} can hold`,
  })
}

/** The largest number of an integer; what is none has room enough. */
function lastOf({ name, unsigned }: Type): number {
  const width = bits[name]
  return width === undefined ? Infinity : 2 ** (unsigned ? width : width - 1) - 1
}
