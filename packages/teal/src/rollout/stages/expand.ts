import { TealError } from '../../model/error.ts'
import { expandTemplate } from '../../model/template.ts'
import { environmentOf, passed, type Stage } from '../stage.ts'

/**
 * Brings the database to where both releases can live with it, before anything of the new one starts.
 * It is not undone: an expand migration is one the old release can live with.
 */
export const expand: Stage = {
  name: 'expand',

  run: async (context) => {
    const { world, plan, signal, act } = context
    const settings = world.application.stages.expand
    if (settings === null) return passed('no migrations are configured')
    if (!('command' in settings)) return passed('')
    const values = { version: plan.release, colour: plan.to }
    const command = settings.command.map((argument) => expandTemplate(argument, values))
    const configured = Object.entries(settings.environment).map(([name, text]) => [
      name,
      expandTemplate(text, values),
    ])
    const { exitCode, ending, lines } = await act(`run the migrations of ${plan.release}`, () =>
      world.execute({
        command,
        directory: world.application.directory,
        environment: { ...environmentOf(context), ...Object.fromEntries(configured) },
        timeoutMs: settings.timeoutMs,
        signal,
      }),
    )
    const text = `\`${command.join(' ')}\` ${ending}`
    if (exitCode !== 0) throw new TealError('failed', text, { lines })
    return passed(lines.length === 0 ? text : `${text}: ${lines.at(-1)}`, { lines })
  },
}
