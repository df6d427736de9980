// Where in a file something is, and the error that says so.

/** 1-based line and column; the column counts characters (code points), as editors do. */
export type Position = { line: number; column: number }

/** The position of a UTF-16 `index` into `text`. */
export function positionAt(text: string, index: number): Position {
  const before = text.slice(0, index)
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (const character of before) if (character === '\n') line++
  return { line, column: codePoints(before.slice(lineStart)) + 1 }
}

/** How many characters a text has; an emoji is two UTF-16 units and one character. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** A file that does not parse, or an override that does not count. The command exits with 2. */
export class SqlError extends Error {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The message without the place. */
  readonly reason: string

  constructor(file: string, position: Position, message: string) {
    super(`${file}:${position.line}:${position.column}: ${message}`)
    this.name = 'SqlError'
    this.file = file
    this.line = position.line
    this.column = position.column
    this.reason = message
  }
}
