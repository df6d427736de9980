// What the judge says: the words of `teal check --json`. Everything else in this package either
// produces these or prints them.

export type Dialect = 'postgres' | 'mysql' | 'sqlite'

/** `needs-info`: it depends on facts outside the statement and the schema, which `why` names. */
export type Verdict = 'safe' | 'unsafe' | 'needs-info'

/**
 * What a statement does to the users of the running version while, or after, it runs.
 * - `lock`: blocks reads or writes for a time that grows with the table or is unbounded
 * - `scan`: scans a whole table under such a lock
 * - `rewrite`: writes a whole table anew under such a lock
 * - `data-loss`: something stored is gone afterwards
 */
export type Hazard = 'none' | 'lock' | 'scan' | 'rewrite' | 'data-loss'

/** A lock on a relation that existed before the batch. `mode` is the database's own name for it. */
export type Lock = { relation: string; mode: string }

export type StatementVerdict = {
  file: string
  /** 1-based line of the statement's first token. */
  line: number
  /** 1-based column, in characters. */
  column: number
  sql: string
  verdict: Verdict
  hazard: Hazard
  locks: Lock[]
  /** Name of the rule or observation that decided, in kebab-case; `safe` when nothing was found. */
  rule: string
  /** What breaks, for whom. */
  why: string
  /** What was observed: failed probes, catalogue differences, locks, rewrites, scans. */
  evidence: string[]
  /** The deployments that do the same safely, one step an entry. */
  plan: string[]
}

export type Report = { verdict: Verdict; statements: StatementVerdict[] }

const hazards: Hazard[] = ['none', 'lock', 'scan', 'rewrite', 'data-loss']

/** The one hazard to name when there are several. */
export function gravest(found: readonly Hazard[]): Hazard {
  return hazards.findLast((hazard) => found.includes(hazard)) ?? 'none'
}

/** The worst of the verdicts: unsafe before needs-info before safe. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('unsafe')) return 'unsafe'
  return verdicts.includes('needs-info') ? 'needs-info' : 'safe'
}
