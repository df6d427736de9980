import { checkRelease } from '../../checks/registry.ts'
import { TealError } from '../../model/error.ts'
import { environmentOf, passed, poll, requireUnchanged, type Stage } from '../stage.ts'

/** How often the entrance must say yes in a row; more than one worker or host may answer there. */
const inARow = 3

/** Asks the real entrance, as a user would, which release answers. */
export const verify: Stage = {
  name: 'verify',

  run: async (context) => {
    const { world, plan, signal } = context
    const { entrance, directory, stages } = context.world.application
    const version = stages.verify?.version ?? null
    let last = ''
    /** Whether it is so now; null when it is not. */
    const look = async (): Promise<string | null> => {
      // Users are on it: a release that has died goes back now and not at the deadline.
      await requireUnchanged(context)
      const answer = await world.traffic.answers(plan.to, signal)
      const check =
        version === null
          ? null
          : await checkRelease(
              { version },
              {
                values: { version: plan.release, colour: plan.to, url: entrance },
                url: entrance,
                directory,
                environment: environmentOf(context),
                ask: world.ask,
                execute: world.execute,
                signal,
              },
            )
      if (answer === 'cannot-tell' && check === null) {
        return `nothing at ${entrance} says which release answers; traffic reports ${plan.to}`
      }
      last =
        check?.text ?? `${entrance} is answered by ${answer === 'no' ? 'another colour' : plan.to}`
      return answer !== 'no' && check?.passes !== false ? last : null
    }
    const confirm = async (): Promise<string | null> => {
      let found: string | null = null
      for (let asked = 0; asked < inARow; asked += 1) {
        found = await look()
        if (found === null) return null
      }
      return found
    }
    try {
      return passed(await poll(context, 50, confirm))
    } catch (error) {
      if (!signal.aborted) throw error
      throw new TealError('failed', `the entrance does not answer as ${plan.release}: ${last}`, {
        cause: error,
      })
    }
  },
}
