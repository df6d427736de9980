import type { Plan } from '../../rollout/plan.ts'
import type { JournalEntry } from '../../store/store.ts'
import type { Rollout } from '../../store/store.ts'
import { showAsJson } from './json.ts'
import { showAsLines } from './lines.ts'

/** Shows a rollout while it goes on. */
export type Show = {
  entry: (entry: JournalEntry) => void
  /** Called when no more entries will come. */
  end: () => Promise<void>
}

/** For machines, for a terminal, or as plain lines for everything else. */
export async function showRollout(rollout: Rollout<Plan>, json: boolean): Promise<Show> {
  if (json) return showAsJson(rollout)
  if (!process.stdout.isTTY || process.env.TERM === 'dumb') return showAsLines(rollout)
  return (await import('./terminal.ts')).showInTerminal(rollout)
}
