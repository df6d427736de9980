import type { Plan } from '../../rollout/plan.ts'
import type { Rollout } from '../../store/store.ts'
import { showAsJson } from './json.ts'
import { showAsLines } from './lines.ts'
import type { Show } from './show.ts'

/** For machines, for a terminal, or as plain lines for everything else. */
export async function showRollout(rollout: Rollout<Plan>, json: boolean): Promise<Show> {
  if (json) return showAsJson(rollout)
  if (!process.stdout.isTTY || process.env.TERM === 'dumb') return showAsLines(rollout)
  return (await import('./terminal.ts')).showInTerminal(rollout)
}
