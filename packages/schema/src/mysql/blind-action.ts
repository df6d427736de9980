// One action of an ALTER TABLE on a table that is not known.

import { broken, unclear, type Break } from './breaks/break.ts'
import { isRequired } from './breaks/new-column.ts'
import { testsChecks } from './cost.ts'
import type { Surroundings } from './hazard.ts'
import { Unknown } from './reader.ts'
import type { Recorded } from './recorded.ts'
import { lower, sameName, type Column, type Key } from './schema.ts'
import { isMariadbFrom } from './server.ts'
import type { AlterAction, Statement } from './statement.ts'

/** Options that say nothing about how the rows are stored. */
const told =
  /^(COMMENT|AUTO_INCREMENT|AVG_ROW_LENGTH|MAX_ROWS|MIN_ROWS|CHECKSUM|DELAY_KEY_WRITE|PACK_KEYS|STATS_\w+)$/

/** What IF EXISTS or IF NOT EXISTS guards may come to nothing. */
export function isGuarded(action: AlterAction): boolean {
  return (
    ('ifExists' in action && action.ifExists) || ('ifNotExists' in action && action.ifNotExists)
  )
}

export function judgeActionBlindly(
  action: AlterAction,
  statement: Statement & { kind: 'alter-table' },
  around: Surroundings,
): Break[] {
  const breaks = breaksOfAction(action, statement, around)
  const isSure = !isGuarded(action) && !statement.ifExists
  return isSure ? breaks : breaks.map((one) => ({ ...one, certain: false }))
}

function breaksOfAction(
  action: AlterAction,
  { name: table, actions: all }: Statement & { kind: 'alter-table' },
  { server, added, later, dropped, recorded }: Surroundings,
): Break[] {
  /** Whether the batch gives the name back. */
  const comesBack = (column: string): boolean =>
    later.some(
      (one) =>
        !(one instanceof Unknown) &&
        one.kind === 'alter-table' &&
        one.actions.some(
          (other) =>
            (other.kind === 'rename-column' && sameName(other.to, column)) ||
            (other.kind === 'change-column' && sameName(other.definition.column.name, column)),
        ),
    )
  const lost = (column: string): Break => {
    const one = broken('column-gone', `a statement that names ${column} fails`)
    return { ...one, certain: !comesBack(column) && !isShown(table, later) }
  }
  const hinted = (index: string): Break[] =>
    recorded.hintedIndexes.has(lower(index)) &&
    !all.some((other) => other.kind === 'add-key' && sameName(other.key.name, index))
      ? [broken('hinted-index', `the recorded statement that names the index ${index} fails`)]
      : []
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
  const dropsKey = all.some(({ kind }) => kind === 'drop-key')
  switch (action.kind) {
    case 'drop-column':
      if (addedColumn(action.column) !== undefined) return []
      return [broken('column-gone', `a statement that names ${action.column} fails`)]
    case 'rename-column':
      if (addedColumn(action.from) !== undefined) return []
      return [lost(action.from)]
    case 'rename-table':
      return [tableGone(table, later, action.to)]
    case 'add-column': {
      const { column } = action.definition
      const given = all.some(
        (other) =>
          other.kind === 'set-default' &&
          other.value !== null &&
          sameName(other.column, column.name),
      )
      const taken = takenBlindly(column, table, recorded)
      return isRequired(column, server) && !given ? [required(column), ...taken] : taken
    }
    case 'change-column': {
      const { column, check, key } = action.definition
      if (addedColumn(action.from) !== undefined) {
        return isRequired(column, server) ? [required(column)] : []
      }
      if (!sameName(column.name, action.from)) {
        return [lost(action.from)]
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
      // What is NULL or the first member of an ENUM without a default goes on being so.
      return [unclear(action.column)]
    }
    case 'add-key':
      if (action.key.parts.some(({ column }) => isLeftEmpty(column))) return []
      if (action.key.kind === 'primary') {
        const moves = all.some(({ kind }) => kind === 'drop-primary-key')
        return moves ? [] : [repeated]
      }
      if (action.key.kind !== 'unique') return []
      return [
        { ...repeated, certain: !mayBeUnique(action.key, dropsKey || dropped.has(lower(table))) },
      ]
    case 'add-foreign-key':
      if (action.key.columns.some(isLeftEmpty)) return []
      return [broken('new-foreign-key', 'an INSERT or UPDATE without a parent fails')]
    case 'add-check':
    case 'enforce-check': {
      const enforced = action.kind === 'add-check' ? action.check.enforced : action.enforced
      return enforced && testsChecks(server) ? [refused] : []
    }
    case 'drop-primary-key': {
      // Its columns may only change places.
      if (all.some((other) => other.kind === 'add-key' && other.key.kind === 'primary')) {
        return [unclear('the primary key')]
      }
      const why = 'INSERT … ON DUPLICATE KEY UPDATE no longer finds the row of the same key'
      return [broken('unique-gone', why)]
    }
    case 'partition':
      if (action.operation !== 'EXCHANGE') return []
      return [broken('partition-exchanged', 'the rows of a partition have gone to another table')]
    case 'option':
      // More than an INT without a sign holds is too much for nearly all.
      if (action.name === 'AUTO_INCREMENT' && Number(action.value) >= 2 ** 31 - 1) {
        return [unclear('the number')]
      }
      return told.test(action.name) ? [] : [unclear('the table')]
    case 'convert-charset':
      // MariaDB widens and orders text anew without copying it, where no index or type is in the way.
      return isMariadbFrom(server, 10, 4) ? [unclear('the text')] : []
    case 'drop-key':
      return [...hinted(action.name), unclear('the index')]
    case 'rename-key':
      return hinted(action.from)
    case 'key-visibility':
      return action.visible ? [] : hinted(action.name)
    case 'drop-check':
    case 'default-charset':
      return []
    default:
      return [unclear('the table')]
  }
}

/** `rename-table`, unless the batch makes something in the old name. */
export function tableGone(table: string, later: Surroundings['later'], to?: string): Break {
  const again = later.some(
    (one) =>
      !(one instanceof Unknown) &&
      /^create-(view|table)$/.test(one.kind) &&
      'name' in one &&
      sameName(one.name, table),
  )
  const shown = to !== undefined && isShown(to, later)
  return { ...broken('table-gone', `every statement on ${table} fails`), certain: !again && !shown }
}

/** Whether another key may have kept the same rows apart: one of the row's own number, or one that is dropped. */
function mayBeUnique({ parts }: Key, drops: boolean): boolean {
  const isWhole = parts.every(({ length }) => length === null)
  return parts.some(({ column }) => /^(id|uuid)$/i.test(column)) || (drops && isWhole)
}

/** Whether the batch makes a view of the table again: it may be that alone which the running version names. */
function isShown(table: string, later: Surroundings['later']): boolean {
  return later.some(
    (one) =>
      !(one instanceof Unknown) &&
      one.kind === 'create-view' &&
      one.replace &&
      one.tables.some((name) => sameName(name, table)),
  )
}

/** What recorded statements make of a name that is new in the table. */
function takenBlindly(column: Column, table: string, recorded: Recorded): Break[] {
  const name = lower(column.name)
  const isCopied = recorded.copies.some(({ given }) => sameName(String(given), table))
  if (!column.invisible && (isCopied || recorded.positionalInserts.has(lower(table)))) {
    const why = `the recorded INSERT that names no columns fails: ${table} has one more`
    return [broken('column-count', why)]
  }
  const taken = recorded.scopes.some(
    ({ tables, bare, grouped, outer }) =>
      tables.includes(lower(table)) &&
      (grouped.has(name) || (bare.has(name) && (tables.length > 1 || outer !== null))),
  )
  if (!taken) return []
  return [broken('name-taken', `a recorded statement means another ${name} than that of ${table}`)]
}

const repeated = broken('new-unique', 'an INSERT or UPDATE that repeats a value fails')
const refused = broken('new-check', 'an INSERT or UPDATE that the check refuses fails')

function required({ name }: Column): Break {
  return broken('required-column', `an INSERT that does not name ${name} fails`)
}
