// Statements that are judged by what is known of them and not run on the shadow, because they reach
// outside it, or because the shadow is not the file they are about.

import type { Hazard, Verdict } from '../verdict.ts'
import type { Action } from './action.ts'
import { keyword, type ScriptStatement } from './script.ts'

export type Known = { verdict: Verdict; hazard: Hazard; rule: string; why: string }

const harmless: Known = { verdict: 'safe', hazard: 'none', rule: 'safe', why: '' }

/** Pragmas that change how the statements after them work, and so are run. */
const tried =
  /^(analysis_limit|foreign_keys|defer_foreign_keys|legacy_alter_table|recursive_triggers)$/i

/**
 * What is known of a statement that is not to be run; undefined when it is. `begun` says that it stands in
 * a transaction.
 */
export function knownOf(
  action: Action,
  statement: ScriptStatement,
  begun: boolean,
): Known | undefined {
  switch (action.kind) {
    case 'begin':
      return harmless
    case 'commit':
    case 'rollback':
    case 'savepoint':
    case 'select':
      return harmless
    case 'vacuum':
      return statement.tokens.some((token) => keyword(token) === 'INTO')
        ? harmless
        : {
            verdict: 'unsafe',
            hazard: 'rewrite',
            rule: 'vacuum',
            why: 'VACUUM writes the whole database file anew and keeps every writer out meanwhile',
          }
    case 'create-trigger':
      // It fires on the writes of the migration's own connection alone.
      return /^TEMP(ORARY)?$/.test(keyword(statement.tokens[1])) ? harmless : undefined
    case 'pragma':
      return knownOfPragma(statement, begun)
    default:
      return undefined
  }
}

function knownOfPragma(statement: ScriptStatement, begun: boolean): Known | undefined {
  const [, first, dot, second] = statement.tokens
  const name = ((dot?.text === '.' ? second : first)?.text ?? '').toLowerCase()
  const sets = statement.tokens.some((token) => token.text === '=' || token.text === '(')
  // SQLite takes it in a transaction, and goes on as before.
  if (name === 'foreign_keys' && begun) return harmless
  if (tried.test(name)) return undefined
  if (!sets && name !== 'incremental_vacuum') return harmless
  switch (name) {
    case 'locking_mode':
      return statement.tokens.some((token) => /^'?exclusive'?$/i.test(token.text))
        ? {
            verdict: 'needs-info',
            hazard: 'lock',
            rule: 'exclusive-locking',
            why: 'this connection keeps its lock after the transaction: until it closes, nobody else reads or writes',
          }
        : harmless
    case 'journal_mode':
      // Every connection finds in the file that it has a log now, and uses it.
      return statement.tokens.some((token) => /^'?wal'?$/i.test(token.text))
        ? harmless
        : question(
            'journal-mode',
            'it leaves a write-ahead log only while no other connection uses the database',
          )
    case 'incremental_vacuum':
      return {
        verdict: 'unsafe',
        hazard: 'lock',
        rule: 'incremental-vacuum',
        why: 'it moves pages and keeps other writers out for a time that grows with the free ones',
      }
    case 'writable_schema':
    case 'schema_version':
      return question(
        `pragma-${name.replace('_', '-')}`,
        `what follows PRAGMA ${name} cannot be foreseen on a copy`,
      )
    default:
      return harmless
  }
}

function question(rule: string, why: string): Known {
  return { verdict: 'needs-info', hazard: 'none', rule, why }
}
