import { formatDuration } from '../model/duration.ts'
import { parseRelease } from '../model/release.ts'
import { observeForPlan } from '../rollout/observe.ts'
import { planDeploy, type Plan } from '../rollout/plan.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { within } from './within.ts'
import { print } from './show/print.ts'

/** `teal plan <release>`: exactly what `teal deploy` would do, and nothing is done. */
export async function plan(options: CommonOptions, name: string): Promise<number> {
  const release = parseRelease(name)
  return withEngine(options, `plan ${name}`, async ({ application, engine }) => {
    const observed = await observeForPlan(
      engine,
      within(10_000, 'looking at what runs', 'see `teal status`'),
    )
    const found = planDeploy(application, release, observed)
    print(options.json === true ? JSON.stringify(found) : describe(found))
    return exitCode.done
  })
}

function describe(found: Plan): string {
  const users = found.from === null ? 'nobody yet' : `${found.from.colour} (${found.from.release})`
  const replaces = found.replaces === null ? '' : `, in place of ${found.replaces}`
  const rows = found.stages.map(({ stage, does, skipped, deadlineMs }) => {
    const mark = skipped ? '-' : '•'
    const limit = skipped ? 'skipped' : `≤ ${formatDuration(deadlineMs)}`
    return `  ${mark} ${stage.padEnd(9)}${limit.padStart(11)}  ${does}`
  })
  return [
    `${found.application}: ${found.kind} ${found.release} on ${found.to}${replaces}`,
    `users are on ${users} and will be on ${found.to}`,
    '',
    ...rows,
    '',
    `rollback: ${found.rollback}`,
    `Do it: teal deploy ${found.release}`,
  ].join('\n')
}
