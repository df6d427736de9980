// A file as units: each statement by itself, unless the file opens a transaction. PRAGMA and VACUUM mean
// nothing inside one.

import { SqlError, positionAt } from '../../judge/source.ts'
import { keyword, splitScript, type ScriptStatement } from '../../sqlite/script.ts'
import type { Statement, Unit } from '../database.ts'

/** Rejects with `SqlError` when the file opens a transaction and does not commit it. */
export async function readUnits(file: string, sql: string): Promise<Unit[]> {
  const units: Unit[] = []
  let open: Statement[] | undefined
  const placed = (statement: ScriptStatement): Statement => ({
    sql: statement.sql,
    ...positionAt(sql, statement.start),
  })
  let last: Statement | undefined
  for (const script of splitScript(sql)) {
    const statement = placed(script)
    last = statement
    const word = keyword(script.tokens[0])
    if (word === 'BEGIN' && !open) open = []
    else if (/^(COMMIT|END)$/.test(word) && open) {
      if (open.length > 0) units.push({ statements: open, setting: false })
      open = undefined
    } else if (/^(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)$/.test(word)) {
      throw new SqlError(file, statement, 'a migration has BEGIN and COMMIT only, in pairs')
    } else if (open) open.push(statement)
    else units.push({ statements: [statement], setting: word === 'PRAGMA' })
  }
  if (open && last) throw new SqlError(file, last, 'the transaction of this file is not committed')
  return units
}
