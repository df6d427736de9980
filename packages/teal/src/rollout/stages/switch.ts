import { formatDuration } from '../../model/duration.ts'
import { TealError } from '../../model/error.ts'
import { passed, requireUnchanged, type Stage } from '../stage.ts'

/** The one step in which users move. */
export const switchStage: Stage = {
  name: 'switch',

  run: async (context) => {
    const { world, plan, epoch, signal, act } = context
    const before = await world.traffic.observe(signal)
    // What the watch compares with: the counters of the new colour before its first user.
    const readBaseline = async () =>
      world.traffic.abilities.counters ? (await world.traffic.counters(signal))[plan.to] : null
    if (before.active === plan.to) {
      // Switched by a driver that died before it wrote that down: the watch begins with what is now, since
      // what is from before may be another release's.
      return passed(`${plan.to} is active already`, { baseline: await readBaseline() })
    }
    if (before.active !== (plan.from?.colour ?? null)) {
      throw new TealError(
        'refused',
        `users are on ${before.active ?? 'no colour'} and not on ${plan.from?.colour ?? 'none'}, as when this rollout was planned`,
        { hint: 'somebody else moved traffic; run `teal status`' },
      )
    }
    await attach(context)
    const baseline = await readBaseline()
    // The last thing before users move.
    await requireUnchanged(context)
    const started = performance.now()
    await act(`switch from ${plan.from?.colour ?? 'nothing'} to ${plan.to} (${plan.release})`, () =>
      world.traffic.switch(plan.to, epoch, signal),
    )
    const ms = performance.now() - started
    const { active } = await world.traffic.observe(signal)
    if (active !== plan.to) {
      throw new TealError(
        'failed',
        `traffic says ${active ?? 'no colour'} is active after the switch to ${plan.to}`,
      )
    }
    return passed(`${plan.from?.colour ?? 'nothing'} → ${plan.to} in ${formatDuration(ms)}`, {
      ms,
      from: plan.from?.colour ?? null,
      to: plan.to,
      baseline,
    })
  },

  undo: async ({ world, plan, epoch, signal, act }) => {
    const { active } = await world.traffic.observe(signal)
    // Without a colour to go back to, users stay: some answers are better than none.
    if (active !== plan.to || plan.from === null) return null
    // The standby may have died since: it is brought up before users are sent to it.
    const { colour, release } = plan.from
    const environment = await world.target.deploy(
      { colour, release: { version: release }, epoch },
      signal,
    )
    const urls = environment.instances.map(({ url }) => url)
    await world.traffic.attach({ colour, release, urls }, epoch, signal)
    const started = performance.now()
    await act(`switch back from ${plan.to} to ${colour} (${release})`, () =>
      world.traffic.switch(colour, epoch, signal),
    )
    const ms = performance.now() - started
    return {
      text: `${plan.to} → ${colour} in ${formatDuration(ms)}`,
      data: { ms, from: plan.to, to: colour },
    }
  },
}

async function attach({ world, plan, epoch, signal }: Parameters<Stage['run']>[0]): Promise<void> {
  const { instances } = await world.target.observe(plan.to, signal)
  const urls = instances.map(({ url }) => url)
  await world.traffic.attach({ colour: plan.to, release: plan.release, urls }, epoch, signal)
}
