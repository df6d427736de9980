import { formatDuration } from '../model/duration.ts'
import type { Plan } from '../rollout/plan.ts'
import { listRollouts, readJournal, type JournalEntry, type Rollout } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { parseCount } from './numbers.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { print } from './show/print.ts'

/** `teal history`: the rollouts, the newest first, and why the ones that failed did. */
export async function history(options: CommonOptions & { limit: string }): Promise<number> {
  const limit = parseCount(options.limit, '--limit')
  return withEngine(options, 'history', async ({ application, engine }) => {
    const rollouts = await listRollouts(engine.database, application.name, limit)
    if (options.json === true) {
      const withStages = await Promise.all(
        rollouts.map(async (rollout) => ({
          ...rollout,
          stages: stagesOf(await readJournal(engine.database, rollout.id)),
        })),
      )
      print(JSON.stringify(withStages))
      return exitCode.done
    }
    if (rollouts.length === 0) print('nothing was deployed yet; begin with `teal deploy <release>`')
    for (const rollout of rollouts) print(describe(rollout as Rollout<Plan>))
    return exitCode.done
  })
}

function stagesOf(
  journal: JournalEntry[],
): { stage: string; ended: string; text: string; tookMs: unknown }[] {
  const ends = new Set(['done', 'failed', 'skipped', 'waiting', 'undone'])
  return journal.flatMap(({ stage, kind, text, data }) =>
    stage !== null && ends.has(kind)
      ? [{ stage, ended: kind, text, tookMs: data?.tookMs ?? null }]
      : [],
  )
}

function describe({
  id,
  kind,
  plan,
  state,
  outcome,
  reason,
  requestedBy,
  createdAt,
  finishedAt,
}: Rollout<Plan>): string {
  const took =
    finishedAt === null ? '' : ` in ${formatDuration(finishedAt.getTime() - createdAt.getTime())}`
  const because = plan.because === undefined ? '' : ` (${plan.because})`
  const why = reason === null ? '' : `\n        ${reason}`
  return `#${String(id).padEnd(4)} ${createdAt.toISOString().slice(0, 19)}Z  ${kind} ${plan.release} on ${plan.to}: ${outcome ?? state}${took}, by ${requestedBy}${because}${why}`
}
