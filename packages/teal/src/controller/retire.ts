import { formatDuration } from '../model/duration.ts'
import { messageOf } from '../model/error.ts'
import {
  appendAudit,
  retiredBecause,
  clearTimer,
  readTimers,
  type RetireTimer,
} from '../store/store.ts'
import { underLease, type Controller } from './under-lease.ts'

/** Stops the standbys whose time is over. */
export async function retireDue(controller: Controller, signal: AbortSignal): Promise<void> {
  const { database, world } = controller.engine
  const timers = await readTimers(database, world.application.name)
  if (timers.length === 0) return
  const now = await database.now(database)
  for (const timer of timers) {
    if (timer.dueAt.getTime() > now) continue
    await underLease(controller, async (lease) => {
      const stopped = await retire(controller, timer, lease.epoch, signal)
      await clearTimer(database, lease, timer.colour)
      if (stopped) {
        const late = formatDuration(now - timer.dueAt.getTime())
        controller.say(`stopped ${timer.release} on ${timer.colour}, the standby (due ${late} ago)`)
      }
    })
  }
}

/** Stops the colour if it is still what the timer was set for: idle, and with that release. */
async function retire(
  { engine }: Controller,
  { application, colour, release }: RetireTimer,
  epoch: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { database, world } = engine
  const { active } = await world.traffic.observe(signal)
  if (active === colour) return false
  const environment = await world.target.observe(colour, signal)
  if (environment.instances.length === 0 || environment.release !== release) return false
  const entry = {
    application,
    who: 'teal',
    what: `stop ${release} on ${colour}`,
    why: retiredBecause,
  }
  try {
    await world.target.stop(colour, signal, epoch)
    await appendAudit(database, { ...entry, outcome: 'done' })
    return true
  } catch (error) {
    await appendAudit(database, { ...entry, outcome: `failed: ${messageOf(error)}` })
    throw error
  }
}
