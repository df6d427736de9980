// The query of a view, in one way for one meaning: without the aliases of its table, quotes and needless
// parentheses, so that two of them can be compared.

import { findColumn, lower, type Schema, type View } from '../schema.ts'

export type ViewQuery = {
  /** What each column shows, by its name; null where that is not known. */
  columns: Map<string, string> | null
  /** From FROM on. */
  source: string
}

export function readViewQuery({ sql, columns, tables }: View): ViewQuery {
  const words = (sql.match(/'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|\S+/gs) ?? []).map((word) =>
    /^['"]/.test(word) ? word : lower(word),
  )
  const plain = withoutParentheses(tables.length === 1 ? withoutQualifiers(words) : words)
  const from = topLevel(plain, 'from')
  const items = splitItems(plain.slice(1, from < 0 ? undefined : from))
  return {
    columns: plain[0] === 'select' ? namedItems(items, columns) : null,
    source: from < 0 ? '' : plain.slice(from).join(' '),
  }
}

/** The query with tables and columns called as they were, however they are called now. */
export function inOldWords(query: ViewQuery, { tables }: View, now: Schema): ViewQuery {
  const names = new Map<string, string>()
  for (const name of tables) {
    const table = now.tables.get(lower(name))
    if (table?.origin === undefined || table.origin === null) continue
    names.set(lower(name), table.origin)
    for (const column of table.columns) {
      const old = column.origin?.split('.').at(-1)
      if (old !== undefined) names.set(lower(column.name), old)
    }
  }
  const translate = (text: string): string =>
    text
      .split(' ')
      .map((word) => names.get(word) ?? word)
      .join(' ')
  const columns = query.columns && new Map([...query.columns].map(([k, v]) => [k, translate(v)]))
  return { columns, source: translate(query.source) }
}

/** A name that the view reads and its table does not have any more. */
export function missingName(view: View, running: Schema, now: Schema): string | undefined {
  const { columns, source } = readViewQuery(view)
  const [name = ''] = view.tables
  const current = now.tables.get(lower(name))
  if (view.tables.length !== 1 || columns === null || current === undefined) return undefined
  const before = running.tables.get(current.origin ?? '')
  const words = new Set([...columns.values(), source].flatMap((text) => text.split(' ')))
  return before?.columns
    .map((column) => lower(column.name))
    .find((column) => words.has(column) && findColumn(current, column) === undefined)
}

function namedItems(items: string[][], columns: View['columns']): ViewQuery['columns'] {
  if (items.length === 1 && items[0]?.join() === '*') {
    return columns && new Map(columns.map((name) => [lower(name), lower(name)]))
  }
  const shown = new Map<string, string>()
  for (const [at, item] of items.entries()) {
    const aliased = item.length > 1 && /^\w+$/.test(item.at(-1) ?? '') && item.at(-2) !== '.'
    const own = aliased ? item.slice(0, item.at(-2) === 'as' ? -2 : -1) : item
    const name = columns?.[at] ?? item.at(-1)
    if (name === undefined || own.includes('*')) return null
    shown.set(lower(name), own.join(' '))
  }
  return shown
}

/** With one table there is no need to say which. */
function withoutQualifiers(words: readonly string[]): string[] {
  const bare: string[] = []
  for (const word of words) {
    if (bare.at(-1) === '.') bare.splice(-2, 2, word)
    else bare.push(word)
  }
  const at = bare.indexOf('from') + 2
  const clauses = /^(where|group|having|order|limit|with|union|join|left|inner|,|\)|for)$/
  const aliased = bare[at] === 'as' ? 2 : 1
  if (at > 1 && bare[at] !== undefined && !clauses.test(bare[at])) bare.splice(at, aliased)
  return bare
}

/** Takes away parentheses around a whole condition, or around one without AND, OR or a list in it. */
function withoutParentheses(words: readonly string[]): string[] {
  const open: number[] = []
  for (const [at, word] of words.entries()) {
    if (word === '(') open.push(at)
    if (word !== ')') continue
    const start = open.pop() ?? 0
    const inside = words.slice(start + 1, at)
    const bounds = [words[start - 1] ?? '', words[at + 1] ?? 'end']
    const alone =
      /^(where|on)$/.test(bounds[0] ?? '') &&
      /^(end|with|order|group|limit)$/.test(bounds[1] ?? '') &&
      !inside.includes('union')
    const single =
      /^(where|on|and|or|\()$/.test(bounds[0] ?? '') &&
      /^(end|and|or|\)|with|order|group|limit)$/.test(bounds[1] ?? '') &&
      !inside.some((one) => /^(and|or|xor|select|,)$/.test(one))
    if (alone || single) {
      return withoutParentheses([...words.slice(0, start), ...inside, ...words.slice(at + 1)])
    }
  }
  return [...words]
}

function topLevel(words: readonly string[], wanted: string): number {
  let depth = 0
  return words.findIndex((word) => {
    if (word === '(') depth++
    if (word === ')') depth--
    return depth === 0 && word === wanted
  })
}

function splitItems(words: readonly string[]): string[][] {
  const items: string[][] = [[]]
  let depth = 0
  for (const word of words) {
    if (word === '(') depth++
    if (word === ')') depth--
    if (word === ',' && depth === 0) items.push([])
    else items.at(-1)?.push(word)
  }
  return items
}
