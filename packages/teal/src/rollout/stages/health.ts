import { messageOf, TealError } from '../../model/error.ts'
import type { Instance } from '../../targets/target.ts'
import { at, passed, poll, requireUnchanged, type Stage, type StageContext } from '../stage.ts'

/** Every instance answers its health path, several times in a row. */
export const health: Stage = {
  name: 'health',

  run: async (context) => {
    const settings = context.world.application.stages.health
    if (settings === null) return passed('off')
    const { instances } = await context.world.target.observe(context.plan.to, context.signal)
    await Promise.all(instances.map((instance) => becomeHealthy(context, instance)))
    return passed(
      `${instances.length === 1 ? 'the instance' : `all ${instances.length} instances`} answered GET ${settings.path} with ${settings.status}, ${settings.passes} times in a row`,
    )
  },
}

async function becomeHealthy(context: StageContext, instance: Instance): Promise<void> {
  const { world, signal } = context
  const settings = world.application.stages.health
  if (settings === null) return
  const url = at(instance.url, settings.path)
  let inARow = 0
  let last = 'no answer came'
  try {
    await poll(context, settings.everyMs, async () => {
      // A process that has ended will not become healthy: say so now and not at the deadline.
      await requireUnchanged(context)
      try {
        const { status } = await world.ask({ url, timeoutMs: settings.requestTimeoutMs, signal })
        inARow = status === settings.status ? inARow + 1 : 0
        last = `the last answer was ${status}, wanted ${settings.status}`
      } catch (error) {
        // What the deadline cut off says less than the try before it.
        signal.throwIfAborted()
        inARow = 0
        last = `the last try ended with: ${messageOf(error)}`
      }
      return inARow >= settings.passes ? true : null
    })
  } catch (error) {
    if (!signal.aborted) throw error
    throw new TealError('failed', `${instance.id} did not become healthy: GET ${url}: ${last}`, {
      hint: `check that it listens on the port it is given ({{ port }}, $PORT) and answers ${settings.path}`,
      cause: error,
    })
  }
}
