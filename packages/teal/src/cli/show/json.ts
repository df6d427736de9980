import type { Plan } from '../../rollout/plan.ts'
import type { Rollout } from '../../store/store.ts'
import type { Show } from './show.ts'

/** One JSON event a line. */
export function showAsJson({ id, plan }: Rollout<Plan>): Show {
  print({ event: 'plan', rollout: id, plan })
  return {
    entry: ({ at, stage, kind, text, data }) =>
      print({
        event: kind,
        rollout: id,
        at: at.toISOString(),
        stage,
        text,
        ...(data === null ? {} : { data }),
      }),
    end: async () => {},
  }
}

function print(event: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}
