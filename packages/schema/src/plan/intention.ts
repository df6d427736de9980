// What someone wants of a schema that cannot be had in one step while two releases use it.

export type Intention =
  | { kind: 'rename-column'; table: string; column: string; to: string }
  /** `forward` and `back` convert between old and new; `{}` stands for the value. */
  | {
      kind: 'retype-column'
      table: string
      column: string
      type: string
      forward?: string
      back?: string
    }
  | { kind: 'widen-key'; table: string; column: string }
  | { kind: 'rename-table'; table: string; to: string }
  /** Moves columns into a table of their own, which shares the key. */
  | { kind: 'split-table'; table: string; into: string; columns: string[] }
  | { kind: 'drop-column'; table: string; column: string }
  | { kind: 'drop-table'; table: string }
  /** `fill` is the value for rows that have none, as SQL. */
  | { kind: 'set-not-null'; table: string; column: string; fill: string }
  | { kind: 'add-required-column'; table: string; column: string; type: string; fill: string }
  | { kind: 'add-unique'; table: string; columns: string[]; name?: string }
  | { kind: 'add-check'; table: string; expression: string; name?: string }
  | {
      kind: 'add-foreign-key'
      table: string
      columns: string[]
      parent: string
      parentColumns: string[]
      name?: string
    }
  | { kind: 'change-enum'; table: string; column: string; values: string[] }
  /** A value of a type that columns share, which PostgreSQL has. */
  | { kind: 'rename-enum-value'; type: string; from: string; to: string }
  | { kind: 'change-default'; table: string; column: string; value: string | null }

/** What the plans have to know of a schema. */
export type Shape = { tables: TableShape[] }

export type TableShape = {
  name: string
  /** Columns of the primary key; empty without one. */
  key: string[]
  columns: ColumnShape[]
  indexes: { name: string; columns: string[]; unique: boolean }[]
}

export type ColumnShape = {
  name: string
  /** As it is written in a definition. */
  type: string
  notNull: boolean
  default: string | null
}

/** There is no plan: why, and what can be done instead. */
export class NoPlan extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NoPlan'
  }
}

export function tableOf(shape: Shape, name: string): TableShape {
  const table = shape.tables.find((other) => other.name.toLowerCase() === name.toLowerCase())
  if (table === undefined) {
    throw new NoPlan(`the schema has no table ${name}: give the schema of the running version`)
  }
  return table
}

export function columnOf(table: TableShape, name: string): ColumnShape {
  const column = table.columns.find((other) => other.name.toLowerCase() === name.toLowerCase())
  if (column === undefined) throw new NoPlan(`${table.name} has no column ${name}`)
  return column
}
