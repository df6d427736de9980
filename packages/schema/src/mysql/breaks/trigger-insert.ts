// What a trigger inserts into another table, and why that may be refused: then the statement that fires
// the trigger is refused as well.

import {
  findColumn,
  lower,
  type Column,
  type Key,
  type Schema,
  type Table,
  type Trigger,
} from '../schema.ts'
import { compareTypes } from '../types.ts'

/** Why a write of the trigger's body fails; undefined when nothing speaks against it. */
export function refusalOf(
  { body, event }: Trigger,
  table: Table,
  schema: Schema,
): string | undefined {
  const writes =
    /\b(insert into|insert ignore into|replace into|update|delete from) ((?:\S+ \. )?\S+)([^;]*)/gi
  for (const [, verb = '', name = '', rest = ''] of body.matchAll(writes)) {
    // One of another database is not of this schema.
    if (name.includes(' . ')) continue
    const target = schema.tables.get(lower(name))
    if (target === undefined && schema.views.has(lower(name))) continue
    if (target === undefined) return `it writes ${name}, which is not there`
    if (target === table) return `a trigger may not write ${name}, the table it is on`
    const refused = /^(insert|replace) into/i.test(verb)
      ? refusedInsert(rest, table, target, /^insert/i.test(verb) ? event : null)
      : undefined
    if (refused !== undefined) return refused
  }
  return undefined
}

/** `event` is what fires it; null where a row of the same key is replaced. */
function refusedInsert(
  rest: string,
  table: Table,
  target: Table,
  event: string | null,
): string | undefined {
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
  if (narrow !== undefined) return `${target.name}.${narrow} holds less than it is given`
  if (event === null || /\bon duplicate\b/i.test(rest)) return undefined
  const byColumn = new Map(named.map((column, at) => [lower(column), given[at] ?? '']))
  const repeated = repeatedKey(byColumn, event, table, target)
  return repeated && `${target.name} takes the same ${repeated} only once`
}

/**
 * The unique key of which a second row would be inserted: all of its values come from columns that do
 * not tell the rows of the trigger's table apart, or from a row that is updated once more.
 */
function repeatedKey(
  given: ReadonlyMap<string, string>,
  event: string,
  table: Table,
  target: Table,
): string | undefined {
  const unique = ({ kind }: Key): boolean => kind === 'primary' || kind === 'unique'
  const key = target.keys.filter(unique).find(({ parts }) => {
    const sources: string[] = []
    for (const { column: name } of parts) {
      const value = given.get(lower(name)) ?? findColumn(target, name)?.default ?? 'NULL'
      const column = columnGiven(value, table)
      if (column === undefined && !/^(-?[\d.]+|'.*')$/.test(value.trim())) return false
      if (column !== undefined) sources.push(lower(column.name))
    }
    const tellsApart = table.keys.some(
      (own) => unique(own) && own.parts.every((part) => sources.includes(lower(part.column))),
    )
    return event === 'UPDATE' || !tellsApart
  })
  return key?.parts.map(({ column }) => column).join(', ')
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
