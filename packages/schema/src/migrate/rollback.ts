// May a release come back? What the ledger says was done to it, and what the schema says now.

import type { Database, Table } from './database.ts'
import { breaksUnder } from './gate.ts'
import { openLedger } from './ledger.ts'
import { withDatabase } from './session.ts'

export type RollbackAnswer = {
  /** Why it may not come back; null when it may. */
  refused: string | null
  /** What is not as it was, though the release can live with it. */
  warnings: string[]
}

/**
 * Asks whether `release` can live with the database as it is now: no contract that breaks it was run, and the
 * statements it may send, on every table as it knew them, still work. They are run in transactions that are
 * taken back. Rejects with `MigrateError` when the database does not answer.
 */
export function rollbackCheck(url: string, release: string): Promise<RollbackAnswer> {
  return withDatabase(url, async (database) => {
    await database.createLedger()
    const ledger = openLedger(database)
    const releases = await ledger.releases()
    const begun = (await ledger.entries()).filter(({ state }) => state !== 'pending')
    const contracts = begun.filter(({ phase }) => phase === 'contract')
    const known = releases.find((each) => each.release === release)
    // A release nobody has seen is a new one here, made for the schema as it is, unless a file names it.
    const broke = contracts.find(
      (entry) =>
        (known !== undefined || entry.breaks !== null) &&
        breaksUnder(entry, release, releases) === true,
    )
    if (broke) {
      const when = broke.state === 'done' ? `ran at ${broke.finishedAt}` : 'was begun'
      return {
        refused: `the contract ${broke.name} ${when}, and ${release} breaks under it`,
        warnings: [],
      }
    }
    const warnings = contracts
      .filter(({ losesData }) => losesData)
      .map(({ name }) => `what the contract ${name} removed is gone, and does not come back`)
    if (!known) return { refused: null, warnings }
    const probed = await probeTables(database, known.tables)
    return {
      refused: probed.refused && `${release} would fail now: ${probed.refused}`,
      warnings: [...warnings, ...probed.warnings],
    }
  })
}

/** The old release's statements on the schema as it is now. */
async function probeTables(
  database: Pick<Database, 'probe' | 'quote' | 'tables'>,
  tables: readonly Table[],
): Promise<RollbackAnswer> {
  const warnings: string[] = []
  const now = await database.tables()
  for (const table of tables) {
    for (const sql of probesOf(database, table)) {
      const said = await database.probe(sql)
      if (said !== undefined) return { refused: `${said} (asked: ${sql})`, warnings }
    }
    // A probe copies a row; of an empty table it copies none, and says nothing of missing values.
    const added = now
      .find(({ name }) => name === table.name)
      ?.columns.filter(
        ({ name, required }) => required && !table.columns.some((column) => column.name === name),
      )
    for (const { name } of added ?? []) {
      warnings.push(`${table.name}.${name} must have a value now, and the release does not know it`)
    }
  }
  return { refused: null, warnings }
}

function probesOf({ quote }: Pick<Database, 'quote'>, { name, columns }: Table): string[] {
  const names = (some: Table['columns']): string =>
    some.map((column) => quote(column.name)).join(', ')
  const given = columns.filter(({ automatic }) => !automatic)
  const set = given.map((column) => `${quote(column.name)} = ${quote(column.name)}`).join(', ')
  const probes = [`select ${names(columns)} from ${name} where 1 = 0`]
  if (given.length > 0) {
    probes.push(
      `insert into ${name} (${names(given)}) select ${names(given)} from ${name} limit 1`,
      `update ${name} set ${set} where 1 = 0`,
    )
  }
  return [...probes, `delete from ${name} where 1 = 0`]
}
