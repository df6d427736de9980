// PostgreSQL's own parser, compiled to WebAssembly. It counts bytes of UTF-8; everything after this
// file counts UTF-16 units, as JavaScript strings do.

import { loadModule, parseSync } from 'libpg-query'
import { codePoints, positionAt, SqlError } from '../judge/source.ts'

/** A node of the parse tree: one key with the node's type, as libpg_query writes it. */
export type Node = Record<string, unknown>

export type Statement = {
  file: string
  line: number
  column: number
  /** The statement without the comments before it and the semicolon after it. */
  sql: string
  /** The node's type, as `AlterTableStmt`. */
  kind: string
  node: Node
}

let loaded: Promise<void> | undefined

/** Loads the parser once. The functions below need it. */
export function loadGrammar(): Promise<void> {
  return (loaded ??= loadModule())
}

/** The statements of a file. Throws `SqlError` with line and column when it does not parse. */
export function parseFile(file: string, sql: string): Statement[] {
  if (sql.trim() === '') return []
  let tree: unknown
  try {
    tree = parseSync(sql)
  } catch (error) {
    throw syntaxError(file, sql, error)
  }
  const bytes = Buffer.from(sql, 'utf8')
  const ascii = bytes.length === sql.length
  const cut = (from: number, to: number): string =>
    ascii ? sql.slice(from, to) : bytes.toString('utf8', from, to)
  const position = positions(sql)
  return ((tree as { stmts?: RawStatement[] }).stmts ?? []).flatMap((raw) => {
    const from = raw.stmt_location ?? 0
    const to = raw.stmt_len === undefined ? bytes.length : from + raw.stmt_len
    const text = cut(from, to)
    const skipped = leadingTrivia(text)
    const start = (ascii ? from : cut(0, from).length) + skipped
    const entry = Object.entries(raw.stmt ?? {})[0]
    if (entry === undefined) return []
    return [
      {
        file,
        ...position(start),
        sql: text.slice(skipped).trimEnd(),
        kind: entry[0],
        node: entry[1] as Node,
      },
    ]
  })
}

type RawStatement = { stmt?: Node; stmt_location?: number; stmt_len?: number }

/** How long the white space and comments are that `sql` begins with. Comments nest. */
function leadingTrivia(sql: string): number {
  let index = 0
  for (;;) {
    const rest = sql.slice(index)
    const blank = /^(?:\s+|--[^\n]*)/.exec(rest)
    if (blank) index += blank[0].length
    else if (rest.startsWith('/*')) index += blockComment(rest)
    else return index
  }
}

function blockComment(text: string): number {
  let depth = 0
  let index = 0
  do {
    if (text.startsWith('/*', index)) depth++
    else if (text.startsWith('*/', index)) depth--
    else {
      index++
      continue
    }
    index += 2
  } while (depth > 0 && index < text.length)
  return index
}

/** Positions of rising indexes, in one pass over the file. */
function positions(sql: string): (index: number) => { line: number; column: number } {
  let line = 1
  let lineStart = 0
  let next = sql.indexOf('\n')
  return (index) => {
    while (next !== -1 && next < index) {
      line++
      lineStart = next + 1
      next = sql.indexOf('\n', lineStart)
    }
    return { line, column: codePoints(sql.slice(lineStart, index)) + 1 }
  }
}

function syntaxError(file: string, sql: string, error: unknown): SqlError {
  const details = (error as { sqlDetails?: { cursorPosition?: number } }).sqlDetails
  const message = error instanceof Error ? error.message : String(error)
  // The parser reports characters here, not bytes as elsewhere, counted from 0.
  let index = 0
  for (let left = details?.cursorPosition ?? 0; left > 0 && index < sql.length; left--) {
    index += String.fromCodePoint(sql.codePointAt(index) ?? 0).length
  }
  return new SqlError(file, positionAt(sql, index), message)
}
