// From what was found about a statement to what is said about it.

import type { Hazard, StatementVerdict } from '../verdict.ts'
import type { Break } from './breaks/index.ts'
import type { Danger } from './hazard.ts'
import { Unknown } from './reader.ts'
import { areUnused } from './rights.ts'
import type { Assignment, Statement } from './statement.ts'

/** What was found: one of these, in this order. */
export type Seen = {
  /** It is of no form that is understood. */
  unknown?: string
  /** It does not fit the schema that was given. */
  misfit?: string
  /** The schema does not have its table; what breaks by its words alone. */
  blind?: Break[]
  table?: string
  danger?: Danger
  /** Whether it takes rights away that the schema tells of: then it is known what is left. */
  takesGrants?: boolean
}

export type Consequences = {
  /** Breaks of the running version that the batch leaves behind. */
  lasting: Break[]
  /** Breaks that a later statement of the batch mends. */
  mended: Break[]
  /** The application's user, if it is known. */
  role: string | undefined
  /** The user itself, and the roles it has. */
  identities: ReadonlySet<string>
  /** The users whose rights objects of the running version have. */
  definers: ReadonlySet<string>
}

export type Conclusion = Omit<StatementVerdict, 'file' | 'line' | 'column' | 'sql'>

const nothing = { hazard: 'none' as Hazard, locks: [], evidence: [], plan: [] }

export function conclude(
  meaning: Statement | Unknown,
  seen: Seen,
  after: Consequences,
): Conclusion {
  if (seen.unknown !== undefined || meaning instanceof Unknown) {
    return {
      ...nothing,
      verdict: 'needs-info',
      rule: 'not-understood',
      why: `this form of statement is not understood: ${seen.unknown ?? ''}`,
    }
  }
  if (seen.misfit !== undefined) {
    return {
      ...nothing,
      verdict: 'needs-info',
      rule: 'does-not-fit',
      why: `it does not fit the schema of the running version: ${seen.misfit}`,
    }
  }
  const danger = seen.danger ?? { hazard: 'none', locks: [], why: '' }
  const outside = danger.hazard === 'none' ? judgeOutside(meaning, seen, after) : undefined
  if (outside !== undefined) return { ...nothing, ...outside }
  if (danger.refused !== undefined) {
    return { ...nothing, verdict: 'needs-info', rule: 'refused-by-server', why: danger.refused }
  }
  const lasting = [...(seen.blind ?? []), ...after.lasting]
  const certain = lasting.find((found) => found.certain)
  const facts = {
    hazard: danger.hazard,
    locks: danger.locks,
    evidence: [...lasting.map(({ why }) => why), ...(danger.why === '' ? [] : [danger.why])],
    plan: [],
  }
  if (certain !== undefined)
    return { ...facts, verdict: 'unsafe', rule: certain.rule, why: certain.why }
  if (facts.hazard !== 'none') {
    return { ...facts, verdict: 'unsafe', rule: hazardRule(meaning, facts.hazard), why: danger.why }
  }
  const question = lasting[0]
  if (question !== undefined) {
    return { ...facts, verdict: 'needs-info', rule: question.rule, why: question.why }
  }
  const mended = after.mended.find((found) => found.certain)
  if (mended !== undefined) {
    return {
      ...facts,
      verdict: 'needs-info',
      rule: mended.rule,
      why: `until a later statement mends it: ${mended.why}`,
    }
  }
  if (seen.blind !== undefined) {
    return { ...facts, verdict: 'safe', rule: 'safe', why: '' }
  }
  return { ...facts, verdict: 'safe', rule: 'safe', why: '' }
}

function hazardRule(meaning: Statement, hazard: Hazard): string {
  return hazard === 'rewrite' ? 'table-copy' : meaning.kind
}

type Outside = Pick<Conclusion, 'verdict' | 'rule' | 'why'>

/** Statements whose effect is not on the schema. */
function judgeOutside(
  meaning: Statement,
  { takesGrants }: Seen,
  { role, identities, definers }: Consequences,
): Outside | undefined {
  switch (meaning.kind) {
    case 'call':
      return {
        verdict: 'needs-info',
        rule: 'call',
        why: `what the procedure ${meaning.name} does is not known here`,
      }
    case 'create-routine':
      if (meaning.routine !== 'EVENT' || meaning.disabled) return undefined
      return {
        verdict: 'needs-info',
        rule: 'event',
        why: 'what the event does to rows of the running version, and when, is not known here',
      }
    case 'dynamic':
      return {
        verdict: 'needs-info',
        rule: 'dynamic',
        why: 'what it does depends on what is not in the statement',
      }
    case 'set':
      return judgeSettings(meaning.assignments)
    case 'privileges': {
      const definer = meaning.users.find((user) => definers.has(user))
      if (definer !== undefined && /^(DROP|RENAME) USER|REVOKE/.test(meaning.operation)) {
        const why = `views, triggers or routines that have the rights of ${definer} fail`
        return { verdict: 'unsafe', rule: 'definer', why }
      }
      if (
        meaning.revoked !== undefined &&
        (takesGrants === true || areUnused(meaning.revoked.privileges))
      ) {
        return undefined
      }
      const mine = role === undefined || meaning.users.some((user) => identities.has(user))
      if (!mine) return { verdict: 'safe', rule: 'safe', why: '' }
      const why = `the running version may lose access: ${meaning.operation}`
      return {
        verdict:
          meaning.operation === 'REVOKE' ? 'unsafe' : role === undefined ? 'needs-info' : 'unsafe',
        rule: 'privileges',
        why,
      }
    }
    case 'alter-database':
      return meaning.readOnly
        ? { verdict: 'unsafe', rule: 'read-only', why: 'every INSERT, UPDATE and DELETE fails' }
        : undefined
    default:
      return undefined
  }
}

const telling =
  /^(SQL_MODE|READ_ONLY|SUPER_READ_ONLY|TIME_ZONE|LOWER_CASE_TABLE_NAMES|MAX_CONNECTIONS|INNODB_READ_ONLY_COMPRESSED|OFFLINE_MODE)$/

function judgeSettings(assignments: readonly Assignment[]): Outside {
  const global = assignments.filter(({ scope }) => scope === 'global')
  const [first] = global
  if (first === undefined) return { verdict: 'safe', rule: 'safe', why: '' }
  const certain = global.find(({ variable }) => telling.test(variable))
  const variable = (certain ?? first).variable.toLowerCase()
  return certain === undefined
    ? {
        verdict: 'needs-info',
        rule: 'global-variable',
        why: `the whole server works under another ${variable}`,
      }
    : {
        verdict: 'unsafe',
        rule: 'global-variable',
        why: `new connections of the running version work under another ${variable}`,
      }
}
