// The sentences that plans are made of; each database says them in its own words.

import type { ColumnShape, TableShape } from './intention.ts'

/** A column and the one that takes its place; `forward` and `back` convert, with `{}` for the value. */
export type Twin = {
  table: TableShape
  from: ColumnShape
  to: ColumnShape
  forward: string
  back: string
}

export type Words = {
  quote: (name: string) => string
  /** Triggers that write each of two columns when the other is written. */
  keepInStep: (twin: Twin) => string[]
  stopKeeping: (twin: Twin) => string[]
  /** Copies what was there before the triggers, row by row whenever it runs. */
  copy: (twin: Twin) => string
  /** Makes a column that is full refuse NULL; each inner list is a step. */
  refuseNull: (table: TableShape, column: ColumnShape) => string[][]
  /** Lets an INSERT leave the column out, whatever it was. */
  allowMissing: (table: TableShape, column: ColumnShape) => string[]
  createIndex: (table: string, columns: string[], unique: boolean, name: string) => string
  dropIndex: (table: string, name: string) => string
  /** A view of a table under another name that can be written, and the swap that makes it the table. */
  alias: (table: TableShape, name: string) => string[]
  takeName: (table: TableShape, name: string) => string[]
  /** Each inner list is a step. */
  addCheck: (table: string, name: string, expression: string) => string[][]
  addForeignKey: (table: string, name: string, definition: string) => string[][]
  addUnique: (table: string, name: string, columns: string[]) => string[][]
  setDefault: (table: TableShape, column: ColumnShape, value: string | null) => string[]
}

/** `expression` with `{}` replaced by a value. */
export function convert(expression: string, value: string): string {
  return expression.replaceAll('{}', value)
}

/** The name of something that a plan makes for a while. */
export function temporaryName(twin: Twin, suffix = ''): string {
  return `teal_${twin.table.name}_${twin.to.name}${suffix}`.slice(0, 60)
}
