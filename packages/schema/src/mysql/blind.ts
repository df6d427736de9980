// A table that the schema does not have, or no schema at all: what can be said from the words of the
// statement alone.

import type { Break } from './breaks/index.ts'
import { dangerOf, type Danger, type Surroundings } from './hazard.ts'
import { lower, sameName } from './schema.ts'
import type { AlterAction, Selection, Statement } from './statement.ts'

export type Blind = { blind: Break[]; table: string; danger?: Danger }

/** Undefined when the schema has what is needed to judge by it; `known` when there is one at all. */
export function judgeWithoutSchema(
  statement: Statement,
  around: Surroundings,
  known: boolean,
): Blind | undefined {
  const { schema, isOld } = around
  const missing = (name: string): boolean =>
    !schema.tables.has(lower(name)) && !schema.views.has(lower(name))
  const unknown = (name: string): Blind => ({ table: name, blind: [unclear('the table')] })
  switch (statement.kind) {
    case 'alter-table':
      if (!missing(statement.name)) return undefined
      return {
        table: statement.name,
        blind: statement.actions.flatMap((action) => judgeAction(action, statement.actions)),
        danger: dangerOnAnyTable(statement, around),
      }
    case 'drop-table': {
      if (statement.temporary || statement.ifExists) return undefined
      const table = statement.names.find(missing)
      return table === undefined ? undefined : { table, blind: [gone(table)] }
    }
    case 'rename-table': {
      const table = statement.pairs.map(({ from }) => from).find(missing)
      const made = new Set(statement.pairs.map(({ to }) => lower(to)))
      if (table === undefined || made.has(lower(table))) return undefined
      return { table, blind: [gone(table)] }
    }
    case 'truncate':
      return missing(statement.name)
        ? { table: statement.name, blind: [broken('truncate', 'every row is gone')] }
        : undefined
    case 'update':
    case 'lock-rows': {
      const table = known
        ? undefined
        : statement.tables.find((name) => isOld(name) && missing(name))
      if (table === undefined) return undefined
      return { ...unknown(table), danger: dangerOfRows(statement, table, 'lock') }
    }
    case 'maintenance': {
      if (known || !/^(OPTIMIZE|REPAIR)$/.test(statement.operation)) return undefined
      const table = statement.tables.find(missing)
      return table === undefined ? undefined : unknown(table)
    }
    case 'insert':
    case 'create-table': {
      const { selects } = statement
      const name = statement.kind === 'insert' ? statement.table : statement.name
      if (statement.replace && !known && isOld(name) && missing(name)) {
        if (statement.kind === 'insert') return unknown(name)
        return { table: name, blind: [broken('other-table', `every row of ${name} is gone`)] }
      }
      const table = known ? undefined : selects?.tables.find((name) => isOld(name) && missing(name))
      if (selects === null || table === undefined || around.session.readCommitted) return undefined
      return { ...unknown(table), danger: dangerOfRows(selects, table, 'scan') }
    }
    case 'create-trigger':
      return !known && isOld(statement.table) && missing(statement.table)
        ? unknown(statement.table)
        : undefined
    case 'create-view':
      return !known && statement.replace && !schema.views.has(lower(statement.name))
        ? { table: statement.name, blind: [unclear('the view')] }
        : undefined
    case 'drop-view': {
      const view = known ? undefined : statement.names.find(missing)
      return view === undefined ? undefined : { table: view, blind: [unclear('the view')] }
    }
    case 'drop-trigger':
      return known || schema.triggers.has(lower(statement.name))
        ? undefined
        : { table: statement.name, blind: [unclear('the trigger')] }
    case 'drop-routine':
      return known || schema.routines.has(`${statement.routine} ${lower(statement.name)}`)
        ? undefined
        : { table: statement.name, blind: [unclear(`the ${statement.routine.toLowerCase()}`)] }
    default:
      return undefined
  }
}

/** What an ALTER TABLE costs on whatever table: the actions that cost the same on each. */
function dangerOnAnyTable(
  statement: Statement & { kind: 'alter-table' },
  around: Surroundings,
): Danger {
  const actions = statement.actions.filter(
    ({ kind }) =>
      !/^(change-column|drop-column|convert-charset|rebuild|drop-primary-key)$/.test(kind),
  )
  const schema = structuredClone(around.schema)
  const none = { origin: null, copied: false, exchanged: false, partitioned: false }
  const lists = { columns: [], keys: [], foreignKeys: [], checks: [] }
  const { charset, collation } = schema
  const table = { name: statement.name, engine: 'innodb', charset, collation, ...none, ...lists }
  schema.tables.set(lower(statement.name), table)
  const danger = dangerOf({ ...statement, actions }, { ...around, schema, isOld: () => true })
  // What the server refuses may hang on the rest.
  return danger.refused === undefined ? danger : { hazard: 'none', locks: [], why: '' }
}

/** Without a condition every row is looked at; what a condition finds is not known. */
function dangerOfRows({ where, limit }: Selection, table: string, hazard: 'lock' | 'scan'): Danger {
  if (where !== null || limit !== null) return { hazard: 'none', locks: [], why: '' }
  return { hazard, locks: [], why: `every row of ${table} stays locked until the last one is done` }
}

function unclear(what: string): Break {
  const why = `how ${what} is defined so far is not known`
  return { rule: 'unknown-table', certain: false, why }
}

function gone(table: string): Break {
  return broken('table-gone', `every statement on ${table} fails`)
}

function broken(rule: string, why: string): Break {
  return { rule, certain: true, why }
}

function judgeAction(action: AlterAction, all: readonly AlterAction[]): Break[] {
  switch (action.kind) {
    case 'drop-column':
      return [broken('column-gone', `a statement that names ${action.column} fails`)]
    case 'rename-column':
      return [broken('column-gone', `a statement that names ${action.from} fails`)]
    case 'rename-table':
      return [gone('it')]
    case 'add-column': {
      const { column } = action.definition
      const required = !column.nullable && column.default === null && !column.autoIncrement
      if (!required || column.generated !== null || column.type.name === 'ENUM') return []
      const later = all.some(
        (other) =>
          other.kind === 'set-default' &&
          other.value !== null &&
          sameName(other.column, column.name),
      )
      if (later) return []
      const why = `an INSERT that does not name ${column.name} fails`
      return [{ rule: 'required-column', certain: !action.ifNotExists, why }]
    }
    case 'add-key':
      if (action.key.parts.some(({ column }) => isLeftEmpty(column, all))) return []
      if (action.key.kind === 'unique' || action.key.kind === 'primary') {
        return [broken('new-unique', 'an INSERT or UPDATE that repeats a value fails')]
      }
      return []
    case 'add-foreign-key':
      if (action.key.columns.some((column) => isLeftEmpty(column, all))) return []
      return [broken('new-foreign-key', 'an INSERT or UPDATE without a parent fails')]
    case 'add-check':
      return action.check.enforced
        ? [broken('new-check', 'an INSERT or UPDATE that the check refuses fails')]
        : []
    case 'change-column':
      if (action.definition.column.name.toLowerCase() !== action.from.toLowerCase()) {
        return [broken('column-gone', `a statement that names ${action.from} fails`)]
      }
      return [unclear(action.from)]
    case 'set-default': {
      const isNew = all.some(
        (other) =>
          other.kind === 'add-column' && sameName(other.definition.column.name, action.column),
      )
      return isNew ? [] : [unclear(action.column)]
    }
    case 'rename-key':
    case 'key-visibility':
      return []
    default:
      return [unclear('the table')]
  }
}

/** Whether the same statement adds the column, and the running version leaves it NULL. */
function isLeftEmpty(name: string, actions: readonly AlterAction[]): boolean {
  return actions.some((action) => {
    if (action.kind !== 'add-column') return false
    const { column } = action.definition
    const { nullable, generated, default: value } = column
    return sameName(column.name, name) && nullable && generated === null && value === null
  })
}
