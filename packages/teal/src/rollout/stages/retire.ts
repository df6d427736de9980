import { passed, type Stage } from '../stage.ts'

/** Keeps the standby for a while. Who stops it is the controller, when the timer in the store is due. */
export const retire: Stage = {
  name: 'retire',

  run: async ({ world, plan, setTimer }) => {
    const settings = world.application.stages.retire
    if (plan.from === null || settings === null) return passed('nothing to retire')
    const { colour, release } = plan.from
    const due = await setTimer({ colour, release, afterMs: settings.afterMs })
    return passed(
      `${release} stays on ${colour} until ${due.toISOString()}; until then \`teal rollback\` goes back to it`,
    )
  },
}
