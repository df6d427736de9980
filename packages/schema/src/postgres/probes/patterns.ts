// Texts that match the patterns of CHECK constraints: `~ '^[A-Z]{3}-\d+$'`, `LIKE 'a%'`. What a
// constraint really takes is asked of the database; these are only good candidates.

/** As many rows as a table gets, whose values may have to differ. */
const samples = 24

/** Some texts for each pattern in a piece of SQL. */
export function matching(sql: string): string[] {
  const found: string[] = []
  for (const [, operator, quoted = ''] of sql.matchAll(
    /(~~?\*?|similar to)\s*'((?:[^']|'')*)'/gi,
  )) {
    const pattern = quoted.replaceAll("''", "'")
    const make = operator?.startsWith('~~') === true ? likeSample : regexSample
    for (let i = 0; i < samples; i++) found.push(make(pattern, i))
  }
  return [...new Set(found)]
}

function likeSample(pattern: string, i: number): string {
  return pattern.replaceAll(/\\(.)|%|_/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped
    return match === '%' ? `v${i}` : String(i % 10)
  })
}

/**
 * A text for a regular expression: the first branch of an alternation, one of each class, as few
 * repetitions as are asked for but one. The `i` makes texts differ.
 */
export function regexSample(pattern: string, i: number): string {
  let at = 0
  const peek = (): string => pattern[at] ?? ''

  const alternatives = (): string => {
    let chosen: string | undefined
    do {
      const branch = sequence()
      chosen ??= branch
    } while (peek() === '|' && ++at > 0)
    return chosen
  }
  const sequence = (): string => {
    let text = ''
    while (at < pattern.length && peek() !== '|' && peek() !== ')') {
      const one = atom()
      const [least, most] = repetition()
      const times = Math.min(Math.max(least, 1), most)
      for (let n = 0; n < times; n++) text += one(n)
    }
    return text
  }
  const atom = (): ((n: number) => string) => {
    const character = peek()
    at++
    if (character === '^' || character === '$') return () => ''
    if (character === '.') return (n) => 'abcdefghij'[(i + n) % 10] ?? 'a'
    if (character === '[') return classOf()
    if (character === '(') {
      const ahead = /^\?(?::|[=!]|<[=!])/.exec(pattern.slice(at))?.[0] ?? ''
      at += ahead.length
      const inner = alternatives()
      at++
      return () => (ahead === '' || ahead === '?:' ? inner : '')
    }
    if (character !== '\\') return () => character
    const escaped = peek()
    at++
    const known = escapes[escaped]
    if (known === undefined) return () => (/[a-z]/i.test(escaped) ? '' : escaped)
    return (n) => known[(i * (n + 1) + n) % known.length] ?? ''
  }
  const classOf = (): ((n: number) => string) => {
    const isNegated = peek() === '^'
    if (isNegated) at++
    let members = ''
    for (let first = true; at < pattern.length && (first || peek() !== ']'); first = false) {
      const named = /^\[:(\w+):\]/.exec(pattern.slice(at))
      const range = /^([^\\])-([^\]])/.exec(pattern.slice(at))
      if (named) {
        members += classes[named[1] ?? ''] ?? ''
        at += named[0].length
      } else if (range) {
        const [from, to] = [range[1], range[2]].map((one) => one?.charCodeAt(0) ?? 0)
        for (let code = from ?? 0; code <= (to ?? 0); code++) members += String.fromCharCode(code)
        at += 3
      } else if (peek() === '\\') {
        members += escapes[pattern[at + 1] ?? ''] ?? pattern[at + 1] ?? ''
        at += 2
      } else {
        members += peek()
        at++
      }
    }
    at++
    const others = 'abcdefghijklmnopqrstuvwxyzABC0123456789-_ '
    const choices = Array.from(isNegated ? others : members).filter(
      (one) => !isNegated || !members.includes(one),
    )
    return (n) => choices[(i * (n + 1) + n) % Math.max(choices.length, 1)] ?? ''
  }
  const repetition = (): [number, number] => {
    const bounds = /^\{(\d+)(,)?(\d+)?\}\??/.exec(pattern.slice(at))
    if (bounds) {
      at += bounds[0].length
      const least = Number(bounds[1])
      if (bounds[2] === undefined) return [least, least]
      return [least, bounds[3] === undefined ? Infinity : Number(bounds[3])]
    }
    const sign = /^[*+?]\??/.exec(pattern.slice(at))?.[0] ?? ''
    at += sign.length
    if (sign === '') return [1, 1]
    return sign.startsWith('+') ? [3, Infinity] : [0, 1]
  }
  return alternatives()
}

const digits = '0123456789'
const letters = 'abcdefghijklmnopqrstuvwxyz'
const escapes: Record<string, string> = { d: digits, w: letters + digits, s: ' ' }
const classes: Record<string, string> = {
  alpha: letters,
  lower: letters,
  upper: letters.toUpperCase(),
  digit: digits,
  alnum: letters + digits,
  space: ' ',
  xdigit: `${digits}abcdef`,
}
