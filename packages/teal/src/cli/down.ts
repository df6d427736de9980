import { stopController } from '../controller/process.ts'
import { colours } from '../model/colour.ts'
import { messageOf } from '../model/error.ts'
import { redact } from '../model/redact.ts'
import { withLease } from '../rollout/start.ts'
import { appendAudit } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { within } from './within.ts'
import { print } from './show/print.ts'

/** `teal down`: users are turned away, so it happens under the lease and never in the middle of a rollout. */
export async function down(options: CommonOptions): Promise<number> {
  return withEngine(options, 'down', async ({ application, engine, holder, user }) => {
    const { database, world } = engine
    const signal = within(
      120_000,
      'stopping everything',
      'what is left is in `teal status`; `teal down` goes on with it',
    )
    const audit = (outcome: string): Promise<void> =>
      appendAudit(database, {
        application: application.name,
        who: user,
        what: 'stop everything',
        why: 'teal down',
        outcome,
      })
    const start = { holder, requestedBy: user, wait: false, signal }
    const controller = await withLease(engine, start, async ({ epoch }) => {
      try {
        const stopped = await stopController(application)
        await world.traffic.stop(signal)
        await Promise.all(colours.map((colour) => world.target.stop(colour, signal, epoch)))
        await audit('done')
        return stopped
      } catch (error) {
        await audit(`failed: ${redact(messageOf(error), application.secrets)}`)
        throw error
      }
    })
    print(
      options.json === true
        ? JSON.stringify({ application: application.name, controller, stopped: true })
        : `${application.name} is down: no controller, no router, no instances.\nBring it back as it was: teal up -d`,
    )
    return exitCode.done
  })
}
