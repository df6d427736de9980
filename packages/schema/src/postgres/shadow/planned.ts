// What a statement will read from end to end. A table of ten rows that is read through an index counts
// as no scan, though an index without a condition is read whole as well: the planner tells.

import type { Step } from '../batch.ts'
import type { Known } from './observe.ts'
import type { Session } from './session.ts'

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  Schema?: string
  'Index Cond'?: string
  Plans?: Plan[]
}

const explained = /^(Select|Insert|Update|Delete|Merge|CreateTableAs)Stmt$/

/** The known relations that `step` reads whole through an index, in the open transaction. */
export async function plannedScans(
  session: Session,
  known: ReadonlyMap<number, Known>,
  step: Step,
): Promise<Known[]> {
  if (!explained.test(step.kind)) return []
  await session.run('savepoint teal_plan')
  try {
    const rows = await session.run(`explain (verbose, costs off, format json) ${step.sql}`)
    const [{ Plan: root } = { Plan: undefined }] = (rows[0]?.['QUERY PLAN'] ?? []) as {
      Plan?: Plan
    }[]
    const names = new Set(root === undefined ? [] : readWhole(root, false))
    return [...known.values()].filter(({ name }) => names.has(name))
  } catch {
    return [] // it fails when it is run as well, and is judged by that
  } finally {
    await session.run('rollback to savepoint teal_plan; release savepoint teal_plan')
  }
}

/** Below a LIMIT an index is left as soon as there are rows enough, unless all of them are gathered. */
function readWhole(plan: Plan, limited: boolean): string[] {
  const type = plan['Node Type']
  const isIndex = /^(Index|Index Only|Bitmap Heap) Scan$/.test(type)
  const isConditional =
    plan['Index Cond'] !== undefined ||
    (plan.Plans ?? []).some((one) => one['Index Cond'] !== undefined)
  const isWhole = isIndex && !limited && !isConditional
  const below = type === 'Limit' || (limited && !/^(Sort|Aggregate|Hash|WindowAgg)$/.test(type))
  return [
    ...(isWhole ? [`${plan.Schema ?? ''}.${plan['Relation Name'] ?? ''}`] : []),
    ...(plan.Plans ?? []).flatMap((one) => readWhole(one, below)),
  ]
}
