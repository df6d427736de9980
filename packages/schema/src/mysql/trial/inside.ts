// Which statements may run on a server that has other databases beside the scratch one: those that
// surely stay inside it. The rest is left to the rules.

import type { Statement } from '../statement.ts'

const inside = new Set<Statement['kind']>([
  'create-table',
  'alter-table',
  'drop-table',
  'rename-table',
  'truncate',
  'create-view',
  'drop-view',
  'create-trigger',
  'drop-trigger',
  'create-routine',
  'drop-routine',
  'create-sequence',
  'alter-sequence',
  'drop-sequence',
  'delete-history',
  'insert',
  'update',
  'delete',
  'lock-rows',
  'maintenance',
])

/** Statements that are not understood, of objects that are in a database. */
const unread =
  /^(create|alter|drop)\s+(or\s+replace\s+)?((online|ignore|unique|fulltext|spatial|aggregate)\s+)*(table|index|view|trigger|procedure|function|sequence)\b/i

/** Statements without an effect but on their own session. */
const harmless =
  /^\(*\s*(select|values|table|with|show|desc|describe|explain|begin|start|commit|rollback|savepoint|release|checksum)\b/i

/**
 * Whether the statement can only touch the database that the session is in. `databases` are all the
 * others there are: one of their names in front of a dot is taken for a way out.
 */
export function staysInside(
  sql: string,
  meaning: Statement | undefined,
  databases: readonly string[],
): boolean {
  if (databases.some((name) => qualifies(name, sql))) return false
  if (meaning === undefined) return unread.test(sql)
  if (meaning.kind === 'harmless') return harmless.test(sql)
  // An event would go on by itself.
  if (meaning.kind === 'create-routine' || meaning.kind === 'drop-routine') {
    return meaning.routine !== 'EVENT'
  }
  if (meaning.kind === 'set') return meaning.assignments.every(({ scope }) => scope === 'session')
  return inside.has(meaning.kind)
}

function qualifies(database: string, sql: string): boolean {
  const name = database.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`(^|[^\\w$])[\`"]?${name}[\`"]?(\\s|/\\*.*?\\*/)*\\.`, 'is').test(sql)
}
