// Backfill statements of SQLite: an UPDATE, DELETE or INSERT … SELECT, written for the whole table.

import { keyword, splitScript, unquote, type Token } from '../../sqlite/script.ts'
import type { BackfillStatement } from '../database.ts'
import { MigrateError } from '../error.ts'
import { quote } from './catalogue.ts'

/** Words that may stand before the name of the table. */
const before = /^(OR|ROLLBACK|ABORT|REPLACE|FAIL|IGNORE)$/
/** What a SELECT may not have when it is run in parts: its rows would not stand for themselves. */
const whole = /^(GROUP|ORDER|LIMIT|DISTINCT|UNION|EXCEPT|INTERSECT|JOIN)$/

export async function readBackfill(file: string, sql: string): Promise<BackfillStatement> {
  const [only, ...others] = splitScript(sql)
  if (!only || others.length > 0) throw refuse(file, 'holds one statement')
  const tokens = only.tokens.map((token) => ({ ...token, start: token.start - only.start }))
  const outer = atTheTop(tokens)
  const words = outer.map(keyword)
  const table = tableOf(outer, words)
  if (!table || words.includes('RETURNING') || words[0] === 'WITH') {
    throw refuse(file, 'is an UPDATE, a DELETE, or an INSERT that SELECTs from one table')
  }
  const alias = aliasAfter(outer, table)
  const name = quote(unquote(table))
  return {
    table: name,
    qualifier: `${alias ? quote(unquote(alias)) : name}.`,
    restrictedTo: (condition) => restrict(only.sql, outer, words, condition),
  }
}

/** The tokens outside parentheses. */
function atTheTop(tokens: readonly Token[]): Token[] {
  let depth = 0
  return tokens.filter(({ text }) => {
    if (text === ')') depth--
    const top = depth === 0
    if (text === '(') depth++
    return top
  })
}

function tableOf(tokens: readonly Token[], words: readonly string[]): Token | undefined {
  const from = words.indexOf('FROM')
  if (words[0] === 'UPDATE')
    return tokens[words.findIndex((word, i) => i > 0 && !before.test(word))]
  if (words[0] === 'DELETE') return tokens[from + 1]
  const isParts = words[0] === 'INSERT' || words[0] === 'REPLACE'
  const end = words.indexOf('CONFLICT')
  const select = words.slice(0, end === -1 ? undefined : end)
  if (!isParts || from === -1 || select.some((word) => whole.test(word))) return undefined
  return tokens[from + 2]?.text === ',' ? undefined : tokens[from + 1]
}

function aliasAfter(tokens: readonly Token[], table: Token): Token | undefined {
  const next = tokens[tokens.indexOf(table) + 1]
  if (keyword(next) === 'AS') return tokens[tokens.indexOf(table) + 2]
  const isName = next?.kind === 'name' || next?.kind === 'word'
  return isName && !/^(SET|WHERE|INDEXED|NOT|ON)$/.test(keyword(next)) ? next : undefined
}

/** Puts the condition before the one that is there. */
function restrict(
  sql: string,
  tokens: readonly Token[],
  words: readonly string[],
  condition: string,
): string {
  const conflict = words.indexOf('CONFLICT')
  const end = conflict === -1 ? sql.length : (tokens[conflict - 1]?.start ?? sql.length)
  const where = tokens.find((token) => keyword(token) === 'WHERE' && token.start < end)
  const tail = sql.slice(end)
  if (!where) return `${sql.slice(0, end)} where ${condition} ${tail}`
  const rest = sql.slice(where.start + where.text.length, end)
  return `${sql.slice(0, where.start)}where ${condition} and (${rest}\n) ${tail}`
}

function refuse(file: string, what: string): MigrateError {
  return new MigrateError('usage', `${file} cannot be run in batches: a backfill ${what}`, {
    hint: 'put each statement into a file of its own; what needs no batches is an expand',
  })
}
