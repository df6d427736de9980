import { drive } from '../rollout/drive.ts'
import type { Plan } from '../rollout/plan.ts'
import { addRequest, readLease, readRequests, type Rollout } from '../store/store.ts'
import type { Controller } from './under-lease.ts'

/** Goes on with a rollout whose driver is gone, and ends one whose approval did not come in time. */
export async function resume(controller: Controller, found: Rollout): Promise<void> {
  const { engine, holder, say } = controller
  const rollout = found as Rollout<Plan>
  const { holder: driver } = await readLease(engine.database, rollout.application)
  if (driver !== null) return
  if (rollout.state === 'waiting' && !(await mustGoOn(controller, rollout))) return
  say(
    `going on with rollout ${rollout.id} (${rollout.kind} ${rollout.release}), which nobody drives`,
  )
  const ending = await drive(engine, rollout, holder)
  if (ending === null) return
  say(
    ending.state === 'waiting'
      ? `rollout ${rollout.id} waits for an approval`
      : `rollout ${rollout.id} ended: ${ending.outcome}${ending.reason === null ? '' : ` (${ending.reason})`}`,
  )
}

/** A waiting rollout goes on when somebody has asked for something, or when its time is over. */
async function mustGoOn({ engine }: Controller, rollout: Rollout<Plan>): Promise<boolean> {
  const { database } = engine
  if ((await readRequests(database, rollout.id)).length > 0) return true
  const approve = rollout.plan.stages.find(({ stage }) => stage === 'approve')
  const now = await database.now(database)
  const expired = now > rollout.createdAt.getTime() + (approve?.deadlineMs ?? 0)
  if (!expired) return false
  await addRequest(database, {
    rollout: rollout.id,
    kind: 'abort',
    requestedBy: 'teal',
    reason: 'nobody approved it in time',
  })
  return true
}
