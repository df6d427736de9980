// The rules alone: no database, so what depends on the schema or the rows is `needs-info`.

import type { Batch, JudgeOptions } from '../judge/dialect.ts'
import type { StatementVerdict } from '../verdict.ts'
import { namesMade, stepsOf } from './batch.ts'
import { verdictOfRulings } from './conclude.ts'
import { majorVersion } from './version.ts'
import { rulings } from './rules/index.ts'
import { openProofs } from './rules/proofs.ts'

export function judgeStatically(batch: Batch, options: JudgeOptions): StatementVerdict[] {
  const made = new Set<string>()
  const proofs = openProofs()
  for (const { kind, node } of stepsOf({ files: batch.before ?? [] })) proofs.follow(kind, node)
  const version = majorVersion(options.serverVersion)
  return stepsOf(batch)
    .filter(({ transaction }) => transaction === undefined)
    .map((step) => {
      const context = {
        made: (name: string) => made.has(name),
        inTransaction: step.inTransaction,
        isKey: () => undefined,
        isNotNull: proofs.notNull,
        version,
      }
      const runs = step.runs.map((inner) => ({ ...inner, sql: step.sql }))
      // EXECUTE is what it executes, where that is known.
      const own = step.kind === 'ExecuteStmt' && runs.length > 0 ? [] : [step]
      const found = [...own, ...runs].flatMap((one) => rulings(one, context, options.role))
      for (const name of namesMade(step.kind, step.node)) made.add(name)
      proofs.follow(step.kind, step.node)
      return verdictOfRulings(step, found)
    })
}
