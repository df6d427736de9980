// The plans for what was judged unsafe, as files.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dialect, Report } from '../verdict.ts'
import type { Plan, PlanFile } from './deployment.ts'
import { NoPlan, type Intention, type Shape } from './intention.ts'
import { planFor } from './plan.ts'
import { mysqlIntentions, mysqlShape } from './read/mysql.ts'
import { postgresIntentions, postgresShape } from './read/postgres.ts'
import { sqliteIntentions, sqliteShape } from './read/sqlite.ts'

/** What was written, and the statements for which there is no plan, with the reason. */
export type Written = { files: string[]; without: { sql: string; why: string }[] }

/**
 * Writes the plans for the unsafe statements of a report into `folder`, with a PLAN.md that says what
 * each deployment is. `schema` is the SQL of the running version. Existing files are not overwritten:
 * the call rejects.
 */
export async function writePlans(
  folder: string,
  report: Report,
  dialect: Dialect,
  schema: string,
): Promise<Written> {
  const shape = await shapeOf(dialect, schema)
  const plans: Plan[] = []
  const without: Written['without'] = []
  let first = 1
  for (const { sql, verdict } of report.statements) {
    if (verdict !== 'unsafe') continue
    const intentions = intentionsOf(dialect, sql, shape)
    if (intentions.length === 0) without.push({ sql, why: 'no plan is known for this' })
    for (const intention of intentions) {
      try {
        const plan = planFor(intention, shape, dialect, first)
        first += plan.files.length
        plans.push(plan)
      } catch (error) {
        if (!(error instanceof NoPlan)) throw error
        without.push({ sql, why: error.message })
      }
    }
  }
  if (plans.length === 0) return { files: [], without }
  await mkdir(folder, { recursive: true })
  const files: PlanFile[] = [
    ...plans.flatMap((plan) => plan.files),
    { name: 'PLAN.md', sql: plans.map(describe).join('\n') },
  ]
  for (const { name, sql } of files) await writeFile(join(folder, name), sql, { flag: 'wx' })
  return { files: files.map(({ name }) => name), without }
}

function describe(plan: Plan): string {
  let next = 0
  const deployments = plan.deployments.map(({ title, application, steps }, i) => {
    const files = plan.files
      .slice(next, (next += steps.length))
      .map(({ name }) => `   - \`${name}\``)
    return [`${i + 1}. **${title}.** The application: ${application}`, ...files].join('\n')
  })
  return [`# ${plan.title}`, '', ...deployments, ''].join('\n')
}

async function shapeOf(dialect: Dialect, schema: string): Promise<Shape> {
  if (dialect === 'postgres') return postgresShape(schema)
  return dialect === 'mysql' ? mysqlShape(schema) : sqliteShape(schema)
}

function intentionsOf(dialect: Dialect, sql: string, shape: Shape): Intention[] {
  if (dialect === 'postgres') return postgresIntentions(sql, shape)
  return dialect === 'mysql' ? mysqlIntentions(sql) : sqliteIntentions(sql)
}
