// What a dialect's judge is. `postgres/`, `mysql/` and `sqlite/` each export one `openJudge`; the
// command, the runner and the plans know nothing else of them.

import type { StatementVerdict } from '../verdict.ts'

export type MigrationFile = {
  /** The path as it is shown to the user. */
  file: string
  sql: string
  /** Whether the migration tool runs the file in one transaction; otherwise what the file says. */
  transaction?: boolean
}

/** Migrations that are run one after the other; what one makes, those after it find. */
export type Batch = {
  files: MigrationFile[]
  /** What was run on this schema long before, for the judge that has the rules alone: it is not judged. */
  before?: MigrationFile[]
}

export type JudgeOptions = {
  /** SQL that makes the schema of the running version. Without it and `database`, an empty one. */
  schema?: string
  /** URL of a server whose schema is taken instead; nothing there is changed for good. */
  database?: string
  /** Version of the server in production, as `15` or `10.11`; otherwise the newest known. */
  serverVersion?: string
  /** The application's role or user. Without it the probes run as the owner. */
  role?: string
  /** Statements recorded from the running version, as one SQL text. */
  queries?: string
  /** Rules alone: no shadow database is started and `database` is not asked. */
  static?: boolean
}

/**
 * A judge for one running version. Each call of `judge` starts again from the schema of the options.
 * Rejects with `SqlError` when a migration, the schema or the queries do not parse.
 */
export type Judge = {
  judge: (batch: Batch) => Promise<StatementVerdict[]>
  close: () => Promise<void>
}

export type OpenJudge = (options: JudgeOptions) => Promise<Judge>
