import {
  LeaseHeld,
  readJournal,
  readRollout,
  releaseLease,
  takeLease,
  type Holder,
} from '../store/store.ts'
import type { Rollout } from '../store/store.ts'
import type { Plan } from './plan.ts'
import { runRollout, type Ending, type Engine } from './runner.ts'

// A rollout belongs to nobody: whoever holds the lease drives it, and everybody else can follow it in the
// journal. So a command that wants to see the end of one drives it if it can, and follows otherwise.

const followEveryMs = 100

/** Drives the rollout to its end or to where it waits, or follows whoever does so already. */
export async function driveOrFollow(
  engine: Engine,
  id: number,
  holder: Holder,
  signal: AbortSignal,
): Promise<Ending> {
  const showNew = journalOf(engine, id)
  for (;;) {
    const rollout = await readRolloutWithPlan(engine, id)
    await showNew()
    if (rollout.state === 'finished') return endingOf(rollout)
    const ending = await drive(engine, rollout, holder)
    if (ending !== null) return ending
    await engine.world.clock.sleep(followEveryMs, signal)
  }
}

/** Drives the rollout if nobody else does; null when somebody does. */
export async function drive(
  engine: Engine,
  rollout: Rollout<Plan>,
  holder: Holder,
): Promise<Ending | null> {
  let lease
  try {
    lease = await takeLease(engine.database, rollout.application, holder)
  } catch (error) {
    if (error instanceof LeaseHeld) return null
    throw error
  }
  try {
    // What was read before the lease was taken may be old by now.
    const current = await readRolloutWithPlan(engine, rollout.id)
    if (current.state === 'finished') return endingOf(current)
    return await runRollout(engine, lease, current)
  } finally {
    await releaseLease(engine.database, lease)
  }
}

/** Follows a rollout that somebody else drives, to its end or to where it waits. */
export async function follow(engine: Engine, id: number, signal: AbortSignal): Promise<Ending> {
  const showNew = journalOf(engine, id)
  for (;;) {
    const rollout = await readRolloutWithPlan(engine, id)
    await showNew()
    if (rollout.state === 'finished') return endingOf(rollout)
    if (rollout.state === 'waiting') return { state: 'waiting', until: Number.NaN }
    await engine.world.clock.sleep(followEveryMs, signal)
  }
}

/** Shows, at each call, what has come since. Called after the state was read, it leaves no last line out. */
function journalOf({ database, onEntry }: Engine, id: number): () => Promise<void> {
  let seen = 0
  return async () => {
    for (const entry of await readJournal(database, id, seen)) {
      seen = entry.id
      onEntry?.(entry)
    }
  }
}

export async function readRolloutWithPlan(
  { database }: Engine,
  id: number,
): Promise<Rollout<Plan>> {
  const rollout = await readRollout(database, id)
  if (rollout === null) throw new Error(`there is no rollout ${id}`)
  return rollout as Rollout<Plan>
}

function endingOf({ outcome, reason }: Rollout): Ending {
  return { state: 'finished', outcome: outcome ?? 'failed', reason }
}
