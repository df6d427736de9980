import { contractsThatWait } from './contract.ts'
import type { Serving } from './gate.ts'
import type { Entry } from './ledger.ts'
import { openSession, withDatabase, type MigrateOptions } from './session.ts'

/** A migration's line in `teal migrate status`. */
export type StatusLine = Entry & {
  file: string
  /** Why it is not run yet, or what is wrong with it. */
  note: string | undefined
}

export type Status = {
  layout: string
  migrations: StatusLine[]
  /** Names in the ledger that have no file any more. */
  withoutFile: string[]
  releases: string[]
  /** The schema is not as the last migration left it: somebody else has changed it. */
  drifted: boolean
}

/** What was done, what was not, and why; changes nothing but making the ledger where there is none. */
export function status(
  options: Pick<MigrateOptions, 'database' | 'folder' | 'layout'> & { serving: readonly Serving[] },
): Promise<Status> {
  return withDatabase(options.database, async (database) => {
    await database.createLedger()
    const session = await openSession(database, options)
    const { migrations, ledger, layout } = session
    const waiting = await contractsThatWait(session, options.serving)
    const entries = await ledger.entries()
    const last = entries
      .filter(({ state, fingerprint }) => state === 'done' && fingerprint !== null)
      .toSorted((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? -1 : 1))
      .at(-1)
    const known = new Set(entries.map(({ name }) => name))
    const lost = entries
      .filter(
        ({ name, phase }) =>
          !migrations.some(({ migration }) => migration.name === name && migration.phase === phase),
      )
      .map(({ name, phase }) => `${name} (${phase})`)
    return {
      layout: layout.name,
      migrations: migrations.map(({ migration, entry }) => ({
        ...entry,
        file: migration.file,
        note:
          entry.error ??
          (entry.state === 'done' && entry.hash !== migration.hash
            ? 'the file was changed after it had been run'
            : waiting.find(({ known }) => known.migration === migration)?.why),
      })),
      withoutFile: [...lost, ...session.withoutFile.filter((name) => !known.has(name))],
      releases: (await ledger.releases()).map(({ release }) => release),
      drifted: last !== undefined && last.fingerprint !== (await database.fingerprint()),
    }
  })
}
