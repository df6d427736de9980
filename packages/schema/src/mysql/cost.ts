// What an ALTER TABLE costs while it runs: the tables of "Online DDL Operations" in the MySQL manual
// and of "InnoDB Online DDL" in MariaDB's, with what the servers themselves answer when they are
// asked with ALGORITHM and LOCK.

import {
  bytesPerCharacter,
  collationOf,
  defaultCollation,
  charsetOf,
  findColumn,
  sameName,
  type Column,
  type Table,
} from './schema.ts'
import { isMariadbFrom, isMysqlFrom, type Server } from './server.ts'
import type { Session } from './session.ts'
import type { AlterAction, Demand } from './statement.ts'

/**
 * How the server does it, from cheap to dear. Others write meanwhile except in the last three:
 * - `metadata`: nothing but the description of the table
 * - `build`: reads the table to build an index beside it
 * - `rebuild`: writes the table anew beside the one in use
 * - `blocking-build`, `blocking-rebuild`: the same, and nobody else may write
 * - `copy`: row by row into a new table, and nobody else may write
 */
export type Way = 'metadata' | 'build' | 'rebuild' | 'blocking-build' | 'blocking-rebuild' | 'copy'

const order: Way[] = ['metadata', 'build', 'rebuild', 'blocking-build', 'blocking-rebuild', 'copy']

/** The dearest of the ways: an ALTER TABLE is done in one go. */
export function dearest(ways: readonly Way[]): Way {
  return ways.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'metadata')
}

/** `table` as it is before the statement. */
export type Circumstances = {
  server: Server
  table: Table
  session: Session
  /** What the statement itself asks for. */
  demand: Demand
}

/** How the actions of one ALTER TABLE are done. */
export function wayOf(actions: readonly AlterAction[], where: Circumstances): Way {
  const { table } = where
  const ways = actions.map((action) => wayOfAction(action, where))
  const dropsPrimary = actions.some((action) => action.kind === 'drop-primary-key')
  const addsPrimary = actions.some(
    (action) => action.kind === 'add-key' && action.key.kind === 'primary',
  )
  if (dropsPrimary) ways.push(addsPrimary ? 'rebuild' : 'copy')
  ways.push(wayOfVirtualColumns(actions, where))
  const way = dearest(ways)
  const rebuilds = way === 'rebuild' || way === 'blocking-rebuild'
  // InnoDB rebuilds a table with a full-text index only by copying, other engines any table.
  if (rebuilds && table.keys.some((key) => key.kind === 'fulltext')) return 'copy'
  if (way !== 'metadata' && table.engine.toLowerCase() !== 'innodb') return 'copy'
  return way
}

function wayOfAction(action: AlterAction, where: Circumstances): Way {
  const { server, table } = where
  switch (action.kind) {
    case 'add-column': {
      const { column, key, check, references } = action.definition
      if (action.ifNotExists && findColumn(table, column.name) !== undefined) return 'metadata'
      if (references !== null && takesReferences(server) && where.session.foreignKeyChecks)
        return 'copy'
      if (column.generated === 'stored') return 'copy'
      if (check !== null && check.enforced && server.flavour === 'mysql') return 'copy'
      // Every row gets a value of its own.
      if (differsByRow(column, table)) return 'copy'
      if (column.autoIncrement) return 'blocking-rebuild'
      if (key === 'primary') return 'rebuild'
      return key === 'unique' ? 'build' : wayOfAddition(where, column, action.position === null)
    }
    case 'drop-column': {
      const column = findColumn(table, action.column)
      if (column?.generated === 'virtual') return 'metadata'
      const instant = isMysqlFrom(server, 8, 0, 29) || isMariadbFrom(server, 10, 4)
      return instant ? 'metadata' : 'rebuild'
    }
    case 'change-column': {
      const old = findColumn(table, action.from)
      if (old === undefined) return action.ifExists ? 'metadata' : 'copy'
      const moves = action.position !== null
      // MariaDB takes one at a column without a look at the rows.
      const tests = action.definition.check?.enforced === true && server.flavour === 'mysql'
      const check = tests && testsChecks(server) ? 'copy' : 'metadata'
      const key = action.definition.key === 'unique' ? 'build' : 'metadata'
      const moved = moves && !isMariadbFrom(server, 10, 4) ? 'rebuild' : 'metadata'
      return dearest([wayOfChange(where, old, action.definition.column), moved, check, key])
    }
    case 'add-key':
      return wayOfKey(action, where)
    case 'drop-primary-key':
      return 'rebuild'
    case 'add-foreign-key':
      return where.session.foreignKeyChecks ? 'copy' : 'metadata'
    case 'add-check':
      return action.check.enforced && testsChecks(server) ? 'copy' : 'metadata'
    case 'enforce-check':
      return action.enforced ? 'copy' : 'metadata'
    case 'convert-charset':
      return convertsNothing(table, action, server) ? 'metadata' : 'copy'
    case 'option':
      return wayOfOption(action, table)
    case 'add-versioning':
    case 'drop-versioning':
      return 'copy'
    case 'rebuild':
      return 'rebuild'
    case 'partition':
      return wayOfPartitioning(action.operation)
    default:
      return 'metadata'
  }
}

/** Whether the default is drawn for each row, or computed from its other columns. */
function differsByRow({ default: value, name }: Column, table: Table): boolean {
  const text = value ?? ''
  if (/\b(uuid|rand|sys_guid|uuid_short)\b/i.test(text)) return true
  const words = text.replaceAll(/(['"])(?:(?!\1)[^\\]|\\.)*\1/gs, '').match(/[\w$]+/g) ?? []
  const isWritten = text.includes('(')
  return isWritten && words.some((word) => !sameName(word, name) && findColumn(table, word))
}

function wayOfAddition(
  { server, table, demand }: Circumstances,
  column: Column,
  atTheEnd: boolean,
): Way {
  if (server.flavour === 'mariadb') return isMariadbFrom(server, 10, 3) ? 'metadata' : 'rebuild'
  if (table.keys.some((key) => key.kind === 'fulltext') && !isMysqlFrom(server, 8, 0, 12)) {
    return 'copy'
  }
  if (column.generated === 'virtual' && atTheEnd) return 'metadata'
  // What is asked for in place, or with a lock of its own, is not done instantly.
  if (demand.algorithm === 'INPLACE' || /^(SHARED|EXCLUSIVE)$/.test(demand.lock)) return 'rebuild'
  const instant = isMysqlFrom(server, 8, 0, 29) || (atTheEnd && isMysqlFrom(server, 8, 0, 12))
  return instant ? 'metadata' : 'rebuild'
}

/** Virtual columns that come or go together with something else. */
function wayOfVirtualColumns(
  actions: readonly AlterAction[],
  { server, table }: Circumstances,
): Way {
  const added = actions.flatMap((action) =>
    action.kind === 'add-column' && action.definition.column.generated === 'virtual'
      ? [action.definition.column.name]
      : [],
  )
  if (server.flavour === 'mariadb') {
    const indexed = actions.some(
      (action) =>
        action.kind === 'add-key' &&
        action.key.parts.some((part) => added.some((name) => sameName(name, part.column))),
    )
    return indexed ? 'blocking-build' : 'metadata'
  }
  const dropped = actions.filter(
    (action) =>
      action.kind === 'drop-column' && findColumn(table, action.column)?.generated === 'virtual',
  )
  const virtual = added.length + dropped.length
  const others = actions.filter((action) => /column|key/.test(action.kind)).length - virtual
  return virtual > 0 && others > 0 ? 'copy' : 'metadata'
}

function wayOfKey(action: AlterAction & { kind: 'add-key' }, { table }: Circumstances): Way {
  const isThere = table.keys.some(({ name }) => sameName(name, action.key.name))
  if (action.ifNotExists && isThere) return 'metadata'
  switch (action.key.kind) {
    case 'primary':
      return 'rebuild'
    case 'spatial':
      return 'blocking-build'
    case 'fulltext': {
      // The first one adds a hidden column, unless there is one of the name it looks for.
      const ready =
        table.keys.some((key) => key.kind === 'fulltext') ||
        table.columns.some((column) => column.name === 'FTS_DOC_ID')
      return ready ? 'blocking-build' : 'blocking-rebuild'
    }
    default:
      return 'build'
  }
}

/** MODIFY and CHANGE: everything about a column that is stated anew. */
function wayOfChange({ table, server, session }: Circumstances, old: Column, column: Column): Way {
  if ((old.generated ?? column.generated) === 'stored') {
    return old.generated === column.generated && old.expression === column.expression
      ? 'metadata'
      : 'copy'
  }
  if (old.generated !== column.generated) return 'copy'
  const type = wayOfType(table, old, column, server)
  if (type === 'copy' || (column.autoIncrement && !old.autoIncrement)) return 'copy'
  if (column.compressed !== old.compressed) return 'copy'
  const maria = server.flavour === 'mariadb'
  const nullability = old.nullable === column.nullable || inPrimaryKey(table, old)
  if (nullability) return type
  // NULLs become something else outside of strict mode: row by row, in MySQL.
  if (!column.nullable && !session.strict && !maria) return 'copy'
  return dearest([type, column.nullable && maria ? 'metadata' : 'rebuild'])
}

function wayOfType(table: Table, old: Column, column: Column, server: Server): Way {
  const from = old.type
  const to = column.type
  if (from.name !== to.name || from.unsigned !== to.unsigned) return 'copy'
  const text = wayOfCollation(table, old, column, server)
  if (text === 'copy') return 'copy'
  if (from.name === 'ENUM' || from.name === 'SET') return dearest([text, wayOfMembers(old, column)])
  if (from.name.endsWith('INT')) return text // the width in parentheses only tells how it is shown
  const [lengthFrom = 1, lengthTo = 1] = [from.numbers[0], to.numbers[0]]
  if (from.name === 'VARCHAR' || from.name === 'VARBINARY') {
    if (lengthTo < lengthFrom) return 'copy'
    const width = from.name === 'VARCHAR' ? bytesPerCharacter(charsetOf(table, column)) : 1
    const widthFrom = from.name === 'VARCHAR' ? bytesPerCharacter(charsetOf(table, old)) : 1
    // One byte holds the length up to 255 bytes, two above.
    return lengthFrom * widthFrom > 255 === lengthTo * width > 255 ? text : 'copy'
  }
  return String(from.numbers) === String(to.numbers) ? text : 'copy'
}

function wayOfCollation(table: Table, old: Column, column: Column, server: Server): Way {
  const from = charsetOf(table, old)
  const to = charsetOf(table, column)
  const same =
    collationOf(table, old, server.flavour) === collationOf(table, column, server.flavour)
  if (from === to && same) return 'metadata'
  const indexed = table.keys.some((key) =>
    key.parts.some((part) => sameName(part.column, old.name)),
  )
  if (from === to && isMariadbFrom(server, 10, 4)) return indexed ? 'build' : 'metadata'
  const widened = from === 'utf8mb3' && to === 'utf8mb4'
  return widened && isMariadbFrom(server, 10, 4) && !indexed ? 'metadata' : 'copy'
}

/** Members added at the end cost nothing as long as the same number of bytes tells them apart. */
function wayOfMembers(old: Column, column: Column): Way {
  const appended = old.type.members.every((member, i) => column.type.members[i] === member)
  const bytes = (count: number): number =>
    old.type.name === 'ENUM'
      ? count > 255
        ? 2
        : 1
      : ([1, 2, 3, 4, 8][Math.ceil(count / 8) - 1] ?? 8)
  const same = bytes(old.type.members.length) === bytes(column.type.members.length)
  return appended && same ? 'metadata' : 'copy'
}

function inPrimaryKey(table: Table, column: Column): boolean {
  const primary = table.keys.find((key) => key.kind === 'primary')
  return primary?.parts.some((part) => sameName(part.column, column.name)) ?? false
}

function convertsNothing(
  table: Table,
  { charset, collation }: AlterAction & { kind: 'convert-charset' },
  { flavour }: Server,
): boolean {
  const wanted = collation ?? defaultCollation(charset, flavour)
  return table.columns.every(
    (column) =>
      charsetOf(table, column) === null ||
      (charsetOf(table, column) === charset && collationOf(table, column, flavour) === wanted),
  )
}

/** MySQL before 9 reads REFERENCES behind a column and forgets it. */
function takesReferences(server: Server): boolean {
  return isMariadbFrom(server, 10, 5) || isMysqlFrom(server, 9)
}

/** MySQL before 8.0.16 reads CHECK and forgets it. */
export function testsChecks(server: Server): boolean {
  return server.flavour === 'mariadb' || isMysqlFrom(server, 8, 0, 16)
}

function wayOfOption(action: AlterAction & { kind: 'option' }, table: Table): Way {
  switch (action.name) {
    case 'ENGINE':
      return sameName(action.value, table.engine) ? 'rebuild' : 'copy'
    case 'ROW_FORMAT':
    case 'KEY_BLOCK_SIZE':
      return 'rebuild'
    case 'ENCRYPTION':
    case 'TABLESPACE':
    case 'ORDER BY':
      return 'copy'
    default:
      return 'metadata'
  }
}

function wayOfPartitioning(operation: string): Way {
  switch (operation) {
    case 'BY':
    case 'REMOVE':
    case 'OPTIMIZE':
      return 'copy'
    case 'COALESCE':
    case 'REORGANIZE':
    case 'REBUILD':
    case 'REPAIR':
      return 'blocking-rebuild'
    default:
      return 'metadata'
  }
}
