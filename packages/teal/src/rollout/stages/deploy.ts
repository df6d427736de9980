import { messageOf, TealError } from '../../model/error.ts'
import { passed, type Stage, type StageContext } from '../stage.ts'

/** Puts the release on the idle colour and tells traffic where it is; no user reaches it yet. */
export const deploy: Stage = {
  name: 'deploy',

  run: async ({ world, plan, epoch, signal, act }) => {
    const { active } = await world.traffic.observe(signal)
    if (active === plan.to) {
      throw new TealError('refused', `${plan.to} is active: nothing may be deployed over it`, {
        hint: 'somebody else moved traffic since the plan was made; run it again',
      })
    }
    const wanted = { colour: plan.to, release: { version: plan.release }, epoch }
    const what = `deploy ${plan.release} on ${plan.to}`
    const environment = await act(what, () => world.target.deploy(wanted, signal))
    const urls = environment.instances.map(({ url }) => url)
    await world.traffic.attach({ colour: plan.to, release: plan.release, urls }, epoch, signal)
    const count = environment.instances.length
    return passed(`${count} ${count === 1 ? 'instance' : 'instances'} at ${urls.join(', ')}`, {
      incarnations: Object.fromEntries(
        environment.instances.map(({ id, incarnation }) => [id, incarnation]),
      ),
    })
  },

  undo: async (context) => {
    const { world, plan, epoch, signal, act } = context
    // What a rollback goes to was there before it.
    if (plan.kind === 'rollback') return null
    const { active } = await world.traffic.observe(signal)
    // Users first: whatever else is wrong, what serves them is not stopped.
    if (active === plan.to) return null
    const environment = await world.target.observe(plan.to, signal)
    if (environment.release === plan.replaces) return null
    await finishRequests(context)
    await act(`stop ${plan.release} on ${plan.to}`, () => world.target.stop(plan.to, signal, epoch))
    const stopped = `stopped ${plan.release} on ${plan.to}`
    if (plan.replaces === null) return { text: stopped }
    return { text: `${stopped}; ${await restore(context, plan.replaces)}` }
  },
}

/** Users who were on it for a moment get their answers before it is stopped. */
async function finishRequests({ world, plan, epoch, signal }: StageContext): Promise<void> {
  const { colours } = await world.traffic.observe(signal)
  if (colours[plan.to].release !== plan.release) return
  const deadlineMs = world.application.stages.drain?.timeoutMs ?? 0
  await world.traffic.drain(plan.to, deadlineMs, epoch, signal)
}

/** The standby that made room comes back, so that a rollback is as possible as it was before. */
async function restore(
  { world, plan, epoch, signal, act }: StageContext,
  release: string,
): Promise<string> {
  const wanted = { colour: plan.to, release: { version: release }, epoch }
  try {
    const environment = await act(`restore ${release} on ${plan.to}`, () =>
      world.target.deploy(wanted, signal),
    )
    const urls = environment.instances.map(({ url }) => url)
    await world.traffic.attach({ colour: plan.to, release, urls }, epoch, signal)
    return `${release} is back there as the standby`
  } catch (error) {
    signal.throwIfAborted()
    return `${release}, the standby, could not be started again: ${messageOf(error)}`
  }
}
