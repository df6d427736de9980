// Character sets and collations of a column: what can be stored, and what is found and sorted how.

import { charsetOf, collationOf, type Column, type Table } from '../schema.ts'
import type { Flavour } from '../server.ts'

export type Note = (rule: string, why: string, certain?: boolean) => void

export function compareText(
  [table, old]: [Table, Column],
  [current, column]: [Table, Column],
  flavour: Flavour,
  note: Note,
): void {
  const [from, to] = [charsetOf(table, old), charsetOf(current, column)]
  if (from === null || to === null) return
  const key = `${table.name}.${old.name}`
  if (from !== to && !holds(to, from)) {
    note(
      'charset',
      `an INSERT or UPDATE fails with characters of ${from} that ${key} can no longer store in ${to}`,
    )
    return
  }
  const [before, after] = [collationOf(table, old, flavour), collationOf(current, column, flavour)]
  if (before === after) return
  if (strictnessOf(before) !== strictnessOf(after)) {
    note('collation', `comparisons with ${key} find other rows: ${before} has become ${after}`)
  } else if (from === to) {
    note(
      'collation',
      `some comparisons, sorts and joins with ${key} may come out differently: ${before} has become ${after}`,
      false,
    )
  }
}

/** Whether text of one character set can be stored in another. */
function holds(into: string, from: string): boolean {
  if (into === 'utf8mb4' || /^utf(16|32)/.test(into)) return from !== 'binary'
  if (/^utf8(mb3)?$/.test(into)) return from !== 'utf8mb4' && !/^utf(16|32)/.test(from)
  return from === 'ascii' && into !== 'binary'
}

/** What a comparison tells apart: anything, accents, or letters alone. */
function strictnessOf(collation: string): 'bytes' | 'accents' | 'letters' {
  if (/(_bin|_cs|_as_cs|^binary)$/.test(collation)) return 'bytes'
  return collation.endsWith('_as_ci') ? 'accents' : 'letters'
}
