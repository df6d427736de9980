// What recorded statements of the running version tell that its schema does not.

import { parseStatement } from './parse.ts'
import { Reader, Unknown } from './reader.ts'
import { lower } from './schema.ts'
import { readScopes, type Scope } from './scopes.ts'
import type { ScriptStatement, Token } from './script.ts'
import type { Statement } from './statement.ts'

export type Recorded = {
  /** Tables into which it inserts without naming the columns. */
  positionalInserts: Set<string>
  /** Indexes it names in hints. */
  hintedIndexes: Set<string>
  /** What the names in its queries mean. */
  scopes: Scope[]
  /** Tables that it empties by TRUNCATE. */
  truncated: Set<string>
  /** Its INSERTs of what a SELECT reads. */
  copies: (Statement & { kind: 'insert' })[]
  /** All its words, among them the routines it calls. */
  words: Set<string>
}

export function readRecorded(statements: readonly ScriptStatement[]): Recorded {
  const recorded: Recorded = {
    positionalInserts: new Set(),
    hintedIndexes: new Set(),
    scopes: [],
    truncated: new Set(),
    copies: [],
    words: new Set(),
  }
  for (const { tokens } of statements) {
    readInsert(new Reader(tokens), recorded)
    recorded.scopes.push(...readScopes(tokens))
    const meaning = meaningOf(tokens)
    if (meaning?.kind === 'truncate') recorded.truncated.add(lower(meaning.name))
    if (meaning?.kind === 'insert' && meaning.selects !== null) recorded.copies.push(meaning)
    for (const { value } of tokens) recorded.words.add(lower(value))
    for (const [at, token] of tokens.entries()) {
      if (!/^(use|force|ignore)$/i.test(token.text)) continue
      const reader = new Reader(tokens.slice(at + 1))
      if (reader.takeOne('INDEX', 'KEY') === undefined) continue
      if (reader.take('FOR')) {
        while (reader.word() !== '(' && !reader.done) reader.next()
      }
      if (reader.word() !== '(') continue
      for (const name of reader.group()) recorded.hintedIndexes.add(lower(name.value))
    }
  }
  return recorded
}

function meaningOf(tokens: readonly Token[]): Statement | undefined {
  try {
    return parseStatement(tokens)
  } catch (error) {
    if (error instanceof Unknown) return undefined
    throw error
  }
}

function readInsert(reader: Reader, recorded: Recorded): void {
  const verb = reader.takeOne('INSERT', 'REPLACE')
  if (verb === undefined) return
  reader.takeOne('LOW_PRIORITY', 'HIGH_PRIORITY', 'IGNORE')
  reader.take('INTO')
  const table = lower(reader.name())
  const named = reader.word() === 'SET' || (reader.word() === '(' && reader.word(1) !== ')')
  if (!named) recorded.positionalInserts.add(table)
}
