// Tables and columns under another name, and what names them in the schema.

import { Misfit, needTable } from './misfit.ts'
import { lower, sameName, type Schema, type Table } from './schema.ts'

export function renameTable(schema: Schema, from: string, to: string): void {
  if (schema.views.has(lower(from))) {
    const view = schema.views.get(lower(from))
    schema.views.delete(lower(from))
    if (view !== undefined) schema.views.set(lower(to), { ...view, name: to })
    return
  }
  const table = needTable(schema, from)
  if (schema.tables.has(lower(to)) && !sameName(from, to))
    throw new Misfit(`there is a table ${to} already`)
  schema.tables.delete(lower(from))
  table.name = to
  schema.tables.set(lower(to), table)
  for (const trigger of schema.triggers.values()) {
    if (sameName(trigger.table, from)) trigger.table = to
  }
  for (const other of schema.tables.values()) {
    for (const key of other.foreignKeys) if (sameName(key.parent, from)) key.parent = to
  }
}

export function renameInKeys(table: Table, from: string, to: string): void {
  for (const key of table.keys) {
    for (const part of key.parts) if (sameName(part.column, from)) part.column = to
  }
  for (const key of table.foreignKeys) {
    key.columns = key.columns.map((name) => (sameName(name, from) ? to : name))
  }
}
