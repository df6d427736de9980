// The model of a schema, as far as what breaks and what it costs depend on it.

import type { Flavour } from './server.ts'
import type { Scope } from './scopes.ts'
import type { Inner } from './statement.ts'

export type Type = {
  /** In capitals, with synonyms resolved: INTEGER is INT, BOOL is TINYINT. */
  name: string
  /** Length, or precision and scale. */
  numbers: number[]
  /** Members of an ENUM or SET. */
  members: string[]
  unsigned: boolean
  zerofill: boolean
}

export type Column = {
  name: string
  /** `table.column` of the running version that it is, under whatever name; null for a new one. */
  origin: string | null
  type: Type
  nullable: boolean
  /** The expression after DEFAULT; null without one. */
  default: string | null
  autoIncrement: boolean
  generated: 'virtual' | 'stored' | null
  expression: string | null
  onUpdate: boolean
  invisible: boolean
  compressed: boolean
  charset: string | null
  collation: string | null
}

export type KeyKind = 'primary' | 'unique' | 'index' | 'fulltext' | 'spatial'

/** Parts are column names, or expressions in parentheses; `length` is a prefix's. */
export type Key = {
  name: string
  kind: KeyKind
  parts: { column: string; length: number | null }[]
  visible: boolean
}

export type ForeignKey = {
  name: string
  columns: string[]
  parent: string
  parentColumns: string[]
  onDelete: string
  onUpdate: string
}

export type Check = { name: string; expression: string; enforced: boolean }

export type Table = {
  name: string
  /** The table of the running version that it is, under whatever name; null for a new one. */
  origin: string | null
  /** Whether the batch has copied rows of another table into it. */
  copied: boolean
  /** Whether the batch has exchanged a partition's rows for those of another table. */
  exchanged: boolean
  columns: Column[]
  keys: Key[]
  foreignKeys: ForeignKey[]
  checks: Check[]
  engine: string
  charset: string
  collation: string
  partitioned: boolean
  /** In small letters; empty for the server's default. */
  rowFormat: string
  /** Whether rows may have the hidden number that a full-text index gave them, also when it is gone. */
  textIndexed: boolean
  /** The next number that AUTO_INCREMENT was told to give; null where it was told none. */
  nextNumber: number | null
}

export type View = {
  name: string
  sql: string
  /** Null where they are not known. */
  columns: string[] | null
  tables: string[]
  updatable: boolean
  invoker: boolean
  definer: string | null
}
export type Trigger = {
  name: string
  table: string
  timing: string
  event: string
  body: string
  definer: string | null
}
/** A procedure, function or event. `signature` is its parameters and what it returns. */
export type Routine = {
  kind: string
  name: string
  signature: string
  body: string
  inner: Inner[]
  /** What the names in its queries mean. */
  scopes: Scope[]
  definer: string | null
}

/** A right of a user; `object` is null where it is for everything. */
export type Grant = {
  object: string | null
  privileges: string
  users: string[]
  /** Roles that the users have; then it is about no object. */
  roles: string[]
}

/** All names in lower case as keys: MySQL compares columns so everywhere, tables on most systems. */
export type Schema = {
  tables: Map<string, Table>
  views: Map<string, View>
  triggers: Map<string, Trigger>
  routines: Map<string, Routine>
  /** What was said of each since it was made. */
  sequences: Map<string, string>
  grants: Grant[]
  charset: string
  collation: string
  flavour: Flavour
}

export function emptySchema(charset: string, flavour: Flavour): Schema {
  return {
    tables: new Map(),
    views: new Map(),
    triggers: new Map(),
    routines: new Map(),
    sequences: new Map(),
    grants: [],
    charset,
    collation: defaultCollation(charset, flavour),
    flavour,
  }
}

/** Marks everything that is there as being what the running version knows. */
export function markOrigins(schema: Schema): void {
  for (const [key, table] of schema.tables) {
    table.origin = key
    for (const column of table.columns) column.origin = `${key}.${lower(column.name)}`
  }
}

export const lower = (name: string): string => name.toLowerCase()

export function sameName(a: string, b: string): boolean {
  return lower(a) === lower(b)
}

export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => sameName(column.name, name))
}

/** The attribute BINARY: the collation of the bytes of whatever character set the column has. */
export const binaryOfCharset = '_bin'

/** One name for what has two. */
export function charsetNamed(name: string): string {
  return name.toLowerCase().replace(/^utf8(?=_|$)/, 'utf8mb3')
}

/** The character set a column stores its text in; null for types without text. */
export function charsetOf(table: Table, column: Column): string | null {
  if (!/CHAR|TEXT|ENUM|SET/.test(column.type.name)) return null
  if (column.collation !== null && column.collation !== binaryOfCharset) {
    return column.collation.split('_')[0] ?? null
  }
  return column.charset ?? table.charset
}

/** The collation that text of a character set has when none is named. */
export function defaultCollation(charset: string, flavour: Flavour): string {
  const named: Record<string, string> = {
    utf8mb4: flavour === 'mysql' ? 'utf8mb4_0900_ai_ci' : 'utf8mb4_general_ci',
    latin1: 'latin1_swedish_ci',
    binary: 'binary',
  }
  return named[charset] ?? `${charset}_general_ci`
}

/** The collation of a column of text. */
export function collationOf(table: Table, column: Column, flavour: Flavour): string {
  if (column.collation === binaryOfCharset) return `${column.charset ?? table.charset}_bin`
  if (column.collation !== null) return column.collation
  return column.charset === null ? table.collation : defaultCollation(column.charset, flavour)
}

const widths: Record<string, number> = {
  utf8mb4: 4,
  utf8mb3: 3,
  utf8: 3,
  ucs2: 2,
  utf16: 4,
  utf32: 4,
}

/** Bytes that a character takes at most. */
export function bytesPerCharacter(charset: string | null): number {
  return widths[charset ?? ''] ?? 1
}
