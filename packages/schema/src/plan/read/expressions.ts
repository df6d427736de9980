// Expressions as they are written: the grammar gives trees of them, and has no way back to text.

import { scanSync } from 'libpg-query'

export type Words = {
  /** What stands in the parentheses of the CHECK that begins at this byte or after it; else nothing. */
  checkAt: (byte: number) => string
  /** What stands behind each SET DEFAULT, in order. */
  defaults: string[]
}

type Token = { start: number; end: number; text: string }

/** The words of one statement. The grammar has to be loaded. */
export function wordsIn(sql: string): Words {
  const { tokens } = scanSync(sql) as { tokens: Token[] }
  const bytes = Buffer.from(sql, 'utf8')
  const between = (first: number, last: number): string => {
    const [from, to] = [tokens[first]?.start, tokens[last]?.end]
    return from === undefined || to === undefined ? '' : bytes.toString('utf8', from, to)
  }
  /** The last token before `ends` is met outside of parentheses. */
  const until = (first: number, ends: string): number => {
    let depth = 0
    for (let at = first; at < tokens.length; at++) {
      const text = tokens[at]?.text ?? ''
      if (depth === 0 && (text === ends || text === ';')) return at - 1
      if (text === '(' || text === '[') depth++
      if (text === ')' || text === ']') depth--
    }
    return tokens.length - 1
  }
  const says = (at: number, word: string): boolean => tokens[at]?.text.toLowerCase() === word
  return {
    checkAt: (byte) => {
      const check = tokens.findIndex(({ start }, at) => start >= byte && says(at, 'check'))
      return check === -1 || !says(check + 1, '(') ? '' : between(check + 2, until(check + 2, ')'))
    },
    defaults: tokens.flatMap((_, at) =>
      says(at, 'set') && says(at + 1, 'default') ? [between(at + 2, until(at + 2, ','))] : [],
    ),
  }
}
