import { messageOf, TealError } from '../model/error.ts'
import { redact, redactData } from '../model/redact.ts'
import {
  appendAudit,
  fenced,
  readJournal,
  readRequests,
  LeaseLost,
  renewLease,
  leaseMs,
  setTimer,
  type Database,
  type JournalEntry,
  type Lease,
  type NewJournalEntry,
  type Request,
  type Rollout,
  type RolloutOutcome,
  type Standing,
  writeProgress,
} from '../store/store.ts'
import { whyOf, type Plan, type PlannedStage, type StageName } from './plan.ts'
import type { StageContext, StageResult, Undone } from './stage.ts'
import { stages } from './stages/stages.ts'
import { withinDeadline } from './within-deadline.ts'
import type { World } from './world.ts'

// The state machine of a rollout. Its state is in the store and nowhere else; this process may end between
// any two lines and another one goes on from the journal.
//
//   running ──every stage done──────────────────────────────▶ finished: done
//      │  ▲
//      │  └─`teal promote`── waiting ◀─approve asks── running
//      │
//      └─a stage failed, or a person gave up──▶ undoing ──▶ finished: failed    (users never moved)
//                                                                     aborted   (the same, asked for)
//                                                                     rolled-back (users moved and came back)
//
// running: the stages of the plan, in order. One that the journal says is done is passed over; one that
// only began is run again, since a stage observes before it acts. Each has a deadline.
//
// undoing: the stages that began, in reverse; each takes back what it finds done. Undoing is tried again
// until it works: giving up half-way would leave users on a bad release. When it fails for a minute the
// process ends and says so; the rollout stays `undoing` and the controller goes on with it.
//
// What the journal says before an act is on disk before the act. What it says after one, `done` or `undone`,
// goes there together with what is begun next, since nothing happens in between; a crash before that runs the
// stage again, as one before the entry would.
//
// After the watch a release has proved itself. What fails then (drain, retire) is a warning and nothing is
// undone, unless a person asks for a rollback; to abort, it is too late.

export type Engine = {
  database: Database
  world: World
  /** Called with every entry that is written to the journal, for whoever looks on. */
  onEntry?: (entry: JournalEntry) => void
}

export type Ending =
  | { state: 'finished'; outcome: RolloutOutcome; reason: string | null }
  | { state: 'waiting'; until: number }

/** Stages of a release that has proved itself: their failure takes nothing back. */
const afterwards = new Set<StageName>(['drain', 'retire', 'contract'])

const undoPatienceMs = 60_000
const pollRequestsMs = 200

/**
 * Drives a rollout to its end, or to where it waits for a person. The caller holds the lease.
 * Throws LeaseLost when another controller has taken over, and a TealError when undoing does not work.
 */
export async function runRollout(
  engine: Engine,
  lease: Lease,
  rollout: Rollout<Plan>,
): Promise<Ending> {
  const run = new Run(engine, lease, rollout, await readJournal(engine.database, rollout.id))
  try {
    return await run.drive()
  } finally {
    run.end()
  }
}

class Run {
  readonly #engine: Engine
  readonly #lease: Lease
  readonly #rollout: Rollout<Plan>
  readonly #journal: JournalEntry[]
  /** Entries that go to the disk with the next one. */
  #pending: NewJournalEntry[] = []
  /** Aborted with the reason for which everything stops: the lease is lost, or the process ends. */
  readonly #stop = new AbortController()
  /** Aborted when a person gives the rollout up. */
  readonly #givenUp = new AbortController()
  /** The watch is over. */
  #proved = false
  #renewedAt = performance.now()
  readonly #renewing: NodeJS.Timeout
  readonly #listening: NodeJS.Timeout

  constructor(engine: Engine, lease: Lease, rollout: Rollout<Plan>, journal: JournalEntry[]) {
    this.#engine = engine
    this.#lease = lease
    this.#rollout = rollout
    this.#journal = journal
    this.#renewing = setInterval(() => {
      void this.#renew()
    }, leaseMs / 3)
    this.#listening = setInterval(() => {
      // A store that does not answer for a moment is asked again; what must be written says so itself.
      this.#listen().catch(() => {})
    }, pollRequestsMs)
  }

  end(): void {
    clearInterval(this.#renewing)
    clearInterval(this.#listening)
  }

  /** A store that does not answer is given as long as the lease lives; then another may have taken it. */
  async #renew(): Promise<void> {
    try {
      await renewLease(this.#engine.database, this.#lease)
      this.#renewedAt = performance.now()
    } catch (error) {
      const expired = performance.now() - this.#renewedAt > leaseMs
      if (error instanceof LeaseLost || expired) this.#stop.abort(error)
    }
  }

  async drive(): Promise<Ending> {
    const { plan, state } = this.#rollout
    if (this.#journal.length === 0) {
      this.#note(null, 'created', `${plan.kind} ${plan.release} on ${plan.to}`)
    } else {
      this.#note(null, 'resumed', `epoch ${this.#lease.epoch}`)
      await this.#flush(state === 'waiting' ? { state: 'running', reason: null } : undefined)
    }
    if (state === 'undoing') {
      await this.#listen()
      return this.#undo(this.#rollout.reason ?? 'unknown')
    }
    for (const planned of plan.stages) {
      const result = await this.#pass(planned)
      if (result === 'next') continue
      if (result.state === 'waiting') return result
      return this.#undo(result.reason)
    }
    return this.#finish('done', null)
  }

  /** Brings one stage behind us: `next`, or why it goes no further. */
  async #pass(
    planned: PlannedStage,
  ): Promise<'next' | { state: 'waiting'; until: number } | { state: 'failed'; reason: string }> {
    const { stage, skipped, does } = planned
    if (this.#has(stage, 'done', 'skipped', 'warning')) return 'next'
    if (skipped) {
      this.#note(stage, 'skipped', does)
      return 'next'
    }
    if (afterwards.has(stage)) this.#proved = true
    if (!this.#has(stage, 'waiting')) this.#note(stage, 'begin', does)
    await this.#flush()
    await this.#listen()
    const started = performance.now()
    try {
      this.#givenUp.signal.throwIfAborted()
      const result = await this.#attempt(planned, (context) => stages[stage].run(context))
      if (result.state === 'waiting') {
        this.#note(stage, 'waiting', result.text)
        await this.#flush({ state: 'waiting', reason: result.text })
        return { state: 'waiting', until: result.until }
      }
      this.#note(stage, 'done', result.text, {
        ...result.data,
        tookMs: performance.now() - started,
      })
      return 'next'
    } catch (error) {
      this.#stop.signal.throwIfAborted()
      if (this.#proved && !this.#givenUp.signal.aborted) {
        this.#note(
          stage,
          'warning',
          `${messageOf(error)}; the release stays, since it has proved itself`,
        )
        return 'next'
      }
      const reason = this.#givenUp.signal.aborted
        ? messageOf(this.#givenUp.signal.reason)
        : messageOf(error)
      this.#note(stage, 'failed', reason, await this.#details(error, started))
      return { state: 'failed', reason: `${stage}: ${reason}` }
    }
  }

  /** Takes back what was done, latest first. */
  async #undo(reason: string): Promise<Ending> {
    const { plan } = this.#rollout
    const safeReason = redact(reason, this.#engine.world.application.secrets)
    await this.#flush({ state: 'undoing', reason: safeReason })
    for (const planned of plan.stages.toReversed()) {
      const { undo } = stages[planned.stage]
      const begun = this.#has(planned.stage, 'begin')
      if (undo === undefined || !begun || this.#has(planned.stage, 'undone')) continue
      this.#note(planned.stage, 'undo', `taking back ${planned.stage}`)
      await this.#flush()
      const undone = await this.#insist(planned, undo)
      this.#note(planned.stage, 'undone', undone?.text ?? 'nothing to take back', {
        ...undone?.data,
        changed: undone !== null,
      })
    }
    if (this.#movedBack()) return this.#finish('rolled-back', safeReason)
    return this.#finish(this.#givenUp.signal.aborted ? 'aborted' : 'failed', safeReason)
  }

  /** Undoes one stage, as often as it takes; throws when it has not worked for a minute. */
  async #insist(
    planned: PlannedStage,
    undo: (context: StageContext) => Promise<Undone | null>,
  ): Promise<Undone | null> {
    const { clock, application } = this.#engine.world
    const drainMs = application.stages.drain?.timeoutMs ?? 0
    const giveUpAt = clock.now() + undoPatienceMs
    for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
      try {
        return await this.#attempt(
          { ...planned, deadlineMs: undoPatienceMs + drainMs },
          undo,
          this.#stop.signal,
        )
      } catch (error) {
        this.#stop.signal.throwIfAborted()
        this.#note(planned.stage, 'warning', `could not be taken back yet: ${messageOf(error)}`)
        await this.#flush()
        if (clock.now() >= giveUpAt) {
          throw new TealError(
            'failed',
            `${planned.stage} could not be taken back: ${messageOf(error)}`,
            {
              hint: 'run `teal status` to see where traffic is; the controller (`teal up`) keeps trying',
              cause: error,
            },
          )
        }
        await clock.sleep(pause, this.#stop.signal)
      }
    }
  }

  /** Calls a stage with a deadline that holds even if the stage does not listen. */
  #attempt<T extends StageResult | Undone | null>(
    { stage, deadlineMs }: PlannedStage,
    call: (context: StageContext) => Promise<T>,
    stop: AbortSignal = AbortSignal.any([this.#stop.signal, this.#givenUp.signal]),
  ): Promise<T> {
    return withinDeadline(deadlineMs, stop, (signal) => call(this.#context(stage, signal)))
  }

  #context(stage: StageName, signal: AbortSignal): StageContext {
    const { database, world } = this.#engine
    const { plan, id, requestedBy } = this.#rollout
    return {
      world,
      plan,
      epoch: this.#lease.epoch,
      signal,
      now: () => database.now(database),
      journal: () => this.#journal,
      found: async (text, data) => {
        this.#note(stage, 'found', text, data)
        await this.#flush()
      },
      requests: () => readRequests(database, id),
      setTimer: (timer) => setTimer(database, this.#lease, timer),
      act: async (what, change) => {
        const audit = (outcome: string): Promise<void> =>
          appendAudit(database, {
            application: plan.application,
            who: requestedBy,
            what,
            why: whyOf(id, plan),
            outcome: redact(outcome, world.application.secrets),
          })
        // Not every target can refuse an old epoch: who has lost the lease must not begin.
        await fenced(database, this.#lease, async () => {})
        // A stage that did not listen for a while may have been left behind.
        signal.throwIfAborted()
        try {
          const result = await change()
          await audit('done')
          return result
        } catch (error) {
          await audit(`failed: ${messageOf(error)}`)
          throw error
        }
      },
    }
  }

  /** Notices what people have asked for since. */
  async #listen(): Promise<void> {
    const requests = await readRequests(this.#engine.database, this.#rollout.id)
    const end = requests.find(
      ({ kind }) => kind === 'rollback' || (kind === 'abort' && !this.#proved),
    )
    if (end === undefined || this.#givenUp.signal.aborted) return
    this.#givenUp.abort(new TealError('failed', describeRequest(end)))
  }

  async #finish(outcome: RolloutOutcome, reason: string | null): Promise<Ending> {
    // Traffic may not answer, and what is done stays done.
    await this.#flush()
    const { active, colours } = await this.#engine.world.traffic.observe(this.#stop.signal)
    const where =
      active === null ? 'no colour' : `${active} (${colours[active].release ?? 'unknown'})`
    this.#note(null, 'finished', `${outcome}; users are on ${where}`, { outcome, active })
    await this.#flush({ state: 'finished', outcome, reason })
    return { state: 'finished', outcome, reason }
  }

  /** What helps to see why a stage failed: the error's own lines, or the release's last output. */
  async #details(error: unknown, started: number): Promise<Record<string, unknown>> {
    const { target } = this.#engine.world
    const known = error instanceof TealError ? error : null
    let lines = known?.lines ?? []
    if (lines.length === 0 && target.abilities.logs && this.#has('deploy', 'done')) {
      const logged = await target.logs(this.#rollout.plan.to, 20).catch(() => [])
      lines = logged.map(({ instance, text }) => `${instance}: ${text}`)
    }
    return { hint: known?.hint ?? null, lines, tookMs: performance.now() - started }
  }

  /** Users were on the new release and are back. */
  #movedBack(): boolean {
    if (this.#rollout.plan.from === null) return false
    const changed = this.#said().some(
      ({ stage, kind, data }) => stage === 'switch' && kind === 'undone' && data?.changed === true,
    )
    return changed || this.#has('switch', 'done')
  }

  #has(stage: StageName, ...kinds: JournalEntry['kind'][]): boolean {
    return this.#said().some((entry) => entry.stage === stage && kinds.includes(entry.kind))
  }

  #said(): NewJournalEntry[] {
    return [...this.#journal, ...this.#pending]
  }

  /** Says something in the journal, as soon as it is flushed. */
  #note(
    stage: StageName | null,
    kind: JournalEntry['kind'],
    text: string,
    data?: Record<string, unknown>,
  ): void {
    const { secrets } = this.#engine.world.application
    this.#pending.push({
      stage,
      kind,
      text: redact(text, secrets),
      data: redactData(data ?? null, secrets),
    })
  }

  /** Writes down what was noted, and where the rollout stands from now on, if that changes. */
  async #flush(standing?: Standing): Promise<void> {
    if (this.#pending.length === 0 && standing === undefined) return
    const { database, onEntry } = this.#engine
    const entries = this.#pending.splice(0)
    const { id } = this.#rollout
    const written = await writeProgress(database, this.#lease, id, entries, standing)
    for (const entry of written) {
      this.#journal.push(entry)
      onEntry?.(entry)
    }
  }
}

function describeRequest({ kind, requestedBy, reason }: Request): string {
  return `${kind === 'abort' ? 'aborted' : 'rolled back'} by ${requestedBy}${reason === '' ? '' : `: ${reason}`}`
}
