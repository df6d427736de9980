import { passed, type Stage } from '../stage.ts'

/** Lets the colour that users have left finish what it has begun. */
export const drain: Stage = {
  name: 'drain',

  run: async ({ world, plan, epoch, signal, act }) => {
    const settings = world.application.stages.drain
    if (plan.from === null || settings === null) return passed('nothing to drain')
    const { colour } = plan.from
    const { closed } = await act(`drain ${colour}`, () =>
      world.traffic.drain(colour, settings.timeoutMs, epoch, signal),
    )
    if (closed === null)
      return passed(`${colour} had its time; what is left there cannot be counted`)
    return passed(
      closed === 0
        ? `${colour} finished all its requests`
        : `${closed} requests were still under way on ${colour} at the deadline and were closed`,
    )
  },
}
