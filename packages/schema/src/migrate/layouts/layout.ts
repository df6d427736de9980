// How a migration tool keeps its files and remembers what it has run. A layout is one file beside its
// siblings and one line in `layouts.ts`.

import type { Connection } from '../database.ts'
import type { Migration } from '../migration.ts'
import type { Dialect } from '../../verdict.ts'

export type Layout = {
  name: string
  /** Whether the folder is one of this tool's. */
  detect: (folder: string) => Promise<boolean>
  /** The migrations in the order they are run. Rejects with `MigrateError` for files that cannot be told. */
  read: (folder: string) => Promise<Migration[]>
  /**
   * Whether the tool runs its files strictly one after the other. Then a contract that has to wait holds up
   * the files behind it; otherwise they may overtake it.
   */
  ordered: boolean
  /** The tool's own ledger; undefined when Teal's is the only one. */
  ledger: LayoutLedger | undefined
  /**
   * The tool's command that runs the next migration that was not run, and no other; for migrations that are
   * code. Undefined when the tool has none.
   */
  command: ((folder: string, migration: Migration) => string[]) | undefined
}

/** A migration that was run, says the tool's own ledger. */
export type Applied = {
  name: string
  /** What the ledger noted of the file is not what the file is now. */
  changed: boolean
}

export type LayoutLedger = {
  /**
   * What the tool has run, with or without a file. An absent ledger is an empty one. Rejects with
   * `MigrateError` `refused` when the tool itself would not go on.
   */
  applied: (
    connection: Connection,
    dialect: Dialect,
    migrations: readonly Migration[],
  ) => Promise<Applied[]>
  /** How Teal notes what it has run. Undefined where only the tool runs its files. */
  writer: LedgerWriter | undefined
}

export type LedgerWriter = {
  /** Makes the ledger where it is absent, just as the tool would. */
  create: (connection: Connection, dialect: Dialect) => Promise<void>
  /** Notes a migration, just as the tool would. */
  record: (connection: Connection, dialect: Dialect, migration: Migration) => Promise<void>
}
