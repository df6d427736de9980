import { TealError } from '../../model/error.ts'
import { passed, type Stage } from '../stage.ts'

/** A person says go. Nobody drives the rollout meanwhile; `teal promote` drives on. */
export const approve: Stage = {
  name: 'approve',

  run: async ({ world, plan, journal, requests, now }) => {
    const promotion = (await requests()).find(({ kind }) => kind === 'promote')
    if (promotion !== undefined) {
      return passed(
        `approved by ${promotion.requestedBy}${promotion.reason && `: ${promotion.reason}`}`,
      )
    }
    const settings = world.application.stages.approve
    if (settings === null) return passed('off')
    const asked = journal().find(({ stage, kind }) => stage === 'approve' && kind === 'begin')
    const until = (asked?.at.getTime() ?? (await now())) + settings.timeoutMs
    if ((await now()) >= until) {
      throw new TealError('failed', `nobody approved ${plan.release} in time`)
    }
    return {
      state: 'waiting',
      text: `waiting for \`teal promote\` until ${new Date(until).toISOString()}`,
      until,
    }
  },
}
