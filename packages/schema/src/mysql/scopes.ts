// What the names in a query mean: each SELECT looks for a name in its own tables first, and then in those
// of the SELECT around it.

import { apart, Reader } from './reader.ts'
import { lower } from './schema.ts'
import type { Token } from './script.ts'

/** One SELECT, UPDATE or DELETE; all names in lower case. */
export type Scope = {
  tables: string[]
  /** Whether it reads a subquery like a table, whose columns are not known. */
  derived: boolean
  /** Names of which it does not say the table. */
  bare: Set<string>
  /** Names that it gives to what it returns, and groups by. */
  grouped: Set<string>
  /** Columns that it says are equal, each as `table.column`, or `.column` without a table. */
  compared: [string, string][]
  /** Whether it joins by all columns of the same name. */
  natural: boolean
  /** The table of which it returns all columns, and nothing else. */
  star: string | null
  outer: Scope | null
  /** The SELECT in front of it in a UNION. */
  united: Scope | null
}

const clauses =
  /^(where|group|having|order|limit|for|into|union|except|intersect|window|set|values)$/i

/** `hidden` are the variables of a routine, which come before columns. */
export function readScopes(
  tokens: readonly Token[],
  hidden: ReadonlySet<string> = new Set(),
  outer: Scope | null = null,
): Scope[] {
  const scopes: Scope[] = []
  let united: Scope | null = null
  for (const part of selectsOf(tokens)) {
    const [own, inner] = apart(part)
    if (!/^(select|update|delete)$/i.test(own[0]?.text ?? '')) {
      scopes.push(...inner.flatMap((group) => readScopes(group, hidden, outer)))
      continue
    }
    const scope: Scope = { ...readScope(own, inner, hidden), outer, united }
    united = scope
    scopes.push(scope, ...inner.flatMap((group) => readScopes(group, hidden, scope)))
  }
  return scopes
}

/** Cuts in front of each SELECT that is in no parentheses, and behind each statement. */
function selectsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    const { text } = token
    if (text === '(') depth++
    if (text === ')') depth--
    const starts = token.kind === 'word' && /^(select|update|delete)$/i.test(text)
    const follows = /^(for|key|on)$/i.test(parts.at(-1)?.at(-1)?.text ?? '')
    if (depth === 0 && (text === ';' || (starts && !follows))) parts.push([])
    if (text !== ';') parts.at(-1)?.push(token)
  }
  return parts
}

function readScope(
  own: readonly Token[],
  inner: readonly Token[][],
  hidden: ReadonlySet<string>,
): Omit<Scope, 'outer' | 'united'> {
  const { tables, aliases, derived } = readTables(own)
  const compared = own.flatMap((token, at): [string, string][] => {
    if (token.text !== '=') return []
    const left = columnAt(own, own[at - 2]?.text === '.' ? at - 3 : at - 1, aliases)
    const right = columnAt(own, at + 1, aliases)
    return left === undefined || right === undefined ? [] : [[left, right]]
  })
  const isName = ({ kind }: Token): boolean => kind === 'word' || kind === 'name'
  const given = new Set(
    own.flatMap((token, at) => {
      const before = own[at - 1]
      return isName(token) && before?.kind === 'word' && /^as$/i.test(before.text)
        ? [lower(token.value)]
        : []
    }),
  )
  const bare = new Set(
    own.flatMap((token, at) => {
      const [before, after] = [own[at - 1]?.text ?? '', own[at + 1]?.text ?? '']
      const name = lower(token.value)
      const isBare =
        isName(token) && before !== '.' && !/^[.(]$/.test(after) && !name.startsWith('@')
      return isBare && !given.has(name) && !aliases.has(name) && !hidden.has(name) ? [name] : []
    }),
  )
  const group = own.findIndex(
    ({ text }, at) => /^group$/i.test(text) && /^by$/i.test(own[at + 1]?.text ?? ''),
  )
  const behind = group < 0 ? [] : own.slice(group + 2)
  const end = behind.findIndex(({ text }) => clauses.test(text))
  const grouped = behind
    .slice(0, end < 0 ? undefined : end)
    .flatMap(({ value }) => (given.has(lower(value)) ? [lower(value)] : []))
  const isStar = own[1]?.text === '*' && /^from$/i.test(own[2]?.text ?? '')
  return {
    tables,
    derived: derived && inner.length > 0,
    bare,
    grouped: new Set(grouped),
    compared,
    natural: own.some(({ kind, text }) => kind === 'word' && /^natural$/i.test(text)),
    star: isStar && tables.length === 1 && !derived ? (tables[0] ?? null) : null,
  }
}

/** The column that is named there, with its table. */
function columnAt(
  own: readonly Token[],
  at: number,
  aliases: ReadonlyMap<string, string>,
): string | undefined {
  const [first, dot, last] = own.slice(at, at + 3)
  if (first?.kind !== 'word' && first?.kind !== 'name') return undefined
  if (dot?.text !== '.') return dot?.text === '(' ? undefined : `.${lower(first.value)}`
  const table = aliases.get(lower(first.value))
  return table === undefined || last === undefined ? undefined : `${table}.${lower(last.value)}`
}

/** The tables behind FROM, JOIN and UPDATE, and their other names. */
function readTables(own: readonly Token[]): {
  tables: string[]
  aliases: Map<string, string>
  derived: boolean
} {
  const tables: string[] = []
  const aliases = new Map<string, string>()
  let derived = false
  let inside = false
  for (const [at, token] of own.entries()) {
    const word = token.kind === 'word' ? token.text.toUpperCase() : token.text
    const starts = /^(FROM|JOIN|UPDATE)$/.test(word)
    if (starts) inside = true
    else if (token.kind === 'word' && clauses.test(word)) inside = false
    if (!inside || !(starts || word === ',')) continue
    const reader = new Reader(own.slice(at + 1))
    reader.takeOne('LOW_PRIORITY', 'IGNORE')
    if (reader.done) continue
    if (reader.word() === '(') {
      derived = true
      continue
    }
    const next = reader.peek()
    if (next?.kind !== 'word' && next?.kind !== 'name') continue
    const name = lower(reader.name())
    tables.push(name)
    aliases.set(name, name)
    reader.take('AS')
    const alias = reader.peek()
    if (alias?.kind === 'name' || (alias?.kind === 'word' && !keyword.test(alias.text))) {
      aliases.set(lower(alias.value), name)
    }
  }
  return { tables, aliases, derived }
}

const keyword =
  /^(join|inner|left|right|cross|straight_join|natural|outer|on|using|where|group|having|order|limit|for|set|union|use|force|ignore|partition|window|lock)$/i
