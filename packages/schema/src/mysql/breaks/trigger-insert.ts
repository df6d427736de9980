// What a trigger inserts into another table, and why that may be refused: then the statement that fires
// the trigger is refused as well.

import { findColumn, lower, type Column, type Schema, type Table } from '../schema.ts'
import { compareTypes } from '../types.ts'

/** Why a write of the trigger's body fails; undefined when nothing speaks against it. */
export function refusalOf(body: string, table: Table, schema: Schema): string | undefined {
  const writes =
    /\b(insert into|insert ignore into|replace into|update|delete from) ((?:\S+ \. )?\S+)([^;]*)/gi
  for (const [, verb = '', name = '', rest = ''] of body.matchAll(writes)) {
    // One of another database is not of this schema.
    if (name.includes(' . ')) continue
    const target = schema.tables.get(lower(name))
    if (target === undefined) return `it writes ${name}, which is not there`
    if (target === table) return `a trigger may not write ${name}, the table it is on`
    const refused = /^(insert|replace) into/i.test(verb)
      ? refusedInsert(rest, table, target)
      : undefined
    if (refused !== undefined) return refused
  }
  return undefined
}

function refusedInsert(rest: string, table: Table, target: Table): string | undefined {
  const [, list, values] =
    /^ (?:\( ([^()]*) \) )?values? \( (.*) \)\s*(?:on duplicate.*)?$/is.exec(rest) ?? []
  if (values === undefined) return undefined
  const given = cut(values)
  const all = target.columns.filter(({ generated }) => generated === null)
  const named = list === undefined ? all.map(({ name }) => name) : cut(list)
  const missing = named.find((column) => findColumn(target, column) === undefined)
  if (missing !== undefined) return `${target.name} has no column ${missing}`
  if (given.length !== named.length) {
    return `it gives ${given.length} values to ${named.length} columns of ${target.name}`
  }
  const required = all.find(
    (column) => mustBeGiven(column) && !named.some((name) => lower(name) === lower(column.name)),
  )
  if (required !== undefined) return `${target.name}.${required.name} has to be given`
  const empty = named.find((column, at) => {
    const into = findColumn(target, column)
    return into?.nullable === false && !into.autoIncrement && mayBeNull(given[at] ?? '', table)
  })
  if (empty !== undefined) return `${target.name}.${empty} cannot be NULL`
  const narrow = named.find((column, at) => {
    const [from, into] = [columnGiven(given[at] ?? '', table), findColumn(target, column)]
    if (from === undefined || into === undefined) return false
    // A number at the far end of its type is not to be expected.
    const isText = /CHAR|TEXT|BINARY|BLOB|ENUM|SET/.test(from.type.name)
    return isText && compareTypes(from.type, into.type) === 'narrower'
  })
  return narrow === undefined ? undefined : `${target.name}.${narrow} holds less than it is given`
}

function mustBeGiven({ nullable, default: value, autoIncrement, type }: Column): boolean {
  return !nullable && value === null && !autoIncrement && type.name !== 'ENUM'
}

/** Whether it is a column, just so, that may have no value. */
function mayBeNull(expression: string, table: Table): boolean {
  return columnGiven(expression, table)?.nullable === true
}

function columnGiven(expression: string, table: Table): Column | undefined {
  const column = /^(?:new|old) \. (\S+)$/i.exec(expression.trim())?.[1]
  return column === undefined ? undefined : findColumn(table, column)
}

/** Cuts at the commas outside of parentheses. */
function cut(list: string): string[] {
  const parts = ['']
  let depth = 0
  for (const word of list.trim().split(/\s+/)) {
    if (word === '(') depth++
    if (word === ')') depth--
    if (word === ',' && depth === 0) parts.push('')
    else parts.push(`${parts.pop() ?? ''} ${word}`.trim())
  }
  return parts
}
