// Statements that are put together as text and run by PREPARE and EXECUTE: what the text may be, as far
// as it is made of what stands in the migration itself.

import { Reader, splitList } from './reader.ts'
import type { Token } from './script.ts'

export type Prepared = {
  /** What each variable of the session may hold, by its name with the `@`. */
  variables: Map<string, string[]>
  /** What each prepared statement may be. */
  statements: Map<string, string[]>
}

export function nothingPrepared(): Prepared {
  return { variables: new Map(), statements: new Map() }
}

/** More ways to put a text together than these are not followed. */
const most = 16

/**
 * The texts of which the statement runs one; none where it only makes one ready or throws it away.
 * Undefined where it is no such statement, or its text hangs on what is not known. Keeps `prepared`.
 */
export function textsRun(tokens: readonly Token[], prepared: Prepared): string[] | undefined {
  const reader = new Reader(tokens)
  if (reader.take('SET')) {
    for (const part of splitList(reader.rest())) noteVariable(new Reader(part), prepared)
    return undefined
  }
  if (reader.sees('SELECT')) {
    noteInto(tokens, prepared)
    return undefined
  }
  if (reader.take('PREPARE')) {
    const name = reader.name().toLowerCase()
    reader.need('FROM')
    const texts = valuesOf(reader.rest(), prepared)
    if (texts === undefined) prepared.statements.delete(name)
    else prepared.statements.set(name, texts)
    return texts && []
  }
  if (reader.take('EXECUTE', 'IMMEDIATE')) return valuesOf(reader.rest(), prepared)
  if (reader.take('EXECUTE')) return prepared.statements.get(reader.name().toLowerCase())
  return reader.take('DEALLOCATE') || reader.take('DROP', 'PREPARE') ? [] : undefined
}

/** `@name = expression` */
function noteVariable(reader: Reader, { variables, statements }: Prepared): void {
  const name = reader.peek()?.text.toLowerCase() ?? ''
  if (!/^@[^@]/.test(name)) return
  reader.next()
  if (reader.takeOne(':=', '=') === undefined && !reader.take(':', '=')) return
  const values = valuesOf(reader.rest(), { variables, statements })
  if (values === undefined) variables.delete(name)
  else variables.set(name, values)
}

/** `SELECT expression INTO @name FROM …` */
function noteInto(tokens: readonly Token[], prepared: Prepared): void {
  const into = tokens.findIndex(({ kind, text }) => kind === 'word' && /^into$/i.test(text))
  const name = tokens[into + 1]?.text.toLowerCase() ?? ''
  if (into < 0 || !/^@[^@]/.test(name)) return
  const values = valuesOf(tokens.slice(1, into), prepared)
  if (values === undefined) prepared.variables.delete(name)
  else prepared.variables.set(name, values)
}

/** What an expression may give; undefined where that is not known. */
function valuesOf(tokens: readonly Token[], prepared: Prepared): string[] | undefined {
  const [first] = tokens
  if (first === undefined) return undefined
  // Strings side by side are one.
  if (tokens.every(({ kind }) => kind === 'string')) {
    return [tokens.map(({ value }) => value).join('')]
  }
  if (tokens.length === 1) {
    return first.kind === 'number' ? [first.text] : prepared.variables.get(first.text.toLowerCase())
  }
  const reader = new Reader(tokens)
  if (reader.word() === '(') {
    const inside = reader.group()
    return reader.done ? valuesOf(inside, prepared) : undefined
  }
  if (reader.take('SELECT')) return valuesOf(beforeFrom(reader.rest()), prepared)
  if (reader.take('CASE')) return eitherOf(branchesOf(reader.rest()), prepared)
  const called = reader.word()
  if (reader.word(1) !== '(') return undefined
  reader.next()
  const given = reader.list()
  if (!reader.done) return undefined
  switch (called) {
    case 'CONCAT':
      return joined(given, prepared)
    case 'IF':
      return eitherOf(given.slice(1), prepared)
    case 'IFNULL':
    case 'COALESCE':
      return eitherOf(given, prepared)
    case 'DATABASE':
    case 'SCHEMA':
      return ['this_database']
    default:
      return undefined
  }
}

function joined(parts: readonly Token[][], prepared: Prepared): string[] | undefined {
  return parts.reduce<string[] | undefined>(
    (all, part) => {
      const values = all && valuesOf(part, prepared)
      const both = values && all?.flatMap((text) => values.map((more) => text + more))
      return both && both.length <= most ? both : undefined
    },
    [''],
  )
}

function eitherOf(branches: readonly Token[][], prepared: Prepared): string[] | undefined {
  const all = branches.map((branch) => valuesOf(branch, prepared))
  return all.every((one) => one !== undefined) ? all.flat() : undefined
}

function beforeFrom(tokens: readonly Token[]): readonly Token[] {
  let depth = 0
  const at = tokens.findIndex(({ text }) => {
    if (text === '(') depth++
    if (text === ')') depth--
    return depth === 0 && /^from$/i.test(text)
  })
  return at < 0 ? tokens : tokens.slice(0, at)
}

/** What stands behind THEN and ELSE. */
function branchesOf(tokens: readonly Token[]): Token[][] {
  const branches: Token[][] = []
  let inside = false
  for (const token of tokens) {
    const word = token.kind === 'word' ? token.text.toUpperCase() : ''
    if (/^(WHEN|THEN|ELSE|END)$/.test(word)) inside = false
    if (inside) branches.at(-1)?.push(token)
    if (word !== 'THEN' && word !== 'ELSE') continue
    branches.push([])
    inside = true
  }
  return branches
}
