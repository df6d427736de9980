// What it costs to change a column that is there: MODIFY, CHANGE and CONVERT TO CHARACTER SET.

import {
  bytesPerCharacter,
  charsetOf,
  collationOf,
  defaultCollation,
  sameName,
  type Column,
  type Table,
} from './schema.ts'
import { isMariadbFrom, isMysqlFrom, type Server } from './server.ts'
import type { AlterAction } from './statement.ts'
import { computesRows } from './virtual.ts'
import { dearest, type Circumstances, type Way } from './ways.ts'

/** Everything about a column that is stated anew. */
export function wayOfChange(
  { table, server, session }: Circumstances,
  old: Column,
  column: Column,
): Way {
  const maria = server.flavour === 'mariadb'
  if ((old.generated ?? column.generated) === 'stored') {
    // MariaDB computes all values again, whatever is changed.
    const same = old.generated === column.generated && old.expression === column.expression
    return same && !maria ? wayOfType(table, old, column, server) : 'copy'
  }
  if (old.generated !== column.generated) return 'copy'
  if (old.generated === 'virtual' && maria && isIndexed(table, old)) return 'copy'
  const type = wayOfType(table, old, column, server)
  if (type === 'copy' || (column.autoIncrement && !old.autoIncrement)) return 'copy'
  if (column.compressed !== old.compressed) return 'copy'
  if (old.generated !== null) return type
  const nullability = old.nullable === column.nullable || inPrimaryKey(table, old)
  if (nullability) return type
  if (!column.nullable) {
    // NULLs become something else outside of strict mode: row by row, in MySQL.
    if (!session.strict && !maria) return 'copy'
    if (maria && computesRows(table)) return 'copy'
  }
  // A unique key without NULLs may be what InnoDB sorts the rows by.
  if (column.nullable && isClustering(table, old)) return 'copy'
  return dearest([type, 'rebuild'])
}

/** All columns of text at once. TEXT of a wider character set becomes the next larger type. */
export function wayOfConversion(
  { table, server }: Circumstances,
  { charset, collation }: AlterAction & { kind: 'convert-charset' },
): Way {
  const wanted = collation ?? defaultCollation(charset, server.flavour)
  const ways = table.columns.map((old): Way => {
    const from = charsetOf(table, old)
    if (from === null) return 'metadata'
    if (from === charset && collationOf(table, old, server.flavour) === wanted) return 'metadata'
    if (server.flavour === 'mysql') return 'copy'
    const grows = bytesPerCharacter(charset) > bytesPerCharacter(from)
    if (grows && /^(TINY|MEDIUM|)TEXT$/.test(old.type.name)) return 'copy'
    return wayOfType(table, old, { ...old, charset, collation: wanted }, server)
  })
  return dearest(ways)
}

function wayOfType(table: Table, old: Column, column: Column, server: Server): Way {
  const from = old.type
  const to = column.type
  if (from.name !== to.name || from.unsigned !== to.unsigned) return 'copy'
  const text = wayOfCollation(table, old, column, server)
  if (text === 'copy') return 'copy'
  if (from.name === 'ENUM' || from.name === 'SET') return dearest([text, wayOfMembers(old, column)])
  // The width in parentheses only tells how it is shown.
  if (from.name.endsWith('INT')) return text
  if (from.name !== 'VARCHAR' && from.name !== 'VARBINARY') {
    return String(from.numbers) === String(to.numbers) ? text : 'copy'
  }
  const [lengthFrom = 1, lengthTo = 1] = [from.numbers[0], to.numbers[0]]
  if (lengthTo < lengthFrom) return 'copy'
  const isText = from.name === 'VARCHAR'
  const bytesFrom = lengthFrom * (isText ? bytesPerCharacter(charsetOf(table, old)) : 1)
  const bytesTo = lengthTo * (isText ? bytesPerCharacter(charsetOf(table, column)) : 1)
  return keepsLengths(bytesFrom, bytesTo, table, server) ? text : 'copy'
}

/**
 * Whether what the rows say of how long a value is stays as it is. One byte holds the length up to 255
 * bytes, two above. In InnoDB a length up to 127 looks the same in both; other engines write as many
 * bytes as there may be.
 */
function keepsLengths(from: number, to: number, table: Table, server: Server): boolean {
  const maria = isMariadbFrom(server, 10, 4)
  if (!isInnodb(table)) return from === to
  if (maria && (table.rowFormat === 'redundant' || from <= 127)) return true
  return from > 255 === to > 255
}

function wayOfCollation(table: Table, old: Column, column: Column, server: Server): Way {
  const from = charsetOf(table, old)
  const to = charsetOf(table, column)
  const collations = [old, column].map((one) => collationOf(table, one, server.flavour))
  if (from === to && (from === null || collations[0] === collations[1])) return 'metadata'
  const widened = from === 'utf8mb3' && to === 'utf8mb4'
  if (from !== to && !widened) return 'copy'
  if (server.flavour === 'mysql') {
    const inPlace = widened && !isIndexed(table, old) && old.type.name !== 'SET'
    return inPlace && isMysqlFrom(server, 8, 0, 14) ? 'metadata' : 'copy'
  }
  if (!isMariadbFrom(server, 10, 4) || !isInnodb(table)) return 'copy'
  if (/^(ENUM|SET)$/.test(old.type.name)) return 'copy'
  if (old.type.name.endsWith('TEXT') && isIndexed(table, old)) return 'copy'
  if (widened && old.type.name === 'CHAR' && table.rowFormat === 'redundant') return 'copy'
  // Values keep their order where the rules for it have the same name.
  const [rule, other] = collations.map((name) => name.replace(/^[^_]*/, ''))
  return rule === other ? 'metadata' : wayOfOrder(table, old)
}

/** What is sorted by the column is sorted anew. */
function wayOfOrder(table: Table, column: Column): Way {
  const kinds = table.keys
    .filter((key) => key.parts.some((part) => sameName(part.column, column.name)))
    .map(({ kind }) => kind)
  if (kinds.includes('primary') || isClustering(table, column)) return 'copy'
  if (kinds.includes('fulltext')) return 'blocking-build'
  return kinds.length > 0 ? 'build' : 'metadata'
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

export function isInnodb(table: Table): boolean {
  return table.engine.toLowerCase() === 'innodb'
}

/** Without a primary key InnoDB sorts the rows by the first unique key of columns without NULL. */
export function clusteringKey(table: Table): Table['keys'][number] | undefined {
  const isWhole = (name: string): boolean =>
    table.columns.some((column) => sameName(column.name, name) && !column.nullable)
  return (
    table.keys.find(({ kind }) => kind === 'primary') ??
    table.keys.find(
      ({ kind, parts }) =>
        kind === 'unique' &&
        parts.every(({ column, length }) => length === null && isWhole(column)),
    )
  )
}

function isClustering(table: Table, { name }: Column): boolean {
  return clusteringKey(table)?.parts.some(({ column }) => sameName(column, name)) ?? false
}

function isIndexed(table: Table, { name }: Column): boolean {
  return table.keys.some(({ parts }) => parts.some(({ column }) => sameName(column, name)))
}

function inPrimaryKey(table: Table, column: Column): boolean {
  const primary = table.keys.find((key) => key.kind === 'primary')
  return primary?.parts.some((part) => sameName(part.column, column.name)) ?? false
}
