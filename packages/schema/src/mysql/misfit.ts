// What a statement needs of the schema, and how it is said that it is not there.

import { findColumn, lower, type Column, type Schema, type Table } from './schema.ts'

/** The statement does not fit the schema; the server would refuse it too, or the schema is not whole. */
export class Misfit extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Misfit'
  }
}

export function needTable(schema: Schema, name: string): Table {
  const table = schema.tables.get(lower(name))
  if (table === undefined) throw new Misfit(`the schema has no table ${name}`)
  return table
}

export function needColumn(table: Table, name: string): Column {
  const column = findColumn(table, name)
  if (column === undefined) throw new Misfit(`${table.name} has no column ${name}`)
  return column
}
