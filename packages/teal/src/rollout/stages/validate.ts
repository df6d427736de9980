import { checkRelease } from '../../checks/registry.ts'
import { TealError } from '../../model/error.ts'
import { environmentOf, passed, requireUnchanged, type Stage } from '../stage.ts'

/** Is it the right release, and does it do what it should? Every check, on every instance. */
export const validate: Stage = {
  name: 'validate',

  run: async (context) => {
    const { world, plan, signal } = context
    const settings = world.application.stages.validate
    if (settings === null) return passed('off')
    await requireUnchanged(context)
    const { instances } = await world.target.observe(plan.to, signal)
    for (const { id, url } of instances) {
      const values = { version: plan.release, colour: plan.to, url }
      for (const check of settings.checks) {
        const { passes, text, lines } = await checkRelease(check, {
          values,
          url,
          directory: world.application.directory,
          environment: environmentOf(context),
          ask: world.ask,
          execute: world.execute,
          signal,
        })
        if (!passes)
          throw new TealError('failed', `${id}: ${text}`, lines === undefined ? {} : { lines })
        await context.found(`${id}: ${text}`)
      }
    }
    await requireUnchanged(context)
    const count = settings.checks.length
    return passed(`${count} ${count === 1 ? 'check' : 'checks'} passed`)
  },
}
