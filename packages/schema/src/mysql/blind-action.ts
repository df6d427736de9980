// One action of an ALTER TABLE on a table that is not known.

import { broken, unclear, type Break } from './breaks/break.ts'
import { isRequired } from './breaks/new-column.ts'
import { testsChecks } from './cost.ts'
import type { Surroundings } from './hazard.ts'
import { lower, sameName, type Column } from './schema.ts'
import type { AlterAction, Statement } from './statement.ts'

/** Options that say nothing about how the rows are stored. */
const told =
  /^(COMMENT|AUTO_INCREMENT|AVG_ROW_LENGTH|MAX_ROWS|MIN_ROWS|CHECKSUM|DELAY_KEY_WRITE|PACK_KEYS|STATS_\w+)$/

export function judgeActionBlindly(
  action: AlterAction,
  { name: table, actions: all }: Statement & { kind: 'alter-table' },
  { server, added }: Surroundings,
): Break[] {
  const addedColumn = (column: string): Column | undefined =>
    added.get(`${lower(table)}.${lower(column)}`)
  /** Whether the running version leaves it NULL, because it does not know it. */
  const isLeftEmpty = (column: string): boolean => {
    const now = all.flatMap((other) =>
      other.kind === 'add-column' && sameName(other.definition.column.name, column)
        ? [other.definition.column]
        : [],
    )
    return [...now, addedColumn(column)].some(
      (one) => one !== undefined && one.nullable && one.generated === null && one.default === null,
    )
  }
  switch (action.kind) {
    case 'drop-column':
      if (addedColumn(action.column) !== undefined) return []
      return [broken('column-gone', `a statement that names ${action.column} fails`)]
    case 'rename-column':
      if (addedColumn(action.from) !== undefined) return []
      return [broken('column-gone', `a statement that names ${action.from} fails`)]
    case 'rename-table':
      return [broken('table-gone', `every statement on ${table} fails`)]
    case 'add-column': {
      const { column } = action.definition
      const later = all.some(
        (other) =>
          other.kind === 'set-default' &&
          other.value !== null &&
          sameName(other.column, column.name),
      )
      return isRequired(column, server) && !later ? [required(column)] : []
    }
    case 'change-column': {
      const { column, check, key } = action.definition
      if (addedColumn(action.from) !== undefined) {
        return isRequired(column, server) ? [required(column)] : []
      }
      if (!sameName(column.name, action.from)) {
        return [broken('column-gone', `a statement that names ${action.from} fails`)]
      }
      if (column.invisible)
        return [broken('invisible', `SELECT * no longer returns ${column.name}`)]
      if (check?.enforced === true && testsChecks(server)) return [refused]
      return [key === 'unique' ? repeated : unclear(action.from)]
    }
    case 'column-visibility':
      if (action.visible || addedColumn(action.column) !== undefined) return []
      return [broken('invisible', `SELECT * no longer returns ${action.column}`)]
    case 'set-default': {
      const isNew = all.some(
        (other) =>
          other.kind === 'add-column' && sameName(other.definition.column.name, action.column),
      )
      if (isNew) return []
      const known = addedColumn(action.column)
      if (known !== undefined) {
        const now = { ...known, default: action.value }
        return isRequired(now, server) ? [required(now)] : []
      }
      // Whoever takes a default away takes one that there was.
      if (action.value !== null) return [unclear(action.column)]
      const why = `an INSERT that does not name ${action.column} no longer stores its default`
      return [broken('no-default', why)]
    }
    case 'add-key':
      if (action.key.parts.some(({ column }) => isLeftEmpty(column))) return []
      return action.key.kind === 'unique' || action.key.kind === 'primary' ? [repeated] : []
    case 'add-foreign-key':
      if (action.key.columns.some(isLeftEmpty)) return []
      return [broken('new-foreign-key', 'an INSERT or UPDATE without a parent fails')]
    case 'add-check':
    case 'enforce-check': {
      const enforced = action.kind === 'add-check' ? action.check.enforced : action.enforced
      return enforced && testsChecks(server) ? [refused] : []
    }
    case 'drop-primary-key': {
      const why = 'INSERT … ON DUPLICATE KEY UPDATE no longer finds the row of the same key'
      return [broken('unique-gone', why)]
    }
    case 'partition':
      if (action.operation !== 'EXCHANGE') return []
      return [broken('partition-exchanged', 'the rows of a partition have gone to another table')]
    case 'option':
      return told.test(action.name) ? [] : [unclear('the table')]
    case 'drop-check':
    case 'default-charset':
    case 'convert-charset':
    case 'rename-key':
    case 'key-visibility':
      return []
    default:
      return [unclear('the table')]
  }
}

const repeated = broken('new-unique', 'an INSERT or UPDATE that repeats a value fails')
const refused = broken('new-check', 'an INSERT or UPDATE that the check refuses fails')

function required({ name }: Column): Break {
  return broken('required-column', `an INSERT that does not name ${name} fails`)
}
