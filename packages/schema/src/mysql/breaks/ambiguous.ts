// Names without a table in recorded statements and in routines, which a new column takes over.

import { findColumn, lower, type Schema } from '../schema.ts'
import type { Scope } from '../scopes.ts'
import type { Breaks, Conditions } from './break.ts'
import { compareCollations } from './collations.ts'

export function compareNames(
  running: Schema,
  now: Schema,
  { recorded }: Conditions,
  breaks: Breaks,
): void {
  const ofRoutines = [...running.routines].flatMap(([key, { scopes, name, body }]) =>
    now.routines.get(key)?.body === body
      ? scopes.map((scope) => ({ scope, what: `the routine ${name}` }))
      : [],
  )
  const ofRecorded = recorded.scopes.map((scope) => ({ scope, what: 'a recorded statement' }))
  for (const { scope, what } of [...ofRecorded, ...ofRoutines]) {
    for (const name of scope.tables) {
      for (const column of newColumns(name, running, now)) {
        const taken = takenName(column, name, scope, running)
        if (taken === undefined) continue
        breaks.set(`${name}.${column} ${taken.rule}`, {
          rule: taken.rule,
          certain: true,
          why: `${what} ${taken.why}`,
        })
      }
    }
    compareUnited(scope, running, now, breaks)
    compareCollations([scope], running, now, breaks)
  }
}

function newColumns(name: string, running: Schema, now: Schema): string[] {
  const [before, after] = [running.tables.get(name), now.tables.get(name)]
  if (before === undefined || after === undefined) return []
  return after.columns
    .filter((column) => findColumn(before, column.name) === undefined)
    .map((column) => lower(column.name))
}

function takenName(
  column: string,
  table: string,
  { tables, bare, grouped, natural, derived, outer }: Scope,
  running: Schema,
): { rule: string; why: string } | undefined {
  const has = (one: string): boolean => {
    const found = running.tables.get(one)
    return found !== undefined && findColumn(found, column) !== undefined
  }
  const owner = tables.find((other) => other !== table && has(other))
  if (natural && owner !== undefined) {
    return { rule: 'natural-join', why: `joins ${table} and ${owner} by ${column}, too` }
  }
  if (grouped.has(column)) {
    const why = `groups by the new column ${column} of ${table} and no longer by what it calls so itself`
    return { rule: 'name-taken', why }
  }
  if (!bare.has(column)) return undefined
  if (owner !== undefined) {
    const why = `that takes ${column} from ${owner} fails: ${table} has one, too`
    return { rule: 'ambiguous-name', why }
  }
  if (derived || tables.some(has)) return undefined
  for (let around = outer; around !== null; around = around.outer) {
    const meant = around.tables.find(has)
    if (meant === undefined) continue
    const why = `takes ${column} from ${table} in a subquery and no longer from ${meant} around it`
    return { rule: 'name-taken', why }
  }
  return undefined
}

/** A UNION of all columns of several tables needs as many of each. */
function compareUnited(
  { star, united }: Scope,
  running: Schema,
  now: Schema,
  breaks: Breaks,
): void {
  const other = united?.star ?? null
  if (star === null || other === null) return
  const width = (name: string, schema: Schema): number | undefined =>
    schema.tables.get(name)?.columns.filter(({ invisible }) => !invisible).length
  const isEven = (schema: Schema): boolean => width(star, schema) === width(other, schema)
  if (!isEven(running) || isEven(now) || !now.tables.has(star) || !now.tables.has(other)) return
  breaks.set(`${star} union ${other}`, {
    rule: 'column-count',
    certain: true,
    why: `a UNION of all columns of ${other} and ${star} fails: one has more than the other`,
  })
}
