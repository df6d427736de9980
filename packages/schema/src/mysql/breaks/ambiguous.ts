// Names that a recorded statement leaves without a table, and that two of its tables have now.

import { findColumn, lower, type Schema } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'

export function compareNames(
  running: Schema,
  now: Schema,
  { recorded }: Conditions,
  breaks: Breaks,
): void {
  for (const { tables, bare } of recorded.joins) {
    for (const name of tables) {
      const [before, after] = [running.tables.get(name), now.tables.get(name)]
      if (before === undefined || after === undefined) continue
      for (const column of after.columns) {
        const key = lower(column.name)
        if (!bare.has(key) || findColumn(before, key) !== undefined) continue
        const owner = tables.find((other) => {
          const table = running.tables.get(other)
          return other !== name && table !== undefined && findColumn(table, key) !== undefined
        })
        if (owner === undefined) continue
        breaks.set(`${name}.${key} ambiguous`, {
          rule: 'ambiguous-name',
          certain: true,
          why: `the recorded statement that takes ${key} from ${owner} fails: ${name} has one, too`,
        })
      }
    }
  }
}
