// Backfill statements of PostgreSQL: an UPDATE, DELETE or INSERT … SELECT, written for the whole table.

import { scanSync } from 'libpg-query'
import { loadGrammar, parseFile, type Node } from '../../postgres/grammar.ts'
import { child, list, text } from '../../postgres/rules/tree.ts'
import { identifier } from '../../postgres/shadow/session.ts'
import type { BackfillStatement } from '../database.ts'
import { MigrateError } from '../error.ts'

export async function readBackfill(file: string, sql: string): Promise<BackfillStatement> {
  await loadGrammar()
  const statements = parseFile(file, sql)
  const [only] = statements
  if (!only || statements.length > 1) throw refuse(file, 'holds one statement')
  const range = rangeOf(only.kind, only.node)
  if (!range) {
    throw refuse(file, 'is an UPDATE, a DELETE, or an INSERT that SELECTs from one table')
  }
  const schema = text(range, 'schemaname')
  const name = identifier(text(range, 'relname'))
  const alias = text(child(range, 'alias'), 'aliasname')
  return {
    table: schema === '' ? name : `${identifier(schema)}.${name}`,
    qualifier: `${alias === '' ? name : identifier(alias)}.`,
    restrictedTo: (condition) => restrict(only.sql, condition),
  }
}

/** The table that is gone through. */
function rangeOf(kind: string, node: Node): Node | undefined {
  if (child(node, 'returningClause') || child(node, 'withClause')) return undefined
  if (kind === 'UpdateStmt' || kind === 'DeleteStmt') return child(node, 'relation')
  if (kind !== 'InsertStmt') return undefined
  const select = child(child(node, 'selectStmt'), 'SelectStmt')
  const from = list(select, 'fromClause')
  // Only rows that stand for themselves may be taken apart.
  const whole =
    list(select, 'groupClause').length > 0 ||
    list(select, 'sortClause').length > 0 ||
    list(select, 'distinctClause').length > 0 ||
    child(select, 'limitCount') !== undefined ||
    child(select, 'withClause') !== undefined ||
    child(select, 'larg') !== undefined
  return from.length === 1 && !whole ? child(from[0], 'RangeVar') : undefined
}

/**
 * Puts the condition before the one that is there. WHERE is a word of its own in PostgreSQL, and outside
 * parentheses there is only one before ON CONFLICT.
 */
function restrict(sql: string, condition: string): string {
  const bytes = Buffer.from(sql, 'utf8')
  let depth = 0
  let where: number | undefined
  let end = bytes.length
  for (const { text: word, start } of scanSync(sql).tokens) {
    if (word === '(') depth++
    else if (word === ')') depth--
    else if (depth === 0 && /^where$/i.test(word)) where ??= start
    else if (
      depth === 0 &&
      /^on$/i.test(word) &&
      /^on\s+conflict/i.test(bytes.toString('utf8', start))
    ) {
      end = start
      break
    }
  }
  const part = (from: number, to: number): string => bytes.toString('utf8', from, to)
  const tail = part(end, bytes.length)
  if (where === undefined || where > end) return `${part(0, end)} where ${condition} ${tail}`
  const rest = part(where + 'where'.length, end)
  return `${part(0, where)}where ${condition} and (${rest}\n) ${tail}`
}

function refuse(file: string, what: string): MigrateError {
  return new MigrateError('usage', `${file} cannot be run in batches: a backfill ${what}`, {
    hint: 'put each statement into a file of its own; what needs no batches is an expand',
  })
}
