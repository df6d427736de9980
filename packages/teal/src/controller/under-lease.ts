import type { Engine } from '../rollout/runner.ts'
import {
  LeaseHeld,
  releaseLease,
  takeLease,
  unfinishedRollout,
  type Holder,
  type Lease,
} from '../store/store.ts'

export type Controller = {
  engine: Engine
  holder: Holder
  /** One line for the log. */
  say: (text: string) => void
}

/** Does something under the lease, if nobody holds it; a driver at work is left alone. */
export async function underLease(
  { engine, holder }: Controller,
  use: (lease: Lease) => Promise<void>,
): Promise<void> {
  let lease: Lease
  try {
    lease = await takeLease(engine.database, engine.world.application.name, holder)
  } catch (error) {
    if (error instanceof LeaseHeld) return
    throw error
  }
  try {
    // Between the look and the lease somebody may have begun a rollout, or gone on with one.
    const unfinished = await unfinishedRollout(engine.database, lease.application)
    if (unfinished === null || unfinished.state === 'waiting') await use(lease)
  } finally {
    await releaseLease(engine.database, lease)
  }
}
