// Contract: what only the new release can live with. It runs when no release that breaks under it can get
// traffic any more, and when a person has said so.

import type { Table } from './database.ts'
import { breaksUnder, whyNot, type Serving } from './gate.ts'
import { MigrateError } from './error.ts'
import { runOne, type Outcome } from './expand.ts'
import {
  asOnlyRunner,
  requireUnchanged,
  type Known,
  type MigrateOptions,
  type Session,
} from './session.ts'

export type ContractOptions = MigrateOptions & {
  /** Every release that gets traffic, or that one switch would bring back, as it is now. */
  serving: () => Promise<readonly Serving[]>
  /** Whether a person agrees to these files, given in words. */
  confirm: (questions: readonly string[]) => Promise<boolean>
}

/** A contract that waits, and why it may not run; undefined when it may. */
export type Waiting = { known: Known; why: string | undefined }

/**
 * Runs the contracts that wait, in their order, up to the first that may not run. Rejects with
 * `MigrateError` `refused` when none may, or when nobody agrees; then nothing was done.
 */
export function contract(options: ContractOptions): Promise<Outcome> {
  return asOnlyRunner(options, async (session) => {
    requireUnchanged(session.migrations)
    const waiting = await contractsThatWait(session, await options.serving())
    const stop = waiting.findIndex(({ why }) => why !== undefined)
    const ready = (stop === -1 ? waiting : waiting.slice(0, stop)).map(({ known }) => known)
    const left = (stop === -1 ? [] : waiting.slice(stop)).map(({ known, why }) => ({
      file: known.migration.file,
      why: why ?? 'it comes behind one that has to wait',
    }))
    const [first] = left
    if (ready.length === 0) {
      if (!first) return { ran: [], left }
      throw new MigrateError('refused', `${first.file} has to wait: ${first.why}`, {
        hint: '`teal status` says until when the standby stays',
      })
    }
    if (!(await options.confirm(ready.map(question)))) {
      throw new MigrateError('refused', 'nobody agreed to the contract, and nothing was done')
    }
    for (const known of ready) {
      options.signal.throwIfAborted()
      await runContract(session, known, options)
    }
    return { ran: ready.map(({ migration }) => migration.file), left }
  })
}

async function runContract(
  session: Session,
  { migration, entry }: Known,
  options: MigrateOptions,
): Promise<void> {
  const { database, ledger } = session
  await ledger.put(entry)
  const before = await database.tables()
  await runOne(session, migration, options)
  const after = await database.tables()
  const isGone = (table: string, column: string): boolean =>
    hasColumn(before, table, column) && !hasColumn(after, table, column)
  // What it removed is nothing that a release needs which can live with it.
  for (const { release, tables } of await ledger.releases()) {
    if (breaksUnder(entry, release, await ledger.releases()) === true) continue
    const left = tables
      .map((table) => ({
        ...table,
        columns: table.columns.filter(({ name }) => !isGone(table.name, name)),
      }))
      .filter(({ columns }) => columns.length > 0)
    await ledger.putRelease(release, left)
  }
}

function hasColumn(tables: readonly Table[], table: string, column: string): boolean {
  return tables.some(
    ({ name, columns }) => name === table && columns.some((each) => each.name === column),
  )
}

/** The contracts that were not run, with the reason where one may not be. */
export async function contractsThatWait(
  { ledger, migrations }: Pick<Session, 'ledger' | 'migrations'>,
  serving: readonly Serving[],
): Promise<Waiting[]> {
  const releases = await ledger.releases()
  const undone = migrations.filter(({ entry }) => entry.state !== 'done')
  return undone
    .filter(({ migration }) => migration.phase === 'contract')
    .map((known): Waiting => {
      const before = undone.slice(0, undone.indexOf(known))
      const open = before.find(({ migration }) => migration.phase !== 'contract')
      const why = open
        ? `${open.migration.file} comes before it and was not run`
        : whyNot(known.entry, serving, releases)
      return { known, why }
    })
}

function question({ migration, entry }: Known): string {
  const { file } = migration
  const loss = entry.losesData ? '; what it removes is gone for good' : ''
  if (entry.breaks !== null) {
    return entry.breaks.length === 0
      ? `${file} breaks no release${loss}`
      : `${file} breaks ${entry.breaks.join(', ')}: none of them can come back${loss}`
  }
  return entry.needs === null
    ? `${file} does not say which release it needs: every version that runs must live without what it removes${loss}`
    : `${file} needs ${entry.needs}: no release before it can come back${loss}`
}
