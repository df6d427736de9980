// What the body of a procedure, an event or a block may run: its statements one after the other, without
// what only steers which of them are run and how often.

import { Reader } from './reader.ts'
import type { Token } from './script.ts'

export type BodyStatement = {
  tokens: Token[]
  /** Whether it hangs on a condition that it is run. */
  conditional: boolean
}

/** Statements that change only what the body itself knows. */
const inward = /^(DECLARE|LEAVE|ITERATE|RETURN|OPEN|FETCH|CLOSE|SIGNAL|RESIGNAL|GET)$/

/** `all` are also those that change nothing outside of the body. */
export function statementsOfBody(body: readonly Token[], all = false): BodyStatement[] {
  const reader = new Reader(body)
  const statements: BodyStatement[] = []
  let conditions = 0
  while (!reader.done) {
    if (reader.take(';') || reader.takeOne('BEGIN', 'LOOP', 'REPEAT', 'ELSE') !== undefined)
      continue
    if (reader.take('NOT', 'ATOMIC')) continue
    if (reader.word(1) === ':') {
      reader.next()
      reader.next()
    } else if (reader.take('END')) {
      if (reader.takeOne('IF', 'CASE', 'WHILE', 'FOR') !== undefined) conditions--
      skipTo(reader, ';')
    } else if (reader.takeOne('IF', 'CASE') !== undefined) {
      conditions++
      skipTo(reader, 'THEN')
    } else if (reader.takeOne('WHILE', 'FOR') !== undefined) {
      conditions++
      skipTo(reader, 'DO')
    } else if (reader.takeOne('ELSEIF', 'WHEN') !== undefined) skipTo(reader, 'THEN')
    else if (reader.take('UNTIL')) skipTo(reader, 'REPEAT')
    else {
      const isInward = inward.test(reader.word())
      const tokens = skipTo(reader, ';')
      if (all || !isInward) statements.push({ tokens, conditional: conditions > 0 })
    }
  }
  return statements
}

/** Takes everything up to the word, and the word itself; gives what is before it. */
function skipTo(reader: Reader, word: string): Token[] {
  const tokens: Token[] = []
  for (let depth = 0; !reader.done;) {
    const found = depth === 0 && reader.word() === word
    const token = reader.next()
    if (found) return tokens
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    tokens.push(token)
  }
  return tokens
}
