// A migration tool itself, as the tests run it: the proof that what Teal writes is what the tool would.

import type { Dialect } from '../../../verdict.ts'

export type Tool = {
  /** For the tests' names. */
  title: string
  layout: string
  dialects: Dialect[]
  /** Whether it runs its files strictly one after the other. */
  ordered: boolean
  /** Whether its ledger can tell that a file was changed. */
  noticesChanges: boolean
  /** Whether its migrations are code. */
  isCode: boolean
  /** The table of its ledger, as it stands in SQL. */
  ledger: string
  /** Columns that are others at every run: times, and what is drawn at random. */
  volatile: string[]
  /** Writes its migration with this number, with `head` as a line at its head; over the one that is there. */
  write: (folder: string, number: number, sql: string, head?: string) => Promise<void>
  remove: (folder: string, number: number) => Promise<void>
  /** Lets the tool run all that is left, by its own answer or its own ledger: how many these were. */
  run: (folder: string, url: string) => Promise<number>
}

/** A name that sorts by its number everywhere, with a time that is one. */
export function stamp(number: number): string {
  return `202401010000${String(number).padStart(2, '0')}`
}
