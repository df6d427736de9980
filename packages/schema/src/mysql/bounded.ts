// Whether a statement looks at few rows however large the table is. InnoDB locks every row it looks at,
// also those that the condition then leaves out.

import { lower, sameName, type Key, type Table } from './schema.ts'
import type { Token } from './script.ts'
import type { Selection } from './statement.ts'

/**
 * A unique key equals something or is between two things, or LIMIT ends a walk along one index. What
 * another index finds grows with the table.
 */
export function isBounded(selection: Selection, table: Table): boolean {
  const { limit } = selection
  if (findsNothing(selection)) return true
  const where = withoutEmpty(selection.where, table)
  if (where !== null && namesUnique(withoutOthers(where, selection, table), table)) return true
  return limit !== null && walksAlongIndex({ ...selection, where }, table)
}

/**
 * Without `AND x IS NULL` where that holds for every row: the batch has made the column, and what it has
 * filled before is no more than the statement may look at.
 */
function withoutEmpty(where: Token[] | null, table: Table): Token[] | null {
  if (where === null || isLoose(where)) return where
  const isEmpty = (name: string): boolean =>
    table.columns.some(
      (column) =>
        sameName(column.name, name) &&
        column.origin === null &&
        column.nullable &&
        column.default === null &&
        column.generated === null,
    )
  const parts = conjunctionOf(where).filter((part) => {
    const [name, is, what] = part.slice(-3)
    const alone = part.length === 3 || (part.length === 5 && part[1]?.text === '.')
    const said = `${is?.text ?? ''} ${what?.text ?? ''}`.toLowerCase() === 'is null'
    return !(alone && said && isEmpty(name?.value ?? ''))
  })
  if (parts.length === 0) return null
  return parts.reduce((all, part) => [...all, and, ...part])
}

const and: Token = { kind: 'word', text: 'AND', value: 'AND', start: 0 }

/** The parts that must hold together. The AND of BETWEEN divides none. */
function conjunctionOf(where: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  let between = false
  for (const token of where) {
    const text = token.text.toLowerCase()
    if (text === '(') depth++
    if (text === ')') depth--
    if (text === 'between') between = true
    if (depth === 0 && /^(and|&&)$/.test(text) && !between) parts.push([])
    else parts.at(-1)?.push(token)
    if (text === 'and') between = false
  }
  return parts
}

/** Whether no row can be found, whatever the table holds. */
export function findsNothing({ where, limit }: Selection): boolean {
  return limit === 0 || isNever(where)
}

/** `WHERE 1 = 0` and `WHERE FALSE`: no row is looked at. */
function isNever(where: readonly Token[] | null): boolean {
  const text = (where ?? []).map((token) => token.text.toLowerCase()).join(' ')
  if (/^(false|0)$/.test(text)) return true
  const [, left, operator, right] = /^(\d+) (=|<>|!=) (\d+)$/.exec(text) ?? []
  return operator === '=' ? left !== right : operator !== undefined && left === right
}

/** Without the names of columns that are said to be of another table. */
function withoutOthers(where: Token[], { first, tables }: Selection, table: Table): Token[] {
  if (first === undefined || !sameName(tables[0] ?? '', table.name)) return where
  const isOther = (at: number): boolean =>
    where[at - 1]?.text === '.' && !first.some((name) => sameName(name, where[at - 2]?.value ?? ''))
  return where.map((token, at) => (isOther(at) ? { ...token, value: '', kind: 'name' } : token))
}

function namesUnique(where: readonly Token[], table: Table): boolean {
  if (isLoose(where)) return false
  const unique = table.keys.filter(({ kind }) => kind === 'primary' || kind === 'unique')
  return unique.some(({ parts }) =>
    parts.every(
      ({ column }) => comparesPart(where, column, table) || hasBothEnds(where, column, table),
    ),
  )
}

/** Whether a part of the condition may hold without the others. */
function isLoose(where: readonly Token[]): boolean {
  return where.some((token, at) => {
    if (/^(or|xor|\|\|)$/i.test(token.text)) return true
    return /^(not|!)$/i.test(token.text) && where[at + 1]?.text === '('
  })
}

/** Whether the column equals a value or is between two. */
function comparesPart(where: readonly Token[], name: string, table: Table): boolean {
  const column = table.columns.find((one) => sameName(one.name, name))
  const isText = column !== undefined && /CHAR|TEXT|ENUM|SET/.test(column.type.name)
  return where.some((token, at) => {
    if (token.kind === 'symbol' || token.kind === 'string' || !sameName(token.value, name)) {
      return false
    }
    // `7 = id`, and nothing is computed from it.
    const qualified = where[at - 1]?.text === '.' ? 2 : 0
    const before = where[at - qualified - 1]?.text ?? ''
    if (before === '=' && isValue(where, at - qualified - 2, isText, table)) return true
    if (/^[-+*/%]$/.test(before) || /^collate$/i.test(before)) return false
    const [operator, value, next] = [where[at + 1], where[at + 2], where[at + 3]]
    switch (operator?.text.toLowerCase()) {
      case '=':
      case '<=>':
        return value?.text === '(' || /^[-+]$/.test(value?.text ?? '')
          ? isValue(where, at + 3, isText, table) || /^select$/i.test(next?.text ?? '')
          : isValue(where, at + 2, isText, table) || next?.text === '('
      case 'in':
        return value?.text === '(' && isValue(where, at + 3, isText, table)
      case 'between':
        return isValue(where, at + 2, isText, table) || next?.text === '('
      default:
        return false
    }
  })
}

/** `id > 7 AND id <= 9` */
function hasBothEnds(where: readonly Token[], name: string, table: Table): boolean {
  const column = table.columns.find((one) => sameName(one.name, name))
  const isText = column !== undefined && /CHAR|TEXT|ENUM|SET/.test(column.type.name)
  const isBound = (operator: RegExp): boolean =>
    where.some(
      ({ kind, value }, at) =>
        (kind === 'word' || kind === 'name') &&
        sameName(value, name) &&
        !/^[-+*/%]$/.test(where[at - 1]?.text ?? '') &&
        operator.test(where[at + 1]?.text ?? '') &&
        isValue(where, at + 2, isText, table),
    )
  // AUTO_INCREMENT counts from one on.
  const isCounted = column?.autoIncrement === true && isNumbered(where, name)
  return (isBound(/^>=?$/) || isCounted) && isBound(/^<=?$/)
}

/** `id < 1000` */
function isNumbered(where: readonly Token[], name: string): boolean {
  return where.some(
    ({ value }, at) =>
      sameName(value, name) &&
      /^<=?$/.test(where[at + 1]?.text ?? '') &&
      where[at + 2]?.kind === 'number' &&
      !/^[-+*/%]$/.test(where[at + 3]?.text ?? ''),
  )
}

/**
 * A literal, a variable, also of a procedure, or a parameter; text that is compared with a number cannot
 * use its index.
 */
function isValue(where: readonly Token[], at: number, isText: boolean, table: Table): boolean {
  const [token, next, before] = [where[at], where[at + 1], where[at - 1]]
  if (token === undefined) return false
  if (token.kind === 'word' && isVariable.test(token.text)) {
    if (/^[.(]$/.test(next?.text ?? '') || before?.text === '.') return false
    return !table.columns.some(({ name }) => sameName(name, token.value))
  }
  if (token.kind === 'number') return !isText
  return token.kind === 'string' || token.text === '?' || /^[@:]/.test(token.text)
}

/** A word that is none of SQL's; what is called or qualified is told by what follows. */
const isVariable = /^(?!(?:select|any|all|some|not|null|case|binary|new|old)$)[a-z_]\w*$/i

/** Whether condition and order name columns of one index only, from its first on. */
function walksAlongIndex({ where, order }: Selection, table: Table): boolean {
  const ordered = columnsOf(order, table)
  if (where === null && order === null) return true
  if (where !== null && (isLoose(where) || where.some(isCall))) return false
  const looked = columnsOf(where, table)
  return table.keys.some((key) => {
    if (key.kind === 'fulltext' || key.kind === 'spatial') return false
    const [first = ''] = leading(key)
    const inside = [...looked, ...ordered].every((column) => leading(key).includes(column))
    return inside && (looked.length === 0 ? ordered[0] === first : looked.includes(first))
  })
}

function isCall(token: Token, at: number, tokens: readonly Token[]): boolean {
  const called = tokens[at + 1]?.text === '(' && token.kind === 'word'
  return (called && !/^(in|and|between|values)$/i.test(token.text)) || /^like$/i.test(token.text)
}

function leading(key: Key): string[] {
  return key.parts.map(({ column }) => lower(column))
}

function columnsOf(tokens: readonly Token[] | null, table: Table): string[] {
  const named = (tokens ?? []).filter(({ kind }) => kind === 'word' || kind === 'name')
  return named
    .map(({ value }) => lower(value))
    .filter((value) => table.columns.some((column) => sameName(column.name, value)))
}
