// Unique keys that refuse more or less, and indexes that statements need.

import { findColumn, lower, sameName, type Key, type Table } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'

export function compareKeys(
  table: Table,
  current: Table,
  conditions: Conditions,
  breaks: Breaks,
): void {
  const isUnique = (key: Key): boolean => key.kind === 'unique' || key.kind === 'primary'
  for (const key of current.keys.filter(isUnique)) {
    const parts = narrowingParts(table, current, key)
    if (parts === undefined) continue
    const implied = table.keys.some(
      (old) => isUnique(old) && old.parts.every((part) => parts.some((p) => samePart(p, part))),
    )
    if (!implied) {
      const list = parts.map((part) => part.column).join(', ')
      breaks.set(`${table.name} ${key.name} unique`, {
        rule: 'new-unique',
        certain: true,
        why: `an INSERT or UPDATE that repeats ${list || 'a value'} in ${table.name} fails`,
      })
    }
  }
  for (const key of table.keys) {
    const kept = current.keys.some((other) => servesAs(other, key))
    const name = `${table.name} ${key.name}`
    const hinted = conditions.recorded.hintedIndexes.has(lower(key.name))
    const named = current.keys.some((other) => sameName(other.name, key.name) && other.visible)
    if (hinted && !named) {
      breaks.set(`${name} hint`, {
        rule: 'hinted-index',
        certain: true,
        why: `the recorded statement that names the index ${key.name} fails`,
      })
    }
    if (kept) continue
    if (key.kind === 'fulltext') {
      breaks.set(name, {
        rule: 'fulltext-gone',
        certain: true,
        why: `MATCH … AGAINST on ${key.parts.map((part) => part.column).join(', ')} of ${table.name} fails without its FULLTEXT index`,
      })
    } else if (isUnique(key) && key.parts.every((part) => findColumn(current, part.column))) {
      breaks.set(name, {
        rule: 'unique-gone',
        certain: true,
        why: `INSERT … ON DUPLICATE KEY UPDATE, INSERT IGNORE and REPLACE no longer find the row of the same ${key.parts.map((part) => part.column).join(', ')} in ${table.name}`,
      })
    }
  }
}

/** Whether a key does what the other did: it finds the same text, or keeps the same rows apart. */
function servesAs(key: Key, other: Key): boolean {
  const isUnique = ({ kind }: Key): boolean => kind === 'unique' || kind === 'primary'
  const isIn = (some: Key, all: Key): boolean =>
    some.parts.every((part) => all.parts.some((one) => samePart(one, part)))
  if (isUnique(other)) return isUnique(key) && isIn(key, other)
  if (key.kind !== other.kind || key.parts.length !== other.parts.length) return false
  return isIn(key, other)
}

function samePart(a: Key['parts'][number], b: Key['parts'][number] | undefined): boolean {
  return b !== undefined && sameName(a.column, b.column) && a.length === b.length
}

/**
 * The parts of a unique key that tell rows of the running version apart. It leaves new columns to
 * their defaults: one that is NULL keeps any two rows apart, so that there is nothing to break.
 */
function narrowingParts(table: Table, current: Table, key: Key): Key['parts'] | undefined {
  const parts: Key['parts'] = []
  for (const part of key.parts) {
    const column = findColumn(current, part.column)
    const isNew = column !== undefined && findColumn(table, part.column) === undefined
    if (!isNew || column.generated !== null) parts.push(part)
    else if (column.autoIncrement || (column.nullable && column.default === null)) return undefined
    else if (/uuid|rand/i.test(column.default ?? '')) return undefined
  }
  return parts
}
