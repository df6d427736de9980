// Tokens and statements of a MySQL or MariaDB script, as the `mysql` client cuts it: with comments
// of three kinds, version comments that are code for some servers, and DELIMITER lines.

import { positionAt, SqlError } from '../judge/source.ts'
import type { Server } from './server.ts'

export type Token = {
  kind: 'word' | 'name' | 'string' | 'number' | 'symbol'
  /** As written. */
  text: string
  /** Without quotes and escapes. */
  value: string
  /** Where it begins in the script, in UTF-16 units. */
  start: number
}

export type ScriptStatement = { sql: string; start: number; tokens: Token[] }

const space = /\s+|#[^\n]*|--(?=[\s\p{Cc}]|$)[^\n]*/uy
const version = /\/\*(?<maria>M?)!(?<number>\d{5,6})?/y
const comment = /\/\*(?!M?!)[\s\S]*?\*\//y
const string = /(?:_[a-z0-9]+)?(?:[xXbBnN]?'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*")/y
const name = /`(?:[^`]|``)*`/y
const number = /0x[0-9a-f]+\b|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\p{L}_$\d])/iuy
const word = /[\p{L}\p{N}_$@][\p{L}\p{N}_$@]*/uy
const symbol = /<=>|->>|->|[<>!:]=|<>|&&|\|\||[^'"`]/y
const delimiterLine = /delimiter[ \t]+(?<delimiter>\S+)[^\n]*/iy

/** The statements of a script. Throws `SqlError` for a string, name or comment that does not end. */
export function splitScript(file: string, sql: string, server: Server): ScriptStatement[] {
  const statements: ScriptStatement[] = []
  let tokens: Token[] = []
  let delimiter = ';'
  let index = 0
  /** How deep in version comments whose content counts. */
  let versions = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = index
    return pattern.exec(sql)
  }
  /** Where the version comment began in which the statement begins. */
  let opened: number | undefined
  const finish = (end: number): void => {
    const first = tokens[0]
    if (first !== undefined) {
      const from = opened ?? first.start
      statements.push({ sql: sql.slice(from, end).trimEnd(), start: first.start, tokens })
    }
    opened = undefined
    tokens = []
  }
  while (index < sql.length) {
    const skipped = match(space) ?? match(comment)
    if (skipped !== null) {
      index += skipped[0].length
      continue
    }
    const conditional = match(version)
    if (conditional !== null) {
      if (counts(conditional.groups ?? {}, server)) {
        versions++
        if (tokens.length === 0) opened = index
        index += conditional[0].length
      } else {
        const end = sql.indexOf('*/', index)
        if (end < 0) throw unfinished(file, sql, index, 'comment')
        index = end + 2
      }
      continue
    }
    if (versions > 0 && sql.startsWith('*/', index)) {
      versions--
      if (tokens.length === 0) opened = undefined
      index += 2
      continue
    }
    if (sql.startsWith('/*', index)) throw unfinished(file, sql, index, 'comment')
    const line = tokens.length === 0 ? match(delimiterLine) : null
    if (line?.groups?.['delimiter'] !== undefined) {
      delimiter = line.groups['delimiter']
      index += line[0].length
      continue
    }
    if (sql.startsWith(delimiter, index) && (delimiter !== ';' || !insideBody(tokens))) {
      finish(index)
      index += delimiter.length
      continue
    }
    const token = readToken(match, index, delimiter)
    if (token === undefined) throw unfinished(file, sql, index, 'string or name')
    tokens.push(token)
    index += token.text.length
  }
  finish(sql.length)
  return statements
}

/**
 * Whether the tokens are in the middle of the body of a trigger or routine, whose semicolons end only
 * its own statements. The `mysql` client needs DELIMITER for it; what talks to the server does not.
 */
function insideBody(tokens: readonly Token[]): boolean {
  const words = tokens.map((token) => (token.kind === 'word' ? token.text.toUpperCase() : ''))
  const isBlock = words[0] === 'BEGIN' && words[1] === 'NOT'
  if (!isBlock && words[0] !== 'CREATE') return false
  if (
    !isBlock &&
    !words.slice(1, 12).some((word) => /^(TRIGGER|PROCEDURE|FUNCTION|EVENT)$/.test(word))
  ) {
    return false
  }
  let depth = 0
  for (const [at, word] of words.entries()) {
    if (word === 'END') depth--
    else if (words[at - 1] === 'END') continue
    else if (/^(BEGIN|CASE|LOOP|REPEAT|WHILE)$/.test(word)) depth++
    else if (word === 'IF' && beginsStatement(tokens[at - 1], words[at - 1])) depth++
  }
  return depth > 0
}

/** IF is also a function, and part of IF EXISTS. */
function beginsStatement(previous: Token | undefined, word: string | undefined): boolean {
  return (
    previous?.text === ';' ||
    /^(BEGIN|ATOMIC|THEN|ELSE|DO|ROW|LOOP|DETERMINISTIC|SQL|DATA)$/.test(word ?? '')
  )
}

function readToken(
  match: (pattern: RegExp) => RegExpExecArray | null,
  start: number,
  delimiter: string,
): Token | undefined {
  for (const [kind, pattern] of [
    ['string', string],
    ['name', name],
    ['number', number],
    ['word', word],
    ['symbol', symbol],
  ] as const) {
    const found = match(pattern)?.[0]
    if (found === undefined) continue
    // The dollars of a delimiter would go on with a word, as in `END$$`.
    const cut = kind === 'word' ? found.indexOf(delimiter) : -1
    const text = cut > 0 ? found.slice(0, cut) : found
    return { kind, text, value: valueOf(kind, text), start }
  }
  return undefined
}

function valueOf(kind: Token['kind'], text: string): string {
  if (kind === 'name') return text.slice(1, -1).replaceAll('``', '`')
  if (kind !== 'string') return text
  const quote = text.at(-1) ?? ''
  return text
    .slice(text.indexOf(quote) + 1, -1)
    .replaceAll(quote + quote, quote)
    .replaceAll(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character)
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0' }

/** Whether the content of a version comment counts on this server. MariaDB skips numbers of MySQL 5.7 up. */
function counts(groups: Record<string, string | undefined>, server: Server): boolean {
  const maria = server.flavour === 'mariadb'
  if (groups['maria'] === 'M' && !maria) return false
  const wanted = Number(groups['number'] ?? 0)
  if (maria && groups['maria'] !== 'M' && wanted >= 50_700 && wanted <= 99_999) return false
  const [major = 0, minor = 99, patch = 99] = server.version
  return wanted <= major * 10_000 + minor * 100 + patch
}

function unfinished(file: string, sql: string, index: number, what: string): SqlError {
  return new SqlError(file, positionAt(sql, index), `this ${what} does not end`)
}
