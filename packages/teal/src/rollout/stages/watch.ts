import { whyWorse, percent } from '../../analysis/worse.ts'
import { windowBetween, type Window } from '../../analysis/window.ts'
import { formatDuration } from '../../model/duration.ts'
import { TealError } from '../../model/error.ts'
import type { Counters, TrafficState } from '../../traffic/traffic.ts'
import type { Plan } from '../plan.ts'
import { passed, poll, requireUnchanged, type Stage, type StageContext } from '../stage.ts'

/** A release that turns bad late must not hide behind a good start: the last stretch counts by itself. */
const recentMs = 10_000

/**
 * The time in which Teal goes back by itself. Judged are all users' requests since the switch, and those
 * of the last 10 s: failures and p99 by the proxy's own numbers; and that what runs is what was proved.
 */
export const watch: Stage = {
  name: 'watch',

  run: async (context) => {
    const { world, plan, signal, journal } = context
    const settings = world.application.stages.watch
    if (settings === null) return passed('off')
    // After a crash the watch goes on where it was: its time and its baseline are in the journal.
    const begun = journal().find(({ stage, kind }) => stage === 'watch' && kind === 'begin')
    const since = begun?.at.getTime() ?? (await context.now())
    const until = since + settings.forMs
    const baseline = baselineOf(context)
    const samples: { at: number; counters: Counters }[] = []

    return poll(context, settings.everyMs, async () => {
      const traffic = await world.traffic.observe(signal)
      requireActive(plan, traffic)
      // Why an instance stopped says more than that it no longer answers.
      await requireUnchanged(context)
      requireAnswering(plan, traffic)
      const now = await context.now()
      let whole: Window | null = null
      if (world.traffic.abilities.counters) {
        const counters = (await world.traffic.counters(signal))[plan.to]
        whole = windowBetween(baseline, counters)
        while (samples.length > 1 && (samples[1]?.at ?? now) <= now - recentMs) samples.shift()
        const recent = windowBetween(samples[0]?.counters ?? baseline, counters)
        samples.push({ at: now, counters })
        const reason = whyWorse(whole, settings) ?? whyWorse(recent, settings)
        if (reason !== null) {
          throw new TealError('failed', `${plan.release} is worse than allowed: ${reason}`)
        }
      }
      // Who promoted before has approved the switch, and not the end of this watch.
      const promoted = (await context.requests()).find(
        ({ kind, at }) => kind === 'promote' && at.getTime() > since,
      )
      if (promoted !== undefined)
        return passed(`ended early by ${promoted.requestedBy}: ${describe(whole)}`)
      return now >= until ? passed(describe(whole)) : null
    })
  },
}

function requireActive(plan: Plan, { active }: TrafficState): void {
  if (active === plan.to) return
  throw new TealError(
    'refused',
    `somebody else moved traffic: ${active ?? 'no colour'} is active`,
    { hint: 'run `teal status` and `teal audit` to see who' },
  )
}

function requireAnswering(plan: Plan, { colours }: TrafficState): void {
  const { instances } = colours[plan.to]
  if (instances.length === 0 || instances.some(({ healthy }) => healthy)) return
  throw new TealError('failed', `no instance of ${plan.release} answers its health checks any more`)
}

function baselineOf({ journal }: StageContext): Counters | null {
  const entry = journal().findLast(
    ({ stage, kind, data }) => stage === 'switch' && kind === 'done' && data !== null,
  )
  return (entry?.data?.baseline ?? null) as Counters | null
}

function describe(window: Window | null): string {
  if (window === null)
    return 'the instances stayed up; this traffic adapter has no counters to judge by'
  const p99 =
    window.p99Ms === null
      ? ''
      : `, p99 ${window.p99Ms === Infinity ? 'not measurable' : formatDuration(window.p99Ms)}`
  const share = window.requests === 0 ? 0 : window.failed / window.requests
  return `${window.requests} requests, ${window.failed} failed (${percent(share)})${p99}`
}
