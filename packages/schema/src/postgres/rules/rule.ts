import type { Hazard, Verdict } from '../../verdict.ts'

/** What a rule says of a statement from its text alone. */
export type Ruling = {
  rule: string
  verdict: Verdict
  hazard: Hazard
  why: string
  /** It concerns what no shadow shows: the server's version, the size of its tables, the log-in. */
  beyond?: true
}

export type RuleContext = {
  /** Whether this batch made the object, so that the running version does not know it. */
  made: (name: string) => boolean
  /** In a loop that turns as often as there are rows, in one transaction. */
  repeated?: boolean
  /** Inside a transaction, the migration tool's or the file's own. */
  inTransaction: boolean
  /** Whether the column alone is unique in its table; undefined when the schema is not known. */
  isKey: (table: string, column: string) => boolean | undefined
  /** Whether a check has proved that the column, as `t.c`, has no NULL; not asked where a shadow shows it. */
  isNotNull?: (column: string) => boolean
  /** Whether the role has rights of other roles; not asked where the roles are not known. */
  isMember?: (role: string) => boolean
  /** Major version of the server in production. */
  version: number
}

export function unsafe(rule: string, hazard: Hazard, why: string): Ruling {
  return { rule, verdict: 'unsafe', hazard, why }
}

export function needsInfo(rule: string, why: string, hazard: Hazard = 'none'): Ruling {
  return { rule, verdict: 'needs-info', hazard, why }
}

export function beyond(ruling: Ruling): Ruling {
  return { ...ruling, beyond: true }
}
