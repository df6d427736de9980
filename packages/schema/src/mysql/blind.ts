// A table that the schema does not have, or no schema at all: what can be said from the words of the
// statement alone.

import type { Break } from './breaks/index.ts'
import { lower, type Schema } from './schema.ts'
import type { AlterAction, Statement } from './statement.ts'

export type Blind = { blind: Break[]; table: string }

/** Undefined when the schema has what is needed to judge by it. */
export function judgeWithoutSchema(statement: Statement, schema: Schema): Blind | undefined {
  const missing = (name: string): boolean =>
    !schema.tables.has(lower(name)) && !schema.views.has(lower(name))
  switch (statement.kind) {
    case 'alter-table':
      if (!missing(statement.name)) return undefined
      return { table: statement.name, blind: statement.actions.flatMap(judgeAction) }
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
    default:
      return undefined
  }
}

function gone(table: string): Break {
  return broken('table-gone', `every statement on ${table} fails`)
}

function broken(rule: string, why: string): Break {
  return { rule, certain: true, why }
}

function judgeAction(action: AlterAction): Break[] {
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
      return [broken('required-column', `an INSERT that does not name ${column.name} fails`)]
    }
    case 'add-key':
      if (action.key.kind === 'unique' || action.key.kind === 'primary') {
        return [broken('new-unique', 'an INSERT or UPDATE that repeats a value fails')]
      }
      return []
    case 'add-foreign-key':
      return [broken('new-foreign-key', 'an INSERT or UPDATE without a parent fails')]
    case 'add-check':
      return action.check.enforced
        ? [broken('new-check', 'an INSERT or UPDATE that the check refuses fails')]
        : []
    case 'change-column':
      if (action.definition.column.name.toLowerCase() !== action.from.toLowerCase()) {
        return [broken('column-gone', `a statement that names ${action.from} fails`)]
      }
      return [
        {
          rule: 'unknown-table',
          certain: false,
          why: `how ${action.from} is defined so far is not known`,
        },
      ]
    case 'rename-key':
    case 'key-visibility':
      return []
    default:
      return [
        {
          rule: 'unknown-table',
          certain: false,
          why: 'how the table is defined so far is not known',
        },
      ]
  }
}
