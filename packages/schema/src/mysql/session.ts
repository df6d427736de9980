// What SET statements do to the statements after them.

import type { Statement } from './statement.ts'

/** Whether foreign keys are checked from here on; undefined when the statement leaves it alone. */
export function settingOf(statement: Statement): { foreignKeyChecks: boolean } | undefined {
  if (statement.kind !== 'set' || statement.variable !== 'FOREIGN_KEY_CHECKS') return undefined
  return { foreignKeyChecks: !/^(0|OFF|FALSE)/.test(statement.value) }
}

/** Whether the server refuses what it would otherwise mend, after this statement of the schema. */
export function sqlModeIsStrict(statement: Statement): boolean | undefined {
  if (statement.kind !== 'set' || statement.scope !== 'global') return undefined
  if (statement.variable !== 'SQL_MODE') return undefined
  return /STRICT_(TRANS|ALL)_TABLES|TRADITIONAL/.test(statement.value)
}
