// Backfill statements of MySQL and MariaDB: an UPDATE, DELETE or INSERT … SELECT, written for the whole table.

import { splitScript, type Token } from '../../mysql/script.ts'
import type { Server } from '../../mysql/server.ts'
import type { BackfillStatement } from '../database.ts'
import { MigrateError } from '../error.ts'
import { wordsOf } from './kinds.ts'
import { quote } from './world.ts'

/** Words that may stand before the name of the table. */
const before = /^(LOW_PRIORITY|QUICK|IGNORE)$/
/** What a statement may not have when it is run in parts: its rows would not stand for themselves. */
const whole =
  /^(GROUP|HAVING|ORDER|LIMIT|OFFSET|DISTINCT|UNION|EXCEPT|INTERSECT|WINDOW|RETURNING|JOIN|STRAIGHT_JOIN|USING)$/
const aggregate =
  /^(COUNT|SUM|MIN|MAX|AVG|GROUP_CONCAT|STD|STDDEV|STDDEV_POP|STDDEV_SAMP|VAR_POP|VAR_SAMP|VARIANCE|BIT_AND|BIT_OR|BIT_XOR|JSON_ARRAYAGG|JSON_OBJECTAGG|ANY_VALUE)$/
/** What comes behind the name of a table that has no alias. */
const behindName = /^(SET|WHERE|ON|PARTITION|USE|FORCE|IGNORE|FOR|,|\(|\)|;|)$/

/** Rejects with `MigrateError` when the statement cannot be run in parts, with `SqlError` when it is none. */
export async function readBackfill(
  file: string,
  sql: string,
  server: Server,
): Promise<BackfillStatement> {
  const [only, ...others] = splitScript(file, sql, server)
  if (!only || others.length > 0) throw refuse(file, 'holds one statement')
  const tokens = only.tokens.map((token) => ({ ...token, start: token.start - only.start }))
  const outer = atTheTop(tokens)
  const words = wordsOf(outer)
  const at = placeOfTable(words)
  const name = at === undefined ? undefined : outer[at]
  if (at === undefined || !name || !/^(word|name)$/.test(name.kind)) {
    throw refuse(file, 'is an UPDATE, a DELETE, or an INSERT that SELECTs from one table')
  }
  if (words[at + 1] === '.') throw refuse(file, 'is for a table of the database it is run in')
  const alias = aliasAt(outer, words, at + 1)
  const next = words[at + 1 + (alias?.length ?? 0)] ?? ''
  const isSafe = !words.some((word) => whole.test(word)) && !aggregates(tokens, words)
  if (next === ',' || !isSafe) throw refuse(file, 'takes each row by itself, from one table')
  return {
    table: quote(name.value),
    qualifier: `${quote(alias?.name ?? name.value)}.`,
    restrictedTo: (condition) => restrict(only.sql, outer, words, condition),
  }
}

/** The tokens outside parentheses, and these. */
function atTheTop(tokens: readonly Token[]): Token[] {
  let depth = 0
  return tokens.filter(({ kind, text }) => {
    if (kind !== 'symbol') return depth === 0
    if (text === ')') depth--
    const top = depth === 0
    if (text === '(') depth++
    return top
  })
}

function placeOfTable(words: readonly string[]): number | undefined {
  const from = words.indexOf('FROM')
  switch (words[0]) {
    case 'UPDATE':
      return words.findIndex((word, i) => i > 0 && !before.test(word))
    case 'DELETE':
      return words.slice(1, from).every((word) => before.test(word)) ? from + 1 : undefined
    case 'INSERT':
    case 'REPLACE':
      return from > words.indexOf('SELECT') && words.includes('SELECT') ? from + 1 : undefined
    default:
      return undefined
  }
}

function aliasAt(
  tokens: readonly Token[],
  words: readonly string[],
  at: number,
): { name: string; length: number } | undefined {
  if (words[at] === 'AS') return { name: tokens[at + 1]?.value ?? '', length: 2 }
  const next = tokens[at]
  const isName =
    next?.kind === 'name' || (next?.kind === 'word' && !behindName.test(words[at] ?? ''))
  return isName && !whole.test(words[at] ?? '') ? { name: next.value, length: 1 } : undefined
}

/** Whether the SELECT of an INSERT makes one row of many. */
function aggregates(tokens: readonly Token[], outer: readonly string[]): boolean {
  if (outer[0] !== 'INSERT' && outer[0] !== 'REPLACE') return false
  const words = wordsOf(tokens)
  return words.some((word, i) => aggregate.test(word) && words[i + 1] === '(')
}

/** Puts the condition before the one that is there. */
function restrict(
  sql: string,
  tokens: readonly Token[],
  words: readonly string[],
  condition: string,
): string {
  const duplicate = words.findIndex((word, i) => word === 'ON' && words[i + 1] === 'DUPLICATE')
  const end = tokens[duplicate]?.start ?? sql.length
  const where = tokens.find(({ start }, i) => words[i] === 'WHERE' && start < end)
  const tail = sql.slice(end)
  if (!where) return `${sql.slice(0, end)}\nwhere ${condition} ${tail}`
  const rest = sql.slice(where.start + where.text.length, end)
  return `${sql.slice(0, where.start)}where ${condition} and (${rest}\n) ${tail}`
}

function refuse(file: string, what: string): MigrateError {
  return new MigrateError('usage', `${file} cannot be run in batches: a backfill ${what}`, {
    hint: 'put each statement into a file of its own; what needs no batches is an expand',
  })
}
