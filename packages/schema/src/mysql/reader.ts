// Walks over the tokens of a statement.

import type { Token } from './script.ts'

/** The statement is not of a form that is known here. The judge then says `needs-info`. */
export class Unknown extends Error {
  readonly token: Token | undefined

  constructor(expected: string, token: Token | undefined) {
    const found = token === undefined ? 'the statement ends' : `there is «${token.text}»`
    super(`${expected} is expected where ${found}`)
    this.name = 'Unknown'
    this.token = token
  }
}

/** It is surely no SQL: the words of which there is a closed list have none like this. */
export class Malformed extends Unknown {}

export class Reader {
  readonly tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  /** The token `ahead` of the present one. */
  peek(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead]
  }

  /** The present word in capitals, or the symbol; empty for a string or a quoted name. */
  word(ahead = 0): string {
    const token = this.peek(ahead)
    return token?.kind === 'word' || token?.kind === 'symbol' ? token.text.toUpperCase() : ''
  }

  get done(): boolean {
    return this.#at >= this.tokens.length
  }

  next(): Token {
    const token = this.peek()
    if (token === undefined) throw new Unknown('something', undefined)
    this.#at++
    return token
  }

  /** Whether these words come next. */
  sees(...words: string[]): boolean {
    return words.every((word, i) => this.word(i) === word)
  }

  /** Takes these words if they come next. */
  take(...words: string[]): boolean {
    if (!this.sees(...words)) return false
    this.#at += words.length
    return true
  }

  /** Takes the first of these words that comes next. */
  takeOne(...words: string[]): string | undefined {
    return words.find((word) => this.take(word))
  }

  need(...words: string[]): void {
    if (!this.take(...words)) throw new Unknown(words.join(' '), this.peek())
  }

  /** A name, of which only the last part counts: `shop.users` is users. */
  name(): string {
    let token = this.next()
    while (this.word() === '.' && this.peek(1) !== undefined) {
      this.next()
      token = this.next()
    }
    if (token.kind === 'symbol' || token.kind === 'number') throw new Unknown('a name', token)
    return token.value
  }

  string(): string {
    const token = this.next()
    if (token.kind !== 'string') throw new Unknown('a string', token)
    return token.value
  }

  /** What is between balanced parentheses, which come next. */
  group(): Token[] {
    this.need('(')
    const tokens: Token[] = []
    for (let depth = 1; ;) {
      const token = this.next()
      if (token.text === '(') depth++
      if (token.text === ')' && --depth === 0) return tokens
      tokens.push(token)
    }
  }

  /** The members of a parenthesized list, each as its tokens. */
  list(): Token[][] {
    return splitList(this.group())
  }

  rest(): Token[] {
    const tokens = this.tokens.slice(this.#at)
    this.#at = this.tokens.length
    return tokens
  }
}

/** Cuts at the commas that are in no parentheses. */
export function splitList(tokens: readonly Token[]): Token[][] {
  const members: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    if (depth === 0 && token.text === ',') members.push([])
    else members.at(-1)?.push(token)
  }
  return members
}

/** Tokens as text again, in one way for one meaning, so that expressions can be compared. */
export function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'name' ? token.value : token.text)).join(' ')
}

/** The same without the case of words and names, which the body of a routine does not know. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.kind === 'string' ? token.text : token.value.toLowerCase()))
    .join(' ')
}

const system = /^(information_schema|performance_schema|mysql|sys)$/i

/** The tables a query names after FROM and JOIN. */
export function tablesRead(tokens: readonly Token[]): string[] {
  const names: string[] = []
  for (const [at, token] of tokens.entries()) {
    if (!/^(from|join)$/i.test(token.text) || token.kind !== 'word') continue
    const reader = new Reader(tokens.slice(at + 1))
    if (reader.word() === '(' || reader.done) continue
    // What the server tells of itself is no table of anybody.
    if (reader.word() === 'DUAL') continue
    if (reader.word(1) === '.' && system.test(reader.peek()?.value ?? '')) continue
    names.push(reader.name())
  }
  return names
}

/** The tokens outside of subqueries, each of which leaves its parentheses, and the subqueries. */
export function apart(tokens: readonly Token[]): [Token[], Token[][]] {
  const own: Token[] = []
  const inner: Token[][] = []
  const reader = new Reader(tokens)
  while (!reader.done) {
    if (!reader.sees('(', 'SELECT')) {
      own.push(reader.next())
      continue
    }
    const open = reader.peek()
    inner.push(reader.group())
    if (open !== undefined) own.push(open, { ...open, text: ')', value: ')' })
  }
  return [own, inner]
}
