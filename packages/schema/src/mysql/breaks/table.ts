// Tables that are gone, that others stand for, and what is in them.

import { findColumn, lower, sameName, type Schema, type Table } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'
import { compareColumn } from './column.ts'
import { compareComputed } from './computed.ts'
import { compareChecks, compareForeignKeys } from './constraints.ts'
import { compareKeys } from './keys.ts'
import { judgeNewColumn } from './new-column.ts'
import { inOldWords, readViewQuery } from './view-query.ts'
import { compareNumbers } from './numbers.ts'

export function compareTable(
  table: Table,
  now: Schema,
  conditions: Conditions,
  breaks: Breaks,
): void {
  const { name } = table
  const view = now.views.get(lower(name))
  const behind = view?.tables.length === 1 ? now.tables.get(lower(view.tables[0] ?? '')) : undefined
  const current = now.tables.get(lower(name)) ?? behind
  if (current === undefined && view === undefined) {
    breaks.set(name, {
      rule: 'table-gone',
      certain: true,
      why: `every statement on ${name} fails: there is no such table any more`,
    })
    return
  }
  if (view !== undefined && !view.updatable) {
    breaks.set(name, {
      rule: 'view-not-updatable',
      certain: true,
      why: `an INSERT, UPDATE or DELETE on ${name} fails: it is a view that cannot be written`,
    })
  }
  if (view?.updatable === true && behind !== undefined) {
    const shown = inOldWords(readViewQuery(view), view, now).columns
    const computed = table.columns.find(
      (column) => shown !== null && !/^[\w$]+$/.test(shown.get(lower(column.name)) ?? 'x'),
    )
    if (computed !== undefined) {
      breaks.set(`${name} computed`, {
        rule: 'view-not-updatable',
        certain: true,
        why: `an INSERT or UPDATE of ${name}.${computed.name} fails: the view in its name computes it`,
      })
    }
  }
  if (current === undefined) return
  if (behind === undefined && current.name !== name) {
    breaks.set(name, {
      rule: 'table-gone',
      certain: true,
      why: `every statement on ${name} fails: it is ${current.name} now, and names of tables are told apart by case`,
    })
  }
  if (current.origin !== table.origin) noteReplaced(table, current, now, breaks)
  if (current.exchanged && current.origin === table.origin) {
    breaks.set(`${name} exchange`, {
      rule: 'partition-exchanged',
      certain: true,
      why: `a SELECT from ${name} reads other rows: those of a partition have gone to another table`,
    })
  }
  const shown = view?.columns ?? null
  for (const column of table.columns) {
    const found = findColumn(current, column.name)
    const hidden = shown !== null && !shown.some((other) => sameName(other, column.name))
    const key = `${name}.${column.name}`
    if (found === undefined || hidden) {
      breaks.set(key, {
        rule: 'column-gone',
        certain: true,
        why: `a statement that names ${key} fails: there is no such column any more`,
      })
    } else compareColumn(table, column, current, found, now.flavour, breaks)
  }
  compareOrder(table, current, conditions, breaks)
  for (const column of current.columns) {
    if (findColumn(table, column.name) === undefined) {
      judgeNewColumn(table, column, conditions, now, breaks)
    }
  }
  compareKeys(table, current, conditions, breaks)
  compareComputed(table, current, conditions, breaks)
  compareNumbers(table, current, breaks)
  compareChecks(table, current, conditions, breaks)
  compareForeignKeys(table, current, now, breaks)
  if (!sameName(table.engine, current.engine) && sameName(table.engine, 'innodb')) {
    breaks.set(`${name} engine`, {
      rule: 'engine',
      certain: false,
      why: `${name} has no transactions, row locks and foreign keys any more`,
    })
  }
}

/** Another table has the name now. What it holds is known only when the batch has made it. */
function noteReplaced(table: Table, current: Table, now: Schema, breaks: Breaks): void {
  if (current.copied) return
  // Where the two have changed places, both names are read by the running version.
  const swapped = now.tables.get(current.origin ?? '')?.origin
  const isSwapped = swapped !== undefined && swapped !== null && swapped !== current.origin
  breaks.set(`${table.name} rows`, {
    rule: 'other-table',
    certain: current.origin === null || isSwapped,
    why: `a SELECT from ${table.name} reads other rows: another table has its name`,
  })
}

function compareOrder(
  table: Table,
  current: Table,
  { recorded }: Conditions,
  breaks: Breaks,
): void {
  const kept = current.columns.filter((column) => findColumn(table, column.name) !== undefined)
  const present = table.columns.filter((column) => findColumn(current, column.name) !== undefined)
  if (kept.length !== present.length) return
  if (kept.every((column, i) => sameName(column.name, present[i]?.name ?? ''))) return
  breaks.set(`${table.name} order`, {
    rule: 'column-order',
    certain: recorded.positionalInserts.has(lower(table.name)),
    why: `an INSERT into ${table.name} without a list of columns puts its values into other columns`,
  })
}
