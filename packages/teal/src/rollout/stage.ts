import type { Colour } from '../model/colour.ts'
import { TealError } from '../model/error.ts'
import type { JournalEntry, Request } from '../store/store.ts'
import type { Plan, StageName } from './plan.ts'
import type { World } from './world.ts'

/** What a stage works with. */
export type StageContext = {
  world: World
  plan: Plan
  /** Carried by every command that moves traffic. */
  epoch: number
  /** Aborted at the deadline, when a person gives the rollout up, and when the lease is lost. */
  signal: AbortSignal
  /** The store's clock, which the times in the journal are from; in ms since 1970. */
  now: () => Promise<number>
  /** What the journal says of this rollout so far. */
  journal: () => readonly JournalEntry[]
  /** Writes down something worth seeing, now. */
  found: (text: string, data?: Record<string, unknown>) => Promise<void>
  /** What people have asked of this rollout so far. */
  requests: () => Promise<Request[]>
  /** Sets the time at which a standby is stopped. */
  setTimer: (timer: { colour: Colour; release: string; afterMs: number }) => Promise<Date>
  /** Does something that changes the world, and writes into the audit how it ended. */
  act: <T>(what: string, change: () => Promise<T>) => Promise<T>
}

export type StageResult =
  | { state: 'passed'; text: string; data?: Record<string, unknown> }
  /** A person must say something first; nobody needs to drive the rollout until then. */
  | { state: 'waiting'; text: string; until: number }

/** What was taken back. */
export type Undone = { text: string; data?: Record<string, unknown> }

/**
 * One step of a rollout. `run` observes first and does only what is missing, so that it may run any number
 * of times; it throws a TealError when it cannot pass. `undo` takes it back in the same manner and says
 * what it did, or null when there was nothing to take back.
 */
export type Stage = {
  name: StageName
  run: (context: StageContext) => Promise<StageResult>
  undo?: (context: StageContext) => Promise<Undone | null>
}

export function passed(text: string, data?: Record<string, unknown>): StageResult {
  return data === undefined ? { state: 'passed', text } : { state: 'passed', text, data }
}

/** Calls `probe` until it returns something, `everyMs` apart; ends with the signal. */
export async function poll<T>(
  { world, signal }: Pick<StageContext, 'world' | 'signal'>,
  everyMs: number,
  probe: () => Promise<T | null>,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted()
    const value = await probe()
    if (value !== null) return value
    await world.clock.sleep(everyMs, signal)
  }
}

/**
 * Promise 2: what gets users is what passed the gates, the very processes. Throws when an instance was
 * restarted, replaced or stopped since the deploy stage.
 */
export async function requireUnchanged(context: StageContext): Promise<void> {
  const { world, plan, signal } = context
  const environment = await world.target.observe(plan.to, signal)
  const deployed = deployedIncarnations(context)
  if (environment.release !== plan.release) {
    throw new TealError(
      'failed',
      `${plan.to} runs ${environment.release ?? 'nothing'} and not ${plan.release}, which was deployed there`,
    )
  }
  for (const { id, state, incarnation, reason } of environment.instances) {
    if (state !== 'running') {
      throw new TealError('failed', `${id} has stopped${reason === undefined ? '' : `: ${reason}`}`)
    }
    if (deployed[id] !== incarnation) {
      throw new TealError(
        'failed',
        `${id} was started again since it was deployed; what passed the gates is gone`,
      )
    }
  }
  const missing = Object.keys(deployed).find(
    (id) => !environment.instances.some((each) => each.id === id),
  )
  if (missing !== undefined) throw new TealError('failed', `${missing} is gone`)
}

function deployedIncarnations({ journal }: StageContext): Record<string, string> {
  const entry = journal().findLast((each) => each.stage === 'deploy' && each.kind === 'done')
  return (entry?.data?.incarnations ?? {}) as Record<string, string>
}

/** `http://127.0.0.1:4001` and a path. */
export function at(url: string, path: string): string {
  return new URL(path, url).href
}

export function environmentOf(
  { world, plan }: StageContext,
  colour: Colour = plan.to,
): Record<string, string> {
  return {
    TEAL_APPLICATION: world.application.name,
    TEAL_COLOUR: colour,
    TEAL_RELEASE: plan.release,
  }
}
