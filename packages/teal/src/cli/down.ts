import { stopController } from '../controller/process.ts'
import { colours } from '../model/colour.ts'
import { messageOf } from '../model/error.ts'
import { redact } from '../model/redact.ts'
import {
  appendAudit,
  RolloutUnfinished,
  releaseLease,
  takeLease,
  unfinishedRollout,
} from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions } from './open.ts'

/** `teal down`: users are turned away, so it happens under the lease and never in the middle of a rollout. */
export async function down(options: CommonOptions): Promise<number> {
  return withEngine(options, 'down', async ({ application, engine, holder, user }) => {
    const { database, world } = engine
    const unfinished = await unfinishedRollout(database, application.name)
    if (unfinished !== null) throw new RolloutUnfinished(unfinished)
    const controller = await stopController(application)
    const lease = await takeLease(database, application.name, holder)
    const signal = AbortSignal.timeout(120_000)
    const audit = (outcome: string): Promise<void> =>
      appendAudit(database, {
        application: application.name,
        who: user,
        what: 'stop everything',
        why: 'teal down',
        outcome,
      })
    try {
      await world.traffic.stop(signal)
      await Promise.all(colours.map((colour) => world.target.stop(colour, signal, lease.epoch)))
      await audit('done')
    } catch (error) {
      await audit(`failed: ${redact(messageOf(error), application.secrets)}`)
      throw error
    } finally {
      await releaseLease(database, lease)
    }
    console.log(
      options.json === true
        ? JSON.stringify({ application: application.name, controller, stopped: true })
        : `${application.name} is down: no controller, no router, no instances.\nBring it back as it was: teal up -d`,
    )
    return exitCode.done
  })
}
