// A file as units: each statement by itself, unless the file opens a transaction. Statements that commit by
// themselves would end that transaction half-way, so they may not be in one.

import { positionAt, SqlError } from '../../judge/source.ts'
import { splitScript, type Token } from '../../mysql/script.ts'
import type { Server } from '../../mysql/server.ts'
import type { Statement, Unit } from '../database.ts'
import { kindOf, wordsOf } from './kinds.ts'

/**
 * Rejects with `SqlError` when the file opens a transaction and does not commit it, or holds what cannot be
 * run in part, or would not be what the ledger says.
 */
export async function readUnits(file: string, sql: string, server: Server): Promise<Unit[]> {
  const units: Unit[] = []
  let open: Statement[] | undefined
  let last: Statement | undefined
  for (const script of splitScript(file, sql, server)) {
    const statement = { sql: script.sql, ...positionAt(sql, script.start) }
    const text = wordsOf(script.tokens).join(' ')
    const problem = problemOf(script.tokens, text, server)
    if (problem !== undefined) throw new SqlError(file, statement, problem)
    if (/^(BEGIN|BEGIN WORK|START TRANSACTION\b.*)$/.test(text) && !open) {
      last = statement
      open = []
    } else if (/^COMMIT( WORK)?$/.test(text) && open) {
      if (open.length > 0) units.push({ statements: open, setting: false })
      open = undefined
    } else if (/^(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|XA)\b/.test(text)) {
      throw new SqlError(file, statement, 'a migration has BEGIN and COMMIT only, in pairs')
    } else if (open) {
      if (!/^(rows|setting)$/.test(kindOf(script.tokens))) {
        throw new SqlError(
          file,
          statement,
          'this commits the transaction it is in: put it before BEGIN, or behind COMMIT',
        )
      }
      open.push(statement)
    } else {
      units.push({ statements: [statement], setting: kindOf(script.tokens) === 'setting' })
    }
  }
  if (open && last) throw new SqlError(file, last, 'this transaction is not committed')
  return units
}

function problemOf(tokens: readonly Token[], text: string, server: Server): string | undefined {
  if (/^(UN)?LOCK (TABLES?|INSTANCE)\b/.test(text)) {
    return 'LOCK TABLES would lock the runner out of its ledger: leave it out'
  }
  if (/^SET\b.*(^| |\.|@@)AUTOCOMMIT :?=/.test(text)) {
    return 'the runner commits each statement: leave autocommit as it is'
  }
  const charset = /^SET (NAMES|CHARACTER SET|CHARSET)\b/.test(text) ? tokens.at(-1) : undefined
  const names = tokens.map(({ value }) => value.toLowerCase())
  if (charset && !names.some((name) => /^(utf8(mb[34])?|binary|default)$/.test(name))) {
    return `files are read as UTF-8, and not as ${charset.value}: use utf8mb4`
  }
  if (server.flavour === 'mariadb' && /^DROP (TABLES?|VIEW|SEQUENCE) [^;]*,/.test(text)) {
    return 'MariaDB drops these one by one, and stops in the middle when one fails: write a DROP for each'
  }
  return undefined
}
