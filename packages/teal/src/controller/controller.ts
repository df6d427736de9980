import { messageOf } from '../model/error.ts'
import { unfinishedRollout } from '../store/store.ts'
import { resume } from './resume.ts'
import { retireDue } from './retire.ts'
import { keepStandby } from './standby.ts'
import { supervise } from './supervise.ts'
import type { Controller } from './under-lease.ts'

// The controller is what `teal up` runs. It is needed for nothing that users notice: traffic flows without
// it, and a `teal deploy` drives its own rollout. It looks around, again and again, for what has no one else
// to do it: a rollout whose driver died, an approval whose time is over, a standby that is due, an instance
// or a router that died, a standby that is still promised. Each look is harmless to repeat, and all it changes it changes under the lease.

const everyMs = 500
/** Instances' output is kept within its bounds this often. */
const maintainEveryMs = 60_000
/** A standby that does not come up is tried again after so long; users do not need it. */
const standbyPauseMs = 60_000
/** After a failure the next look waits longer, so that a night's outage does not fill a log. */
const slowestMs = 15_000

/**
 * Looks around until the signal is aborted, or until another store stands where its own was, which whoever
 * called opens then. Never rejects for what it finds: it says so and goes on.
 */
export async function runController(controller: Controller, signal: AbortSignal): Promise<void> {
  const { engine, say } = controller
  const { clock, target } = engine.world
  let pause = everyMs
  let maintained = Number.NEGATIVE_INFINITY
  let standbyAfter = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    try {
      if (engine.database.isReplaced()) {
        say('the store was replaced: going on with the one that is there now')
        return
      }
      await lookAround(controller, signal)
      if (clock.now() >= standbyAfter) {
        await keepStandby(controller, signal).catch((error: unknown) => {
          if (signal.aborted) return
          standbyAfter = clock.now() + standbyPauseMs
          say(`failed to bring the standby back: ${messageOf(error)}; trying again in 1 m`)
        })
      }
      if (clock.now() - maintained >= maintainEveryMs) {
        maintained = clock.now()
        await target.maintain(signal)
      }
      pause = everyMs
    } catch (error) {
      if (signal.aborted) break
      say(`failed: ${messageOf(error)}; trying again in ${Math.round(pause / 100) / 10} s`)
      pause = Math.min(pause * 2, slowestMs)
    }
    await clock.sleep(pause, signal).catch(() => {})
  }
}

/** One look; exported for tests. */
export async function lookAround(controller: Controller, signal: AbortSignal): Promise<void> {
  const { engine } = controller
  await engine.world.traffic.start(signal)
  const unfinished = await unfinishedRollout(engine.database, engine.world.application.name)
  if (unfinished !== null) {
    await resume(controller, unfinished)
    // An approval may take days, and what serves the users meanwhile must not stay down.
    if (unfinished.state === 'waiting') await supervise(controller, signal)
    return
  }
  await retireDue(controller, signal)
  await supervise(controller, signal)
}
