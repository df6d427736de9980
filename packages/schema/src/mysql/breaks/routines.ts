// Procedures, functions and events that are gone, changed, or no longer fit the tables they write.

import { lower, type Routine, type Schema } from '../schema.ts'
import type { Statement } from '../statement.ts'
import type { Breaks, Conditions } from './break.ts'

export function compareRoutines(
  running: Schema,
  now: Schema,
  { recorded }: Conditions,
  breaks: Breaks,
): void {
  for (const copy of recorded.copies) {
    if (!fits(copy, running) || fits(copy, now)) continue
    breaks.set(`copy into ${copy.table}`, {
      rule: 'column-count',
      certain: true,
      why: `the recorded INSERT of all columns of ${String(copy.given)} into ${copy.table} fails: they are no longer as many`,
    })
  }
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
      const called = recorded.words.has(lower(routine.name))
      breaks.set(key, {
        rule: 'routine-changed',
        certain: called,
        why: `the ${what} does something else than the running version expects`,
      })
    } else {
      const failing = failingInsert(current, now)
      if (failing === undefined || failingInsert(routine, running) !== undefined) continue
      breaks.set(key, {
        rule: 'routine-fails',
        certain: true,
        why: `the ${what} fails: it gives ${failing} another number of values than it has columns`,
      })
    }
  }
}

/** The table into which it inserts without a list of columns what does not fit. */
function failingInsert({ inner }: Routine, schema: Schema): string | undefined {
  for (const { meaning } of inner) {
    if (meaning?.kind === 'insert' && !fits(meaning, schema)) return meaning.table
  }
  return undefined
}

/** Whether an INSERT gives as many values as there are columns, as far as that is known. */
function fits(insert: Statement & { kind: 'insert' }, schema: Schema): boolean {
  const wanted = insert.columns?.length ?? width(insert.table, schema)
  const given = valuesOf(insert, schema)
  return given === undefined || wanted === undefined || given === wanted
}

function valuesOf({ given }: Statement & { kind: 'insert' }, schema: Schema): number | undefined {
  return typeof given === 'string' ? width(given, schema) : (given ?? undefined)
}

function width(name: string, schema: Schema): number | undefined {
  return schema.tables.get(lower(name))?.columns.filter(({ invisible }) => !invisible).length
}
