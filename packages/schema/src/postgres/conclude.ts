// Puts together what was observed, what the probes said, what the catalogues mean and what the rules
// know into the one verdict of a statement. Facts come before rules: a rule that only suspects (its
// verdict is `needs-info`) is overruled by a shadow that looked and found nothing.

import type { Hazard, StatementVerdict, Verdict } from '../verdict.ts'
import { gravest, worst } from '../verdict.ts'
import type { Step } from './batch.ts'
import type { Change } from './catalogue/difference.ts'
import type { Meaning } from './catalogue/meaning/index.ts'
import type { Snapshot } from './catalogue/snapshot.ts'
import { planFor } from './plans.ts'
import type { Finding } from './probes/run.ts'
import type { Probe } from './probes/statements.ts'
import type { Ruling } from './rules/rule.ts'
import { blocks, type Facts, type Known } from './shadow/observe.ts'

export type Outcome = {
  facts: Facts
  changes: Change[]
  findings: Finding[]
  meanings: Meaning[]
  rulings: Ruling[]
  /** Columns whose values a change of type altered. */
  lossy: string[]
  /** The statement does things its text does not tell. */
  opaque: boolean
  /** The shadow ran it. */
  ran: boolean
  original: Snapshot
  recordedOtherwise: (probe: Probe) => boolean
}

/** A reason for a verdict. The gravest of them gives the rule and the why. */
type Reason = { rule: string; verdict: Verdict; hazard: Hazard; why: string; evidence: string[] }

export function conclude(step: Step, outcome: Outcome): StatementVerdict {
  const { facts } = outcome
  const locks = facts.locks.filter(isToldOf).map(({ relation, mode }) => ({
    relation: relation.name,
    mode,
  }))
  if (!outcome.ran) return verdictOfReasons(step, outcome.rulings.map(asReason), locks)
  if (facts.failed) return verdictOfReasons(step, failure(outcome), locks)
  const reasons = [
    ...hazardReasons(step, outcome),
    ...codeReasons(step, outcome),
    ...outcome.meanings.map((meaning): Reason => ({
      ...meaning,
      hazard: meaning.lost ? 'data-loss' : 'none',
      evidence: [`catalogue: ${meaning.why}`],
    })),
    ...probeReasons(outcome),
    ...outcome.rulings.filter((ruling) => ruling.beyond ?? isBeyondTheShadow(ruling)).map(asReason),
  ]
  if (outcome.opaque && reasons.every(({ verdict }) => verdict === 'safe')) {
    reasons.push({
      rule: 'dynamic-sql',
      verdict: 'needs-info',
      hazard: 'none',
      why: 'it puts its statements together while it runs; on the shadow they did no harm',
      evidence: [],
    })
  }
  return verdictOfReasons(step, named(reasons, outcome.rulings), locks)
}

/** Readers' locks hinder nobody, and those on indexes only follow their tables'. */
function isToldOf({ relation, mode }: Facts['locks'][number]): boolean {
  if (relation.kind === 'S' || mode === 'AccessShareLock') return false
  return (relation.kind !== 'i' && relation.kind !== 'I') || mode === 'AccessExclusiveLock'
}

/** The verdict of the rules alone. */
export function verdictOfRulings(step: Step, found: readonly Ruling[]): StatementVerdict {
  return verdictOfReasons(step, found.map(asReason), [])
}

function verdictOfReasons(
  step: Step,
  given: readonly Reason[],
  locks: StatementVerdict['locks'],
): StatementVerdict {
  const reasons = step.undone
    ? given.filter(({ hazard }) => hazard !== 'none' && hazard !== 'data-loss')
    : given
  const verdict = worst(reasons.map((reason) => reason.verdict))
  const hazard = gravest(reasons.map((reason) => reason.hazard))
  const deciding = reasons.filter((reason) => reason.verdict === verdict)
  const first = deciding.find((reason) => reason.hazard === hazard) ?? deciding[0]
  const why = [...new Set(deciding.map((reason) => reason.why))].slice(0, 3).join('; ')
  return {
    file: step.file,
    line: step.line,
    column: step.column,
    sql: step.sql,
    verdict,
    hazard,
    locks,
    rule: first?.rule ?? 'safe',
    why: first === undefined ? 'nothing found that the running version would notice' : why,
    evidence: [...new Set(reasons.flatMap((reason) => reason.evidence))].slice(0, 12),
    plan: verdict === 'safe' ? [] : planFor(first?.rule ?? ''),
  }
}

function asReason(ruling: Ruling): Reason {
  return { ...ruling, evidence: [] }
}

/** What rules know that no shadow shows: the size of production's tables, other servers, the log-in. */
function isBeyondTheShadow({ rule, verdict }: Ruling): boolean {
  if (beyond.has(rule)) return true
  return verdict === 'unsafe' && beyondWhenUnsafe.has(rule)
}

const beyond = new Set([
  'alter-system',
  'alter-database',
  'outside',
  'alter-role',
  'drop-role',
  'rename-role',
  'rename-database',
  'drop-database',
])
const beyondWhenUnsafe = new Set([
  'update-unbatched',
  'update-cascades',
  'overwrite-values',
  'recode-values',
  'insert-locks-parents',
  'lock-rows',
  'reindex',
  'delete-rows',
  'truncate',
  'lock-table',
  'fails-in-transaction',
  'vacuum-full',
  'cluster',
  'version',
])

/** A statement that the shadow refused. */
function failure({ facts, rulings, original, opaque }: Outcome): Reason[] {
  const { code, message } = facts.failed ?? { code: '', message: '' }
  const found = rulings.map(asReason)
  const evidence = [`the shadow refuses the statement: ${message}`]
  const isUnknown = /^(42P01|42703|42704|42883|3F000|42P02)$/.test(code)
  const schemaGiven = [...original.values()].some(({ kind }) => kind === 'relation')
  const isMissing = /^(58P01|57|XX)/.test(code) || /extension .* is not available/.test(message)
  // What it puts together from rows is another text in the shadow, whose rows are made up.
  const isMadeUp = opaque && found.some(({ rule }) => rule === 'dynamic-sql')
  if (isMadeUp) {
    const why = `it puts its statements together while it runs, which fails in the shadow: ${message}`
    return [{ rule: 'dynamic-sql', verdict: 'needs-info', hazard: 'none', why, evidence }, ...found]
  }
  if (isUnknown || isMissing) {
    const why =
      schemaGiven && isUnknown
        ? `${message}: the schema given is not the one the statement is written for`
        : `the shadow cannot tell: ${message}`
    return [{ rule: 'not-tried', verdict: 'needs-info', hazard: 'none', why, evidence }, ...found]
  }
  return [
    {
      rule: 'fails',
      verdict: 'unsafe',
      hazard: 'none',
      why: `the statement itself fails: ${message}`,
      evidence,
    },
    ...found.filter(({ rule }) => rule === 'fails-in-transaction'),
  ]
}

function hazardReasons(
  step: Step,
  { facts, lossy, changes, original, rulings }: Outcome,
): Reason[] {
  const blocking = facts.locks.filter(({ relation, mode }) => blocks(relation, mode))
  const tables = (relations: readonly Known[]): Known[] =>
    relations.filter(({ kind }) => kind === 'r' || kind === 'm' || kind === 'p')
  const gone = new Set(
    changes
      .filter(({ what, fact }) => what === 'removed' && fact.kind === 'relation')
      .map(({ fact }) => fact.name),
  )
  // REFRESH … WITH NO DATA gives new storage, but empty.
  const isEmptied = step.node['skipData'] === true
  const rewritten = tables(facts.rewritten).filter(
    ({ name }) => original.has(`relation ${name}`) && !gone.has(name) && !isEmptied,
  )
  const rebuilt = facts.rewritten.filter(({ kind }) => kind === 'i' || kind === 'I')
  const scanned = tables(facts.scanned)
  const held = blocking.map(({ relation, mode }) => `${mode} on ${relation.name}`).join(', ')
  const reasons: Reason[] = []
  if (lossy.length > 0) {
    reasons.push({
      rule: 'change-column-type',
      verdict: 'unsafe',
      hazard: 'data-loss',
      why: `values of ${lossy.join(', ')} are not kept as they were`,
      evidence: [`values of ${lossy.join(', ')} read back differently`],
    })
  }
  if (rewritten.length > 0) {
    const names = rewritten.map(({ name }) => name).join(', ')
    reasons.push({
      rule: 'rewrites-table',
      verdict: 'unsafe',
      hazard: 'rewrite',
      why: `${names} is written anew while others wait for it`,
      evidence: [`new storage for ${names}`, ...(held === '' ? [] : [held])],
    })
  }
  // A required column without a default is refused at the first row: only an empty table is scanned.
  const scanEnds = rulings.some(({ rule }) => rule === 'add-required-column')
  if (blocking.length > 0 && !scanEnds && (scanned.length > 0 || rebuilt.length > 0)) {
    const names = [
      ...new Set([...scanned.map(({ name }) => name), ...rebuilt.map(({ table }) => table)]),
    ].join(', ')
    reasons.push({
      rule: 'scans-table',
      verdict: 'unsafe',
      hazard: 'scan',
      why: `${names} is scanned while others wait for the lock`,
      evidence: [`scan of ${names}`, held],
    })
  }
  return reasons
}

/** What the code that a statement calls did to rows; the rules read no further than the call. */
function codeReasons(step: Step, { facts, opaque }: Outcome): Reason[] {
  const isCall = opaque || step.kind === 'CallStmt'
  const calls = isCall || (step.kind === 'SelectStmt' && step.node['withClause'] === undefined)
  if (!calls) return []
  const reason = (
    rule: string,
    hazard: Hazard,
    tables: readonly string[],
    why: string,
  ): Reason[] =>
    tables.length === 0
      ? []
      : [{ rule, verdict: 'unsafe', hazard, why, evidence: [`rows of ${tables.join(', ')}`] }]
  const { deleted } = facts
  // What commits in between locks no more than a part; the rules read its code.
  const updatedMany = facts.committed === true ? [] : facts.updatedMany
  return [
    ...reason(
      'delete-rows',
      'data-loss',
      deleted,
      `the code it calls deletes rows of ${deleted.join(', ')} that the running version may need`,
    ),
    ...reason(
      'update-unbatched',
      'lock',
      updatedMany,
      `the code it calls changes rows of ${updatedMany.join(', ')}, which stay locked until it is done`,
    ),
  ]
}

function probeReasons({
  findings,
  recordedOtherwise,
  facts,
  rulings,
  original,
}: Outcome): Reason[] {
  // Rows that a migration changes on purpose are told by the rules for UPDATE, DELETE and TRUNCATE.
  const movedRows = new Set([...facts.inserted, ...facts.updated, ...facts.deleted])
  return findings.flatMap((finding): Reason[] => {
    const { probe } = finding
    const shown = probe.shown ?? probe.sql
    if (finding.kind !== 'fails' && finding.kind !== 'accepted' && movedRows.size > 0) return []
    if (
      finding.kind !== 'fails' &&
      rulings.some(({ rule }) => rule === 'refresh' || rule === 'attach-partition')
    )
      return []
    const evidence = [`${shorten(shown)} → ${finding.message}`]
    if (probe.what === 'recorded statement') {
      return [
        {
          rule: 'recorded-statement',
          verdict: 'unsafe',
          hazard: 'none',
          why: `a recorded statement of the running version ${verb(finding)}: ${finding.message}`,
          evidence,
        },
      ]
    }
    // Few applications write to a partition by its own name.
    const isPart = original.get(`relation ${probe.on}`)?.properties['partition'] === true
    const isDoubtful =
      finding.kind === 'adds' || isPart || (probe.guessed && recordedOtherwise(probe))
    const verdict = isDoubtful ? 'needs-info' : 'unsafe'
    return [
      {
        rule: `${probe.what.toLowerCase()}-${finding.kind === 'fails' ? 'fails' : 'differs'}`,
        verdict,
        hazard: 'none',
        why: `${probe.what === 'call' ? 'a call' : `${probe.what === 'SELECT' ? 'a' : 'an'} ${probe.what}`.replace('an UPDATE', 'an UPDATE').replace('an DELETE', 'a DELETE')} of the running version on ${probe.on} ${verb(finding)}: ${finding.message}`,
        evidence,
      },
    ]
  })
}

function verb(finding: Finding): string {
  if (finding.kind === 'fails') return 'fails'
  return finding.kind === 'accepted' ? 'now succeeds' : 'does something else'
}

/** The rule's name tells more than the observation's: it is taken where both say the same. */
function named(reasons: Reason[], rulings: readonly Ruling[]): Reason[] {
  const specific = rulings.find(
    ({ rule }) => rule !== 'unknown-statement' && rule !== 'dynamic-sql',
  )
  if (!specific || reasons.length === 0) return reasons
  const observed =
    /^(rewrites-table|scans-table|(select|insert|update|delete|call)-(fails|differs))$/
  return reasons.map((reason) =>
    observed.test(reason.rule) ? { ...reason, rule: specific.rule } : reason,
  )
}

function shorten(sql: string): string {
  return sql.length > 160 ? `${sql.slice(0, 157)}…` : sql
}
