// What an ALTER TABLE costs while it runs: the tables of "Online DDL Operations" in the MySQL manual
// and of "InnoDB Online DDL" in MariaDB's, with what the servers themselves answer when they are
// asked with ALGORITHM and LOCK.

import { clusteringKey, isInnodb, wayOfChange, wayOfConversion } from './cost-change.ts'
import { findColumn, sameName, type Column, type Key, type Table } from './schema.ts'
import { isMariadbFrom, isMysqlFrom, type Server } from './server.ts'
import type { AlterAction } from './statement.ts'
import { addedVirtual, droppedVirtual, hasIndexedVirtual, movesVirtual } from './virtual.ts'
import { dearest, type Circumstances, type Way } from './ways.ts'

/** How the actions of one ALTER TABLE are done. */
export function wayOf(actions: readonly AlterAction[], where: Circumstances): Way {
  const { table } = where
  const ways = actions.map((action) => wayOfAction(action, where))
  const dropsPrimary = actions.some((action) => action.kind === 'drop-primary-key')
  if (dropsPrimary) ways.push(keepsOrder(actions, table) ? 'rebuild' : 'copy')
  ways.push(wayOfVirtualColumns(actions, where))
  const way = dearest(ways)
  if (!isInnodb(table)) return way === 'metadata' && !isRowwise(actions, where) ? way : 'copy'
  const writes = /rebuild/.test(way) || (way !== 'metadata' && changesColumns(actions, table))
  if (!writes || way === 'copy') return way
  return way.startsWith('blocking') || keepsOthersOut(actions, table)
    ? 'blocking-rebuild'
    : 'rebuild'
}

/** Whether a key is left, or comes, by which InnoDB can sort the rows instead of the primary one. */
function keepsOrder(actions: readonly AlterAction[], table: Table): boolean {
  const isDropped = ({ name, kind }: Key): boolean =>
    kind === 'primary' ||
    actions.some((action) => action.kind === 'drop-key' && sameName(action.name, name))
  const added = actions.flatMap((action) => (action.kind === 'add-key' ? [action.key] : []))
  const keys = [...table.keys.filter((key) => !isDropped(key)), ...added]
  return clusteringKey({ ...table, keys }) !== undefined
}

/** Whether columns come or go: at once when nothing else is to be done, or else by writing the rows anew. */
function changesColumns(actions: readonly AlterAction[], table: Table): boolean {
  return actions.some((action) => {
    switch (action.kind) {
      case 'add-column': {
        const { name, generated } = action.definition.column
        return generated !== 'virtual' && findColumn(table, name) === undefined
      }
      case 'drop-column':
        return findColumn(table, action.column)?.generated === null
      case 'change-column':
        return action.position !== null
      default:
        return false
    }
  })
}

/** Whether an index is left that InnoDB cannot build while others write. */
function keepsOthersOut(actions: readonly AlterAction[], table: Table): boolean {
  const keys = table.keys.filter(({ name, parts }) =>
    actions.every(
      (action) =>
        !(action.kind === 'drop-key' && sameName(action.name, name)) &&
        !(
          action.kind === 'drop-column' &&
          parts.every(({ column }) => sameName(column, action.column))
        ),
    ),
  )
  const isSpecial = keys.some(({ kind }) => kind === 'fulltext' || kind === 'spatial')
  return isSpecial || hasIndexedVirtual({ keys, columns: table.columns })
}

/** Whether an engine without a way of its own writes all rows anew. */
function isRowwise(actions: readonly AlterAction[], { table }: Circumstances): boolean {
  return actions.some((action) => {
    switch (action.kind) {
      case 'add-column':
        return !action.ifNotExists || findColumn(table, action.definition.column.name) === undefined
      case 'drop-column':
      case 'drop-key':
      case 'default-charset':
        return true
      case 'change-column':
        return action.position !== null
      case 'option':
        return /^(AUTO_INCREMENT|CHECKSUM|MAX_ROWS|PACK_KEYS)$/.test(action.name)
      default:
        return false
    }
  })
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
      if (column === undefined && action.ifExists) return 'metadata'
      if (column?.generated === 'virtual') return table.partitioned ? 'copy' : 'metadata'
      if (server.flavour === 'mariadb' && hasIndexedVirtual(table)) return 'copy'
      const instant = isMysqlFrom(server, 8, 0, 29) || isMariadbFrom(server, 10, 4)
      return instant && takesInstant(where) ? 'metadata' : 'rebuild'
    }
    case 'change-column': {
      const old = findColumn(table, action.from)
      if (old === undefined) return action.ifExists ? 'metadata' : 'copy'
      const moves = action.position !== null
      // MariaDB takes one at a column without a look at the rows.
      const tests = action.definition.check?.enforced === true && server.flavour === 'mysql'
      const check = tests && testsChecks(server) ? 'copy' : 'metadata'
      const key = action.definition.key === 'unique' ? 'build' : 'metadata'
      const instant = isMariadbFrom(server, 10, 4) && takesInstant(where)
      const moved = moves && !instant ? 'rebuild' : 'metadata'
      return dearest([wayOfChange(where, old, action.definition.column), moved, check, key])
    }
    case 'add-key':
      return wayOfKey(action, where)
    case 'drop-key':
      return sorts(action.name, table) ? 'copy' : 'metadata'
    case 'drop-primary-key':
      return 'metadata'
    case 'add-foreign-key':
      if (
        action.ifNotExists &&
        table.foreignKeys.some(({ name }) => sameName(name, action.key.name))
      ) {
        return 'metadata'
      }
      return where.session.foreignKeyChecks ? 'copy' : 'metadata'
    case 'add-check':
      return action.check.enforced && testsChecks(server) ? 'copy' : 'metadata'
    case 'enforce-check':
      return action.enforced ? 'copy' : 'metadata'
    case 'convert-charset':
      return wayOfConversion(where, action)
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

/** Whether InnoDB keeps the rows in the order of this key, for want of a primary one. */
function sorts(name: string, table: Table): boolean {
  const key = clusteringKey(table)
  return key !== undefined && key.kind !== 'primary' && sameName(key.name, name)
}

/** Whether MariaDB makes a hidden column for it: all of a text cannot be in an index. */
function isHashed({ parts }: Key, table: Table): boolean {
  return parts.some(
    ({ column, length }) =>
      length === null && /TEXT$|BLOB$/.test(findColumn(table, column)?.type.name ?? ''),
  )
}

/** Whether the default is drawn for each row, or computed from its other columns. */
function differsByRow({ default: value, name }: Column, table: Table): boolean {
  const text = value ?? ''
  if (/\b(uuid|rand|sys_guid|uuid_short)\b/i.test(text)) return true
  const words = text.replaceAll(/(['"])(?:(?!\1)[^\\]|\\.)*\1/gs, '').match(/[\w$]+/g) ?? []
  const isWritten = text.includes('(')
  return isWritten && words.some((word) => !sameName(word, name) && findColumn(table, word))
}

function wayOfAddition(where: Circumstances, column: Column, atTheEnd: boolean): Way {
  const { server, table, demand } = where
  if (column.generated === 'virtual') {
    if (table.partitioned) return 'copy'
    if (server.flavour === 'mariadb' || atTheEnd) return 'metadata'
  }
  if (!takesInstant(where)) return 'rebuild'
  if (server.flavour === 'mariadb') {
    return isMariadbFrom(server, 10, 4) || (atTheEnd && isMariadbFrom(server, 10, 3))
      ? 'metadata'
      : 'rebuild'
  }
  // What is asked for in place, or with a lock of its own, is not done instantly.
  if (demand.algorithm === 'INPLACE' || /^(SHARED|EXCLUSIVE)$/.test(demand.lock)) return 'rebuild'
  const instant = isMysqlFrom(server, 8, 0, 29) || (atTheEnd && isMysqlFrom(server, 8, 0, 12))
  return instant ? 'metadata' : 'rebuild'
}

/** Whether a column can come or go without a word to the rows. */
function takesInstant({ table, server }: Circumstances): boolean {
  if (table.rowFormat === 'compressed') return false
  if (table.textIndexed || table.keys.some(({ kind }) => kind === 'fulltext')) return false
  return server.flavour === 'mysql' || !hasIndexedVirtual(table)
}

/** Virtual columns that come or go together with something else, and those that others push aside. */
function wayOfVirtualColumns(
  actions: readonly AlterAction[],
  { server, table }: Circumstances,
): Way {
  const added = addedVirtual(actions)
  const virtual = added.length + droppedVirtual(actions, table).length
  if (server.flavour === 'mysql') {
    const others = actions.filter((action) => /column|key/.test(action.kind)).length - virtual
    return virtual > 0 && others > 0 ? 'copy' : 'metadata'
  }
  if (movesVirtual(actions, table)) return 'copy'
  const together = actions.filter(({ kind }) => /^(drop-column|add-key|drop-key)$/.test(kind))
  const others = actions.length - added.length - together.length
  if (virtual > 0 && others > 0) return 'copy'
  if (added.some(({ definition }) => definition.key === 'unique')) return 'copy'
  const indexed = actions.some(
    (action) =>
      action.kind === 'add-key' &&
      action.key.parts.some((part) =>
        added.some(({ definition }) => sameName(definition.column.name, part.column)),
      ),
  )
  return indexed ? 'blocking-build' : 'metadata'
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
        table.textIndexed ||
        table.keys.some((key) => key.kind === 'fulltext') ||
        table.columns.some((column) => column.name === 'FTS_DOC_ID')
      return ready ? 'blocking-build' : 'blocking-rebuild'
    }
    case 'unique':
      return isHashed(action.key, table) ? 'copy' : 'build'
    default:
      return 'build'
  }
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
    case 'PAGE_COMPRESSED':
    case 'ENCRYPTED':
    case 'ENCRYPTION_KEY_ID':
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
