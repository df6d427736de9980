import type { Plan } from '../../rollout/plan.ts'
import type { Rollout } from '../../store/store.ts'
import { print } from './print.ts'
import type { Show } from './show.ts'

/** One JSON event a line. */
export function showAsJson({ id, plan }: Rollout<Plan>): Show {
  printEvent({ event: 'plan', rollout: id, plan })
  return {
    entry: ({ at, stage, kind, text, data }) =>
      printEvent({
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

function printEvent(event: Record<string, unknown>): void {
  print(JSON.stringify(event))
}
