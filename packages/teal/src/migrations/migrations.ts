import type { Outcome, RollbackAnswer, Serving, Status } from '@teal/schema/migrate'
import { TealError } from '../model/error.ts'

/** The application's database: its URL, and the folder with its migrations. */
export type Database = {
  /** `sqlite:<absolute path>`, `postgres://…`, `mysql://…`. */
  url: string
  /** Absolute path. */
  folder: string
}

/** What a rollout asks of the database both colours share. */
export type Migrations = {
  /** Runs what expands and the backfills, each once, for a release. */
  expand: (
    database: Database,
    release: string,
    signal: AbortSignal,
    report: (text: string) => void,
  ) => Promise<Outcome>
  /** Whether a release can live with the schema as it is now. */
  canLiveWith: (database: Database, release: string) => Promise<RollbackAnswer>
  /** Every migration, and why those wait that wait. */
  status: (database: Database, serving: readonly Serving[]) => Promise<Status>
}

/** @teal/schema's runner; loaded when it is used, since it brings parsers with it. Throws TealErrors. */
export const migrations: Migrations = {
  expand: (database, release, signal, report) =>
    translated(async ({ backfill }) =>
      backfill({ database: database.url, folder: database.folder, release, signal, report }),
    ),
  canLiveWith: (database, release) =>
    translated(({ rollbackCheck }) => rollbackCheck(database.url, release)),
  status: (database, serving) =>
    translated(({ status }) =>
      status({ database: database.url, folder: database.folder, serving }),
    ),
}

/**
 * Throws a `refused` TealError when a release cannot live with the schema as it is now; gives what else is
 * worth a warning. A database that does not answer is no reason to keep users on a bad release.
 */
export async function requireLivable(
  { migrations: asked }: { migrations: Pick<Migrations, 'canLiveWith'> },
  database: Database,
  release: string,
): Promise<string[]> {
  try {
    const { refused, warnings } = await asked.canLiveWith(database, release)
    if (refused === null) return warnings
    throw new TealError('refused', `${release} cannot come back: ${refused}`, {
      hint: 'deploy a release that can live with the schema',
    })
  } catch (error) {
    if (!(error instanceof TealError) || error.kind !== 'unavailable') throw error
    return [`the database could not be asked: ${error.message}`]
  }
}

async function translated<T>(
  work: (runner: typeof import('@teal/schema/migrate')) => Promise<T>,
): Promise<T> {
  const runner = await import('@teal/schema/migrate')
  try {
    return await work(runner)
  } catch (error) {
    const details = { cause: error }
    if (error instanceof runner.SqlError) throw new TealError('failed', error.message, details)
    if (!(error instanceof runner.MigrateError)) throw error
    const { kind, message, hint } = error
    throw new TealError(kind === 'locked' ? 'refused' : kind, message, {
      ...details,
      ...(hint === undefined ? {} : { hint }),
    })
  }
}
