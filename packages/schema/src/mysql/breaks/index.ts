// What of the running version no longer works on a schema: the difference of two schemas, as the
// statements of an application that was written for the first one notice it.

import { lower, type Schema } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'
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
  for (const [key, routine] of running.routines) {
    const current = now.routines.get(key)
    const what = `${routine.kind.toLowerCase()} ${routine.name}`
    if (current === undefined) {
      const certain = routine.kind !== 'EVENT'
      breaks.set(key, { rule: 'routine-gone', certain, why: `there is no ${what} any more` })
    } else if (current.signature !== routine.signature) {
      breaks.set(key, {
        rule: 'routine-signature',
        certain: true,
        why: `a call of the ${what} passes other parameters than it takes now`,
      })
    } else if (current.body !== routine.body) {
      const called = conditions.recorded.words.has(lower(routine.name))
      breaks.set(key, {
        rule: 'routine-changed',
        certain: called,
        why: `the ${what} does something else than the running version expects`,
      })
    }
  }
  return breaks
}
