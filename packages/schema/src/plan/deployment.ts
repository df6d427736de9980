// A plan: deployments, one after the other. Each brings migrations and says what the application that
// is deployed with it does. The next one begins when no release from before this one can come back.

import type { Dialect } from '../verdict.ts'

export type Phase = 'expand' | 'backfill' | 'contract'

/**
 * `sql` are statements without semicolons; those of one step may share a transaction. `whole`: they have to,
 * since between them a release would not find what it names.
 */
export type Step = { phase: Phase; sql: string[]; whole?: true }

export type Deployment = {
  title: string
  /** What the release of this deployment does differently. */
  application: string
  steps: Step[]
}

export type PlanFile = { name: string; sql: string }

export type Plan = { title: string; deployments: Deployment[]; files: PlanFile[] }

export function expand(...sql: string[]): Step {
  return { phase: 'expand', sql }
}

export function backfill(...sql: string[]): Step {
  return { phase: 'backfill', sql }
}

/** A step that only the release of this deployment, and later ones, can live with. */
export function contract(...sql: string[]): Step {
  return { phase: 'contract', sql }
}

/** A step that is seen all at once, where the database can take DDL into a transaction. */
export function atOnce(step: Step, dialect: Dialect): Step {
  return dialect === 'mysql' ? step : { ...step, whole: true }
}

/**
 * Names and headers for the files of a plan. Numbers go on from `first`; each file says to which
 * deployment it belongs, and what the application does in it.
 */
export function makePlan(title: string, deployments: Deployment[], first = 1): Plan {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
  let number = first
  const files = deployments.flatMap((deployment, i) =>
    deployment.steps.map(({ phase, sql, whole }): PlanFile => {
      const head = [
        `-- Deployment ${i + 1} of ${deployments.length}: ${deployment.title}`,
        `-- The application: ${deployment.application}`,
        // Only who deploys knows how that release will be called; until it stands here, nobody runs this.
        ...(phase === 'contract'
          ? [
              '-- Put the name of that release in the place of the question mark:',
              '-- teal: needs ?',
            ]
          : []),
      ]
      const name = `${String(number++).padStart(4, '0')}_${slug}.${phase}.sql`
      const statements = whole ? ['BEGIN', ...sql, 'COMMIT'] : sql
      return {
        name,
        sql: [...head, '', ...statements.map((statement) => `${statement};`), ''].join('\n'),
      }
    }),
  )
  return { title, deployments, files }
}
