// What of the running version no longer works on a schema: the difference of two schemas, as the
// statements of an application that was written for the first one notice it.

import type { Schema } from '../schema.ts'
import { compareNames } from './ambiguous.ts'
import type { Breaks, Conditions } from './break.ts'
import { compareRights } from './rights.ts'
import { compareRoutines } from './routines.ts'
import { compareSequences } from './sequences.ts'
import { compareTable } from './table.ts'
import { compareTriggers } from './triggers.ts'
import { compareViews } from './views.ts'

export type { Break, Breaks, Conditions } from './break.ts'

export function findBreaks(running: Schema, now: Schema, conditions: Conditions): Breaks {
  const breaks: Breaks = new Map()
  for (const table of running.tables.values()) compareTable(table, now, conditions, breaks)
  compareViews(running, now, conditions, breaks)
  compareTriggers(running, now, breaks)
  compareSequences(running, now, breaks)
  compareRoutines(running, now, conditions, breaks)
  compareRights(running, now, conditions, breaks)
  compareNames(running, now, conditions, breaks)
  return breaks
}
