// What SET statements do to the statements after them.

import type { Assignment, Statement } from './statement.ts'

/** How the session of the migration works. */
export type Session = {
  foreignKeyChecks: boolean
  /** Whether the server refuses what it would otherwise mend. */
  strict: boolean
  /** Whether INSERT … SELECT reads without locks. */
  readCommitted: boolean
  /** How an ALTER TABLE is done that does not say it itself. */
  algorithm: string
  /** Whether a TIMESTAMP that must not be NULL has a default that nobody gave it. */
  givesStamps: boolean
}

/** The session after the statement. What is set back to a saved value is as it was at first. */
export function sessionAfter(session: Session, statement: Statement): Session {
  if (statement.kind !== 'set') return session
  return statement.assignments
    .filter(({ scope }) => scope === 'session')
    .reduce((now, { variable, value }) => {
      switch (variable) {
        case 'FOREIGN_KEY_CHECKS':
          return { ...now, foreignKeyChecks: !/^(0|OFF|FALSE)/.test(value) }
        case 'OLD_ALTER_TABLE':
        case 'ALTER_ALGORITHM':
          return { ...now, algorithm: algorithmOf(value) }
        case 'EXPLICIT_DEFAULTS_FOR_TIMESTAMP':
          return { ...now, givesStamps: /^(0|OFF|FALSE)/.test(value) }
        case 'SQL_MODE':
          return { ...now, strict: modeIsStrict(value) ?? now.strict }
        case 'TRANSACTION':
        case 'TRANSACTION_ISOLATION':
        case 'TX_ISOLATION':
          if (!/READ|SERIALIZABLE|DEFAULT/.test(value)) return now
          return { ...now, readCommitted: /READ[ -](UN)?COMMITTED/.test(value) }
        default:
          return now
      }
    }, session)
}

/** Both settings take the same words; the older one was a switch for copying. */
function algorithmOf(value: string): string {
  const said = /COPY|INPLACE|NOCOPY|INSTANT/.exec(value)?.[0]
  return said ?? (/^(1|ON|TRUE)/.test(value) ? 'COPY' : 'DEFAULT')
}

/** Whether the server refuses what it would otherwise mend, after this statement of the schema. */
export function sqlModeIsStrict(statement: Statement): boolean | undefined {
  if (statement.kind !== 'set') return undefined
  const mode = statement.assignments.find(
    ({ scope, variable }: Assignment) => scope === 'global' && variable === 'SQL_MODE',
  )
  return mode && /STRICT_(TRANS|ALL)_TABLES|TRADITIONAL/.test(mode.value)
}

/** Undefined where the mode stays as strict as it is. */
function modeIsStrict(value: string): boolean | undefined {
  const strict = /STRICT_(TRANS|ALL)_TABLES|TRADITIONAL/
  if (value.startsWith('REPLACE (')) return strict.test(value) ? false : undefined
  if (strict.test(value) || /^(DEFAULT|@)/.test(value)) return true
  return /@@/.test(value) ? undefined : false
}
