// What the judge understands of MySQL's and MariaDB's statements.

import type { ColumnDefinition, Position } from './definition.ts'
import type { Check, ForeignKey, Grant, Key } from './schema.ts'
import type { Scope } from './scopes.ts'
import type { Token } from './script.ts'

export type AlterAction =
  | { kind: 'add-column'; definition: ColumnDefinition; position: Position; ifNotExists: boolean }
  | { kind: 'drop-column'; column: string; ifExists: boolean }
  | {
      kind: 'change-column'
      from: string
      definition: ColumnDefinition
      position: Position
      ifExists: boolean
    }
  | { kind: 'rename-column'; from: string; to: string; ifExists: boolean }
  | { kind: 'set-default'; column: string; value: string | null }
  | { kind: 'column-visibility'; column: string; visible: boolean }
  | { kind: 'add-key'; key: Key; ifNotExists: boolean }
  | { kind: 'drop-key'; name: string; ifExists: boolean }
  | { kind: 'drop-primary-key' }
  | { kind: 'rename-key'; from: string; to: string }
  | { kind: 'key-visibility'; name: string; visible: boolean }
  | { kind: 'add-foreign-key'; key: ForeignKey; ifNotExists: boolean }
  | { kind: 'drop-foreign-key'; name: string }
  | { kind: 'add-check'; check: Check }
  | { kind: 'drop-check'; name: string }
  | { kind: 'enforce-check'; name: string; enforced: boolean }
  | { kind: 'drop-constraint'; name: string }
  | { kind: 'rename-table'; to: string }
  | { kind: 'convert-charset'; charset: string; collation: string | null }
  | { kind: 'default-charset'; charset: string | null; collation: string | null }
  | { kind: 'option'; name: string; value: string }
  | { kind: 'rebuild' }
  /** `from` is the table that becomes a partition. */
  | { kind: 'partition'; operation: string; from?: string }
  | { kind: 'discard-tablespace' }
  | { kind: 'add-versioning' }
  | { kind: 'drop-versioning' }

/** What the statement itself demands of how it is done. */
export type Demand = { algorithm: string; lock: string }

/** The rows that a statement looks for, and where. */
export type Selection = {
  tables: string[]
  where: Token[] | null
  order: Token[] | null
  /** How many rows at most, as LIMIT says it. */
  limit: number | null
  /** What the first of several tables is called, so that its columns are told from the others'. */
  first?: string[]
  /** Its subqueries, where it reads nothing beside them. */
  alone?: Selection[]
}

/** `variable` and `value` in capitals. */
export type Assignment = { scope: 'session' | 'global'; variable: string; value: string }

/** A statement in a body; `meaning` is null where it is not understood. */
export type Inner = { meaning: Statement | null; conditional: boolean }

export type Statement =
  | {
      kind: 'create-table'
      name: string
      /** OR REPLACE, which MariaDB has: a table of that name is dropped first. */
      replace: boolean
      ifNotExists: boolean
      temporary: boolean
      columns: ColumnDefinition[]
      keys: Key[]
      foreignKeys: ForeignKey[]
      checks: Check[]
      options: Map<string, string>
      like: string | null
      /** What `AS SELECT` reads; null when there is none. */
      selects: Selection | null
      /** The table all of whose columns `AS SELECT *` takes. */
      shaped: string | null
      partitioned: boolean
    }
  | {
      kind: 'alter-table'
      name: string
      actions: AlterAction[]
      demand: Demand
      ifExists: boolean
      /** IGNORE, which MariaDB has: rows that do not fit are mended or deleted. */
      ignore: boolean
    }
  | { kind: 'delete-history'; name: string }
  | { kind: 'create-sequence'; name: string; replace: boolean; ifNotExists: boolean }
  | { kind: 'alter-sequence'; name: string; text: string; ifExists: boolean }
  | { kind: 'drop-sequence'; names: string[]; ifExists: boolean }
  | {
      kind: 'grant'
      object: string | null
      privileges: string
      users: string[]
      /** Roles that the users get. */
      roles: string[]
    }
  | { kind: 'drop-table'; names: string[]; temporary: boolean; ifExists: boolean }
  | { kind: 'rename-table'; pairs: { from: string; to: string }[]; ifExists: boolean }
  | { kind: 'truncate'; name: string }
  | {
      kind: 'create-view'
      name: string
      columns: string[] | null
      tables: string[]
      sql: string
      replace: boolean
      ifNotExists: boolean
      updatable: boolean
      /** SQL SECURITY INVOKER: who reads it needs rights on what it reads. */
      invoker: boolean
      /** Whose rights it has, where that is said. */
      definer: string | null
    }
  | { kind: 'drop-view'; names: string[] }
  | {
      kind: 'create-trigger'
      name: string
      table: string
      timing: string
      event: string
      body: Token[]
      replace: boolean
      ifNotExists: boolean
      definer: string | null
    }
  | { kind: 'drop-trigger'; name: string }
  | {
      kind: 'create-routine'
      routine: string
      name: string
      signature: string
      /** In one way for one meaning, parameters by their number. */
      body: string
      /** What it may run, as far as that is understood. */
      inner: Inner[]
      scopes: Scope[]
      ifNotExists: boolean
      definer: string | null
      /** Of an event: it is not run before somebody says so. */
      disabled: boolean
    }
  | { kind: 'drop-routine'; routine: string; name: string }
  | {
      kind: 'insert'
      table: string
      replace: boolean
      /** Null where none are named. */
      columns: string[] | null
      /** How many values a row of it has, or the table of its `SELECT * FROM`; null for other forms. */
      given: number | string | null
      /** What its SELECT reads; null without one. */
      selects: Selection | null
    }
  | ({
      kind: 'update'
      sets: string[]
      /** What the values it sets are read from. */
      reads: Selection[]
    } & Selection)
  | ({ kind: 'delete' } & Selection)
  /** SELECT … FOR UPDATE, FOR SHARE */
  | ({ kind: 'lock-rows' } & Selection)
  | { kind: 'call'; name: string }
  /** BEGIN NOT ATOMIC … END */
  | { kind: 'block'; inner: Inner[] }
  /** SET STATEMENT … FOR, of which `inner` is the statement. */
  | { kind: 'set-for'; assignments: Assignment[]; inner: Statement }
  | { kind: 'dynamic' }
  | { kind: 'set'; assignments: Assignment[] }
  | { kind: 'lock-tables'; tables: string[] }
  | { kind: 'flush-read-lock' }
  | { kind: 'maintenance'; operation: string; tables: string[] }
  | {
      kind: 'privileges'
      operation: string
      users: string[]
      /** What REVOKE takes away; `object` is `*` where it is everything that was given on anything. */
      revoked?: Pick<Grant, 'object' | 'privileges' | 'roles'>
    }
  | { kind: 'alter-database'; charset: string | null; collation: string | null; readOnly: boolean }
  | { kind: 'create-database'; name: string; ifNotExists: boolean }
  | { kind: 'drop-database'; name: string }
  | { kind: 'use'; name: string }
  | { kind: 'harmless' }
