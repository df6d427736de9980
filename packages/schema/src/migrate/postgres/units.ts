// A file as units: each statement by itself, unless the file opens a transaction. A statement a transaction
// holds locks for the shortest time, and the ledger can tell how far a file came.

import { loadGrammar, parseFile, type Statement as Parsed } from '../../postgres/grammar.ts'
import { transactionStep } from '../../postgres/rules/index.ts'
import { SqlError } from '../../judge/source.ts'
import type { Unit } from '../database.ts'

/** Rejects with `SqlError` when the file does not parse, or opens a transaction and does not commit it. */
export async function readUnits(file: string, sql: string): Promise<Unit[]> {
  await loadGrammar()
  const units: Unit[] = []
  let open: Parsed[] | undefined
  let begin: Parsed | undefined
  for (const statement of parseFile(file, sql)) {
    const step = transactionStep(statement.kind, statement.node)
    if (step === undefined) {
      if (open) open.push(statement)
      else units.push({ statements: [statement], setting: statement.kind === 'VariableSetStmt' })
    } else if (step === 'begin' && !open) {
      begin = statement
      open = []
    } else if (step === 'commit' && open) {
      if (open.length > 0) units.push({ statements: open, setting: false })
      open = undefined
    } else {
      throw new SqlError(file, statement, 'a migration has BEGIN and COMMIT only, in pairs')
    }
  }
  if (open && begin) throw new SqlError(file, begin, 'this transaction is not committed')
  return units
}
