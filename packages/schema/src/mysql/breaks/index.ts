// What of the running version no longer works on a schema: the difference of two schemas, as the
// statements of an application that was written for the first one notice it.

import { isGranted, rightsOf } from '../rights.ts'
import type { Schema } from '../schema.ts'
import { compareNames } from './ambiguous.ts'
import type { Breaks, Conditions } from './break.ts'
import { compareTruncates } from './constraints.ts'
import { compareRights } from './rights.ts'
import { compareRoutines } from './routines.ts'
import { compareSequences } from './sequences.ts'
import { compareTable } from './table.ts'
import { compareTriggers } from './triggers.ts'
import { compareViews } from './views.ts'

export type { Break, Breaks, Conditions } from './break.ts'

/** Whether the application, or code that it runs, names the table: it has no right to what it does not name. */
function isNamedBy(role: string | undefined, table: string, running: Schema): boolean {
  const rights = rightsOf(role, running)
  if (rights === undefined || isGranted(table, rights)) return true
  const bodies = [...running.routines.values(), ...running.triggers.values()]
  const word = new RegExp(`(^|\\W)${table.replaceAll(/[^\w]/g, '.')}(\\W|$)`, 'i')
  return bodies.some(({ body }) => word.test(body))
}

export function findBreaks(running: Schema, now: Schema, conditions: Conditions): Breaks {
  const breaks: Breaks = new Map()
  for (const table of running.tables.values()) {
    const found: Breaks = new Map()
    compareTable(table, now, conditions, found)
    const isNamed = isNamedBy(conditions.role, table.name, running)
    for (const [key, one] of found) {
      if (isNamed || !/^(table|column)-gone$/.test(one.rule)) breaks.set(key, one)
    }
  }
  compareViews(running, now, conditions, breaks)
  compareTriggers(running, now, conditions, breaks)
  compareSequences(running, now, breaks)
  compareRoutines(running, now, conditions, breaks)
  compareTruncates(running, now, conditions, breaks)
  compareRights(running, now, conditions, breaks)
  compareNames(running, now, conditions, breaks)
  return breaks
}
