// One column, as it was and as it is.

import { literal } from '../checks.ts'
import type { Column, Table } from '../schema.ts'
import type { Flavour } from '../server.ts'
import { compareTypes } from '../types.ts'
import type { Breaks } from './break.ts'
import { compareText, type Note } from './text.ts'

export function compareColumn(
  table: Table,
  old: Column,
  current: Table,
  column: Column,
  flavour: Flavour,
  breaks: Breaks,
): void {
  const key = `${table.name}.${old.name}`
  const note = (rule: string, why: string, certain = true): void => {
    breaks.set(`${key} ${rule}`, { rule, certain, why })
  }
  if (
    column.origin !== old.origin &&
    current.origin === table.origin &&
    column.generated === null
  ) {
    note('other-column', `${key} is read from another column now, which has other values`)
  }
  if (old.generated === null && column.generated !== null) {
    note('generated', `an INSERT or UPDATE that names ${key} fails: it is computed now`)
    return
  }
  if (old.generated !== null && old.expression !== column.expression) {
    note('expression', `${key} is computed in another way than the running version expects`)
  }
  switch (compareTypes(old.type, column.type)) {
    case 'narrower':
      note(
        'narrower-type',
        `an INSERT or UPDATE fails with values of ${key} that were allowed before: ${typeText(old)} has become ${typeText(column)}`,
      )
      break
    case 'other':
      note(
        'other-type',
        `${key} is read, compared or sorted in another way: ${typeText(old)} has become ${typeText(column)}`,
      )
      break
    case 'unclear':
      note(
        'other-type',
        `${key} may be read in another form: ${typeText(old)} has become ${typeText(column)}`,
        false,
      )
      break
    default:
  }
  compareText([table, old], [current, column], flavour, note)
  if (old.nullable && !column.nullable && column.generated === null) {
    note('not-null', `an INSERT or UPDATE that gives ${key} no value fails`)
  }
  if (old.autoIncrement && !column.autoIncrement) {
    note('no-auto-increment', `an INSERT that leaves ${key} to the server fails`)
  } else if (!column.autoIncrement) compareDefaults(key, old, column, note)
  if (old.onUpdate && !column.onUpdate) {
    note('no-on-update', `an UPDATE no longer sets ${key}, as the running version expects`)
  }
  if (!old.onUpdate && column.onUpdate) {
    note('new-on-update', `an UPDATE of other columns sets ${key}, too`)
  }
  if (!old.invisible && column.invisible) {
    note('invisible', `SELECT * no longer returns ${key}`)
  }
}

function compareDefaults(key: string, old: Column, column: Column, note: Note): void {
  const [before, after] = [defaultOf(old), defaultOf(column)]
  if (before === null || sameDefault(before, after)) return
  if (after === null) {
    // A column that has become NOT NULL is already told of.
    if (!old.nullable)
      note('no-default', `an INSERT that does not name ${key} fails: it has no default any more`)
    return
  }
  note('other-default', `an INSERT that does not name ${key} stores ${after} instead of ${before}`)
}

/** What an INSERT stores that does not name it. An ENUM without a default has its first member as one. */
function defaultOf({ default: value, nullable, type }: Column): string | null {
  if (value !== null) return value
  if (nullable) return 'NULL'
  const [first] = type.name === 'ENUM' ? type.members : []
  return first === undefined ? null : `'${first}'`
}

function sameDefault(first: string, second: string | null): boolean {
  if (second === null) return false
  const [a, b] = [withoutParentheses(first), withoutParentheses(second)]
  const [x, y] = [literal(a), literal(b)]
  if (typeof x === 'number' || typeof y === 'number') return Number(x) === Number(y)
  const plain = (text: string): string =>
    text
      .replace(/^'(.*)'$/, '$1')
      .replace(/\(\)$/, '')
      .toLowerCase()
  return plain(a) === plain(b)
}

function withoutParentheses(text: string): string {
  const inside = /^\( ([^()]*) \)$/.exec(text)?.[1]
  return inside === undefined ? text : withoutParentheses(inside)
}

function typeText({ type }: Column): string {
  const inside = type.members.length > 0 ? type.members.map((m) => `'${m}'`) : type.numbers
  const list = inside.length > 0 ? `(${inside.join(',')})` : ''
  return `${type.name}${list}${type.unsigned ? ' UNSIGNED' : ''}`
}
