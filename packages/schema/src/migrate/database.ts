// What the runner needs of a database. `postgres/`, `mysql/` and `sqlite/` each open one; all of them
// pass the same suite.

import type { Dialect } from '../verdict.ts'
import type { Compare } from './backfill/compare.ts'
import type { Migration } from './migration.ts'

export type Value = string | number | bigint | null

export type Row = Record<string, string | number | bigint | boolean | null>

export type Connection = {
  /** Runs one statement, with a `?` for each value. `changed`: the rows it wrote. */
  query: (sql: string, values?: readonly Value[]) => Promise<{ rows: Row[]; changed: number }>
  /** Runs one statement exactly as it is, and gives the number of rows it wrote. */
  run: (sql: string) => Promise<number>
  /** Commits when `work` resolves, takes everything back when it rejects. Not nested. */
  transaction: <T>(work: () => Promise<T>) => Promise<T>
}

/** A statement of a migration's file; `line` and `column` are 1-based. */
export type Statement = { sql: string; line: number; column: number }

export type Unit = {
  /** Done together or not at all: one, or those from BEGIN to COMMIT. */
  statements: readonly Statement[]
  /** It only sets something for the session, such as SET or PRAGMA: each run of the file needs it anew. */
  setting: boolean
}

/** A unit that was begun outside a transaction, by its SHA-256, and what its database noted first. */
export type Begun = { unit: string; before: string | null }

export type Run = {
  /** Writes into the ledger that the unit is done. In the unit's transaction, where the database can. */
  mark: () => Promise<void>
  /**
   * Writes into the ledger that the unit begins, for one that cannot be in a transaction with `mark`, and
   * what was before it, for who has to find out how it ended.
   */
  begin: (before?: string) => Promise<void>
  /** Takes `begin` back: the unit failed, and nothing of it is left. */
  takeBack: () => Promise<void>
  /** It began before and did not tell how it ended: it may be done, half done, or not at all. */
  begun: Pick<Begun, 'before'> | null
  signal: AbortSignal
  /** Something worth telling who watches: what is waited for, what is tried again. */
  report: (text: string) => void
}

/** A column of the key by which a table is gone through; `type` is the database's own name. */
export type KeyColumn = { name: string; type: string }

/** A table as a release sees it. */
export type Table = {
  /** As it stands in SQL: quoted where it must be, with its schema where there are schemas. */
  name: string
  columns: { name: string; type: string; required: boolean; automatic: boolean }[]
}

/** A backfill statement, read so that it can be run on a part of its table. */
export type BackfillStatement = {
  /** The table that is gone through, as it stands in SQL. */
  table: string
  /** What a column of the table is qualified with, as `o.` or an empty string. */
  qualifier: string
  /** The statement for those rows only that `condition` is true for. */
  restrictedTo: (condition: string) => string
}

/** A connection that runs batches. */
export type Lane = {
  connection: Connection
  /**
   * Runs a batch: a transaction of its own, tried again when somebody else has a lock it needs. It begins with
   * the query `find`, whose first row `work` is given.
   */
  batch: <T>(
    find: string,
    work: (found: Row | undefined) => Promise<T>,
    signal: AbortSignal,
  ) => Promise<T>
  /** Why to pause, in words; undefined when the database has time for more. */
  pressure: () => Promise<string | undefined>
}

/** What it takes to go through both halves of a table at once. */
export type Halves = {
  /** Resolves when no connection of a runner that died is at work any more. */
  alone: (signal: AbortSignal) => Promise<void>
  /** Opens a second connection. */
  open: () => Promise<Lane & { close: () => Promise<void> }>
  /** A value of the first column of the key with about half of the rows behind it, if it is known. */
  middle: (table: string, key: readonly KeyColumn[]) => Promise<string[] | undefined>
  /** Writes into the ledger how far a half has come, in the transaction of the batch. */
  note: (
    lane: Lane,
    migration: Pick<Migration, 'name' | 'phase'>,
    half: 0 | 1,
    last: string[],
    seen: number,
  ) => Promise<void>
}

export type Database = {
  dialect: Dialect
  connection: Connection
  /** Makes the ledger's tables where they are missing. */
  createLedger: () => Promise<void>
  /** The name of a ledger's table in SQL. */
  ledgerTable: (name: 'migrations' | 'releases') => string
  /** Becomes the only runner until `close`, at once or not at all: then it says who is. */
  tryToBeOnlyRunner: () => Promise<true | { holder: string }>
  /** Reads a file. Rejects with `SqlError` when it does not parse. */
  units: (file: string, sql: string) => Promise<Unit[]>
  /** Runs a unit, and with it `mark`. Rejects with `MigrateError` when it failed and nothing of it is left. */
  run: (unit: Unit, run: Run) => Promise<void>
  /** Takes back what the settings in a file have set. */
  resetSession: () => Promise<void>
  /** A digest of the schema, without the ledger: the same as long as nobody changes the schema. */
  fingerprint: () => Promise<string>
  /** The tables an application may use. */
  tables: () => Promise<Table[]>
  /**
   * Runs a statement in a transaction that is taken back. Gives what the database said when a name in it is
   * gone or a value is missing; undefined when it works, or fails for a reason that is not the schema's.
   */
  probe: (sql: string) => Promise<string | undefined>
  /** An identifier as it stands in SQL. */
  quote: (name: string) => string
  backfill: {
    /** Rejects with `MigrateError` when the statement cannot be run in parts. */
    read: (file: string, sql: string) => Promise<BackfillStatement>
    /** The primary key of a table, or undefined. */
    key: (table: string) => Promise<KeyColumn[] | undefined>
    /** About how many rows the table has. */
    estimateRows: (table: string) => Promise<number>
    /** A value of the column, from its text, as it stands in SQL. */
    literal: (column: KeyColumn, text: string) => string
    /** The value of a column as text. */
    asText: (expression: string, column: KeyColumn) => string
    compare: Compare
    /** The runner's own connection. */
    lane: Lane
    /** Where two connections can write at the same time. */
    halves?: Halves
  }
  /** Ends the statement that runs now, if one does: it then fails. */
  cancel: () => Promise<void>
  close: () => Promise<void>
}
