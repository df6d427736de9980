// An index on a virtual column makes each write compute it, and what cannot be computed is refused then.

import { findColumn, lower, sameName, type Column, type Table } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'

export function compareComputed(
  table: Table,
  current: Table,
  { strict }: Conditions,
  breaks: Breaks,
): void {
  const isIndexed = (where: Table, name: string): boolean =>
    where.keys.some(({ parts }) => parts.some(({ column }) => sameName(column, name)))
  for (const column of current.columns) {
    const { name, generated, expression } = column
    if (generated !== 'virtual' || expression === null || !strict) continue
    if (!isIndexed(current, name) || isIndexed(table, name)) continue
    const why = refusalOf(expression, column, current)
    if (why === undefined) continue
    breaks.set(`${table.name}.${name} computed`, {
      rule: 'computed-on-write',
      certain: true,
      why: `an INSERT or UPDATE of ${table.name} fails where ${why}: the index on ${name} makes it compute ${name}`,
    })
  }
}

/** For which rows the value cannot be computed; undefined when nothing speaks against it. */
function refusalOf(expression: string, column: Column, table: Table): string | undefined {
  const words = lower(expression.replaceAll(/'(?:[^']|'')*'/g, "''")).split(' ')
  const divides = words.some(
    (word, at) =>
      /^(\/|%|div|mod)$/.test(word) && !isNumber(words[at + 1]) && word !== words[at + 1],
  )
  if (divides) return 'it divides by 0'
  const subtracts = words.some((word, at) => word === '-' && at > 0)
  const unsigned = words.some((word) => findColumn(table, word)?.type.unsigned === true)
  if (subtracts && unsigned) return 'a number without a sign would be less than 0'
  if (!column.type.name.endsWith('CHAR')) return undefined
  const [room = 1] = column.type.numbers
  const length = lengthOf(expression.split(' '), table)
  return length > room ? `it is longer than ${room} characters` : undefined
}

function isNumber(word: string | undefined): boolean {
  return /^[1-9]\d*$/.test(word ?? '')
}

/** How many characters it has at most; 0 for what is not known. */
function lengthOf(words: readonly string[], table: Table): number {
  const [first = '', open] = words
  if (words.length === 1) {
    const type = findColumn(table, first)?.type
    return type !== undefined && type.name.endsWith('CHAR') ? (type.numbers[0] ?? 1) : 0
  }
  if (first === '(' && words.at(-1) === ')') return lengthOf(words.slice(1, -1), table)
  if (open !== '(' || words.at(-1) !== ')') return 0
  if (!/^(concat|concat_ws|upper|lower|trim|ucase|lcase|reverse)$/i.test(first)) return 0
  const parts: string[][] = [[]]
  let depth = 0
  for (const word of words.slice(2, -1)) {
    if (word === '(') depth++
    if (word === ')') depth--
    if (word === ',' && depth === 0) parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts.reduce((sum, part) => sum + lengthOf(part, table), 0)
}
