// Procedures, functions and events.

import { statementsOfBody } from './body.ts'
import { plainText, Reader, textOf, Unknown } from './reader.ts'
import { nothingPrepared, textsRun } from './prepared.ts'
import { readScopes } from './scopes.ts'
import { splitScript, type Token } from './script.ts'
import { readServer } from './server.ts'
import type { Inner, Statement } from './statement.ts'

/** What reads one statement of a body. */
type Parse = (tokens: readonly Token[]) => Statement

/** Behind CREATE PROCEDURE, FUNCTION or EVENT. */
export function readCreateRoutine(
  reader: Reader,
  routine: string,
  definer: string | null,
  parse: Parse,
): Statement {
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS')
  const name = reader.name()
  const parameters = routine === 'EVENT' ? [] : reader.list().filter(({ length }) => length > 0)
  const signature = routine === 'EVENT' ? '' : readSignature(parameters, reader)
  const rest = reader.rest()
  return {
    kind: 'create-routine',
    routine,
    name,
    signature,
    body: plainText(rest.map((token) => byNumber(token, parameters))),
    inner: routine === 'FUNCTION' ? [] : readInner(withoutCharacteristics(rest), parse),
    scopes: readScopes(queriesOf(rest), variablesOf(parameters, rest)),
    ifNotExists,
    definer,
    disabled: routine === 'EVENT' && isDisabled(rest),
  }
}

/** Parameters and what is declared, in lower case: names of them are no columns. */
function variablesOf(parameters: readonly Token[][], body: readonly Token[]): Set<string> {
  const named = parameters.flatMap((tokens) => tokens.slice(0, 2).map(({ value }) => value))
  const declared = body.filter((_, at) => /^declare$/i.test(body[at - 1]?.text ?? ''))
  return new Set(
    [...named, ...declared.map(({ value }) => value)].map((name) => name.toLowerCase()),
  )
}

/** The statements of a body one after the other, and what it returns. */
function queriesOf(body: readonly Token[]): Token[] {
  return statementsOfBody(body, true).flatMap(({ tokens }) => [...tokens, end])
}

const end: Token = { kind: 'symbol', text: ';', value: ';', start: 0 }

/** `DISABLE` in front of DO. */
function isDisabled(tokens: readonly Token[]): boolean {
  const words = tokens.map(({ text }) => text.toUpperCase())
  return words.slice(0, words.indexOf('DO')).includes('DISABLE')
}

/** What a call has to fit: the parameters without their names, and what comes back. */
function readSignature(parameters: readonly Token[][], reader: Reader): string {
  const types = parameters.map((tokens) => {
    const mode = new Reader(tokens).takeOne('IN', 'OUT', 'INOUT')
    const type = tokens.slice(mode === undefined ? 1 : 2)
    return `${mode ?? 'IN'} ${textOf(type).toUpperCase()}`
  })
  if (!reader.take('RETURNS')) return types.join(', ')
  return `${types.join(', ')} RETURNS ${reader.next().text.toUpperCase()}`
}

/** A parameter is what it is by its place. */
function byNumber(token: Token, parameters: readonly Token[][]): Token {
  if (token.kind !== 'word' && token.kind !== 'name') return token
  const at = parameters.findIndex((tokens) => {
    const reader = new Reader(tokens)
    reader.takeOne('IN', 'OUT', 'INOUT')
    return reader.peek()?.value.toLowerCase() === token.value.toLowerCase()
  })
  return at < 0 ? token : { ...token, value: `parameter ${at + 1}` }
}

/** The body itself, without what is said of it in front, as when an event runs. */
function withoutCharacteristics(tokens: readonly Token[]): readonly Token[] {
  const reader = new Reader(tokens)
  const first =
    /^(BEGIN|ALTER|CREATE|DROP|RENAME|TRUNCATE|INSERT|REPLACE|UPDATE|DELETE|CALL|SET|IF)$/
  while (!reader.done) {
    const isLabel = reader.word(1) === ':'
    if (isLabel || (first.test(reader.word()) && !reader.sees('SET', 'DEFAULT'))) break
    if (reader.take('COMMENT')) reader.string()
    else reader.next()
  }
  return reader.rest()
}

/** The statements of a body, as far as they are understood. */
export function readInner(body: readonly Token[], parse: Parse): Inner[] {
  const prepared = nothingPrepared()
  return statementsOfBody(body).flatMap(({ tokens, conditional }): Inner[] => {
    const before = new Map(prepared.variables)
    const texts = textsRun(tokens, prepared)
    // What is set in a branch may be so or not.
    if (conditional) {
      for (const [name, values] of before) {
        const now = prepared.variables.get(name)
        if (now !== undefined && now !== values) prepared.variables.set(name, [...values, ...now])
      }
    }
    if (texts === undefined) return [{ meaning: readOne(tokens, parse), conditional }]
    const hangs = conditional || texts.length > 1
    return texts
      .flatMap((text) => splitScript('a prepared statement', text, readServer(undefined)))
      .map((one) => ({ meaning: readOne(one.tokens, parse), conditional: hangs }))
  })
}

function readOne(tokens: readonly Token[], parse: Parse): Statement | null {
  try {
    return parse(tokens)
  } catch (error) {
    if (error instanceof Unknown) return null
    throw error
  }
}
