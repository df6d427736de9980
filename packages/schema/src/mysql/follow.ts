// What is kept note of while a batch is walked over: names that change, and what only the batch knows.

import { lower, type Column, type Schema } from './schema.ts'
import type { Statement } from './statement.ts'

/**
 * Whether only temporary tables of the batch's own session are meant, which hide others of their name.
 * Keeps the set of them.
 */
export function isTemporary(statement: Statement, temporary: Set<string>): boolean {
  const hidden = (name: string): boolean => temporary.has(lower(name))
  switch (statement.kind) {
    case 'create-table':
      if (statement.temporary) temporary.add(lower(statement.name))
      return statement.temporary && statement.selects === null
    case 'drop-table': {
      const isOwn = statement.temporary || statement.names.every(hidden)
      if (isOwn) for (const name of statement.names) temporary.delete(lower(name))
      return isOwn
    }
    case 'alter-table':
    case 'truncate':
      return hidden(statement.name)
    case 'insert':
      return hidden(statement.table) && (statement.selects?.tables ?? []).every(hidden)
    case 'update':
    case 'delete':
      return statement.tables.length > 0 && statement.tables.every(hidden)
    default:
      return false
  }
}

/** Whether the statement changes only tables of which nothing but their names is known. */
export function isAbout(statement: Statement, names: ReadonlySet<string>): boolean {
  switch (statement.kind) {
    case 'alter-table':
    case 'truncate':
      return names.has(lower(statement.name))
    case 'drop-table':
      return statement.names.every((name) => names.has(lower(name)))
    default:
      return false
  }
}

/** Keeps `old` at the present names of the tables that were there before the batch. */
export function followRenames(old: Map<string, string>, statement: Statement, now: Schema): void {
  const pairs =
    statement.kind === 'rename-table'
      ? statement.pairs
      : statement.kind === 'alter-table'
        ? statement.actions.flatMap((action) =>
            action.kind === 'rename-table' ? [{ from: statement.name, to: action.to }] : [],
          )
        : []
  for (const { from, to } of pairs) {
    const original = old.get(lower(from))
    old.delete(lower(from))
    if (original !== undefined) old.set(lower(to), original)
  }
  for (const name of old.keys()) if (!now.tables.has(name)) old.delete(name)
}

/** Keeps the columns that are added to a table of which nothing else is known. */
export function noteColumns(statement: Statement, added: Map<string, Column>): void {
  if (statement.kind !== 'alter-table') return
  const key = (name: string): string => `${lower(statement.name)}.${lower(name)}`
  for (const action of statement.actions) {
    if (action.kind === 'add-column' && !action.ifNotExists) {
      added.set(key(action.definition.column.name), action.definition.column)
    }
    if (action.kind === 'drop-column') added.delete(key(action.column))
    if (action.kind === 'change-column' && added.delete(key(action.from))) {
      added.set(key(action.definition.column.name), action.definition.column)
    }
    const renamed = action.kind === 'rename-column' ? added.get(key(action.from)) : undefined
    if (action.kind === 'rename-column' && renamed !== undefined) {
      added.delete(key(action.from))
      added.set(key(action.to), renamed)
    }
  }
}

/** Whether it is an event that writes only tables which the batch makes, and reads no others. */
export function writesOnlyNew(
  statement: Statement & { kind: 'create-routine' },
  isOld: (table: string) => boolean,
): boolean {
  return (
    statement.routine === 'EVENT' &&
    statement.inner.every(({ meaning }) => {
      switch (meaning?.kind) {
        case 'insert':
          return ![meaning.table, ...(meaning.selects?.tables ?? [])].some(isOld)
        case 'update':
        case 'delete':
          return meaning.tables.length > 0 && !meaning.tables.some(isOld)
        case 'truncate':
          return !isOld(meaning.name)
        default:
          return false
      }
    })
  )
}
