import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookAround } from '../controller/controller.ts'
import { keepStandby } from '../controller/standby.ts'
import { otherColour, type Colour } from '../model/colour.ts'
import {
  lastDone,
  openDatabase,
  readTimers,
  thisHolder,
  unfinishedRollout,
  verifyAudit,
  type Database,
  type Holder,
} from '../store/store.ts'
import type { Plan } from './plan.ts'
import type { Ending, Engine } from './runner.ts'
import { simulatedApplication } from './simulation/application.ts'
import {
  newState,
  pass,
  simulate,
  type Behaviour,
  type Fault,
  type SimulatedState,
} from './simulation/simulation.ts'
import { deploy, rollback, type Start } from './start.ts'

// The promises of the design, over random sequences of commands, failures and crashes.

type Command =
  | { do: 'deploy'; behaviour: Behaviour }
  | { do: 'rollback' }
  | { do: 'look' }
  /** What serves dies, or everything is taken down. */
  | { do: 'kill' }
  | { do: 'down' }
  | { do: 'wait'; ms: number }

const behaviour = fc.constantFrom<Behaviour>(
  'good',
  'good',
  'good',
  'dies-at-once',
  'never-healthy',
  'wrong-version',
  'errors',
  'dies-later',
)

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: behaviour.map((how): Command => ({ do: 'deploy', behaviour: how })) },
  { weight: 2, arbitrary: fc.constant<Command>({ do: 'rollback' }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'look' }) },
  { weight: 1, arbitrary: fc.constantFrom<Command>({ do: 'kill' }, { do: 'down' }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 8_000 }).map((ms): Command => ({ do: 'wait', ms })),
  },
)

/** Which call of the engine's goes wrong, and how; the rest go well. */
const fault = fc.record({
  call: fc.nat({ max: 120 }),
  fault: fc.constantFrom<Fault>(
    'fails-before',
    'fails-after',
    'crash-before',
    'crash-after',
    'restart',
  ),
})

const step = fc.record({ command, faults: fc.array(fault, { maxLength: 2 }) })

/** The timer of a standby that has become active again must not stop it. */
const rolledBackAndDue: { command: Command; faults: [] }[] = [
  { command: { do: 'deploy', behaviour: 'good' }, faults: [] },
  { command: { do: 'deploy', behaviour: 'good' }, faults: [] },
  { command: { do: 'rollback' }, faults: [] },
  { command: { do: 'wait', ms: 8_000 }, faults: [] },
]

describe('the promises, in a simulated world', () => {
  it('hold over random commands, failures and crashes', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const universe = await open()
        try {
          for (const { command, faults } of steps) {
            await universe.run(command, faults)
            await universe.recover()
            await universe.check()
          }
        } finally {
          await universe.database.close()
        }
      }),
      { numRuns: Number(process.env.TEAL_PROPERTY_RUNS ?? 150), examples: [[rolledBackAndDue]] },
    )
  })

  const faults: Fault[] = ['fails-before', 'fails-after', 'crash-before', 'crash-after', 'restart']
  it.each(faults)('hold when any one call of a rollout meets: %s', async (fault) => {
    const rollouts = async (faults: { call: number; fault: Fault }[]): Promise<number> => {
      const universe = await open()
      await universe.run({ do: 'deploy', behaviour: 'good' }, [])
      const calls = await universe.run({ do: 'deploy', behaviour: 'good' }, faults)
      await universe.recover()
      await universe.check()
      await universe.database.close()
      return calls
    }
    const calls = await rollouts([])
    expect(calls).toBeGreaterThan(30)
    for (let call = 0; call < calls; call += 1) await rollouts([{ call, fault }])
  })

  it('lets no rollout that slept through its lease move traffic', async () => {
    const universe = await open()
    await universe.run({ do: 'deploy', behaviour: 'good' }, [])
    const asleep = universe.spawn([])
    const wake = Promise.withResolvers<void>()
    let sleeping = false
    const { switch: reallySwitch } = asleep.world.traffic
    // It falls asleep at the last moment: before the very call that moves the users.
    asleep.world.traffic.switch = async (...parameters) => {
      sleeping = true
      await wake.promise
      return reallySwitch(...parameters)
    }
    const late = deploy(asleep, { version: 'v2' }, universe.start()).catch(
      (error: unknown) => error,
    )
    while (!sleeping) await new Promise((resolve) => setImmediate(resolve))
    await universe.recover()
    await universe.run({ do: 'deploy', behaviour: 'good' }, [])
    const { active, moves } = structuredClone(universe.state)
    wake.resolve()
    expect(await late).toMatchObject({ kind: 'refused' })
    expect(universe.state.active).toBe(active)
    expect(universe.state.moves).toEqual(moves)
    await universe.check()
    await universe.database.close()
  })
})

type Universe = {
  database: Database
  state: SimulatedState
  spawn: (faults: { call: number; fault: Fault }[]) => Engine
  start: () => Start
  /** Gives the number of calls that the engine made. */
  run: (command: Command, faults: { call: number; fault: Fault }[]) => Promise<number>
  recover: () => Promise<void>
  check: () => Promise<void>
}

async function open(): Promise<Universe> {
  const state = newState()
  const opened = await openDatabase('sqlite::memory:')
  const database: Database = { ...opened, now: async () => state.now }
  let releases = 0
  /** Releases that once were active and stayed so: users may be on these and no others. */
  const trusted = new Set<string>()

  // A holder that is never running: whoever comes next takes the lease at once, as after a crash.
  const holder: Holder = { ...thisHolder('test'), startTime: 'never' }
  const start = (): Start => ({
    holder,
    requestedBy: 'ann',
    wait: false,
    signal: new AbortController().signal,
  })

  let calls = 0
  const spawn = (faults: { call: number; fault: Fault }[]): Engine => {
    calls = 0
    const simulation = simulate(simulatedApplication, state, () => {
      const found = faults.find(({ call }) => call === calls)
      calls += 1
      return found?.fault ?? 'none'
    })
    const mustLive = (): void => {
      if (simulation.process.dead) throw new Error('this process is dead')
    }
    const guarded: Database = {
      ...database,
      all: async (statement) => {
        mustLive()
        return database.all(statement)
      },
      transaction: async (work) => {
        mustLive()
        return database.transaction(work)
      },
    }
    return { database: guarded, world: simulation.world }
  }

  const run: Universe['run'] = async (command, faults) => {
    const engine = spawn(faults)
    const controller = { engine, holder, say: () => {} }
    // Errors are the engine's business; what it leaves behind is what counts.
    const attempt = async (act: () => Promise<Ending | null | void>): Promise<void> => {
      try {
        const ending = await act()
        if (ending?.state === 'finished' && ending.outcome === 'done') remember()
      } catch (error) {
        if (!(error instanceof Error)) throw error
      }
    }
    if (command.do === 'deploy') {
      releases += 1
      const version = `v${releases}`
      state.behaviours.set(version, command.behaviour)
      await attempt(() => deploy(engine, { version }, start()))
    }
    if (command.do === 'rollback') {
      // A person may want a release that Teal would not choose.
      const idle = state.active === null ? null : state.colours[otherColour(state.active)]
      if (idle !== null) trusted.add(idle.release)
      await attempt(() => rollback(engine, undefined, start()))
    }
    if (command.do === 'look') {
      await attempt(() => lookAround(controller, start().signal))
      await attempt(() => keepStandby(controller, start().signal))
    }
    if (command.do === 'kill') {
      const there = state.active === null ? null : state.colours[state.active]
      if (there !== null) there.running = false
    }
    if (command.do === 'down') state.colours = { blue: null, green: null }
    if (command.do === 'wait') pass(state, command.ms)
    return calls
  }

  const remember = (): void => {
    const there = state.active === null ? null : state.colours[state.active]
    if (there !== null) trusted.add(there.release)
  }

  const recover = async (): Promise<void> => {
    const controller = { engine: spawn([]), holder, say: () => {} }
    for (let looks = 0; looks < 3; looks += 1) {
      // A release that dies again and again keeps a controller busy for ever; that is not a failure.
      await lookAround(controller, start().signal).catch(() => {})
      await keepStandby(controller, start().signal).catch(() => {})
    }
  }

  /** As long as it is promised, a rollback is possible. */
  const checkStandby = async (active: Colour): Promise<void> => {
    const last = await lastDone(database, 'shop')
    if (last === null) return
    const { from, to } = last.plan as Plan
    if (from === null || to !== active || state.behaviours.get(from.release) !== 'good') return
    const timers = await readTimers(database, 'shop')
    const timer = timers.find(({ colour }) => colour === from.colour)
    if (timer?.release !== from.release || timer.dueAt.getTime() <= state.now) return
    expect(state.colours[from.colour], 'a promised standby runs').toMatchObject({
      release: from.release,
      running: true,
    })
  }

  const check = async (): Promise<void> => {
    expect(await unfinishedRollout(database, 'shop'), 'nothing is left half done').toBeNull()
    expect(await verifyAudit(database)).toMatchObject({ intact: true })
    const epochs = state.moves.map(({ epoch }) => epoch)
    expect(epochs, 'no older epoch moves traffic after a newer one').toEqual(
      epochs.toSorted((a, b) => a - b),
    )
    for (const { release, incarnation } of state.moves) {
      expect(release, 'users are never sent to what does not run').not.toBeNull()
      const proved = incarnation !== null && state.proved.has(incarnation)
      expect(proved || trustedOnce(release), 'users are sent only to what passed the gates').toBe(
        true,
      )
    }
    if (state.active === null) return
    const there = state.colours[state.active]
    expect(state.stoppedUnderUsers, 'what users are on is never stopped').toBe(false)
    const how = state.behaviours.get(there?.release ?? '')
    const onlyChoice = state.moves.length === 1
    if (how === 'errors' && !onlyChoice && trusted.size > 0) {
      expect(
        trusted.has(there?.release ?? ''),
        'a release that fails for users does not keep them',
      ).toBe(true)
    }
    expect(
      ['good', 'errors', 'dies-later'],
      'no release that fails its gates gets users',
    ).toContain(how)
    if (how === 'good') expect(there?.running, 'what dies is started again').toBe(true)
    await checkStandby(state.active)
  }

  /** Proved in an earlier incarnation: what a supervisor or an undo started again. */
  const trustedOnce = (release: string | null): boolean =>
    release !== null &&
    state.moves.some((move) => move.release === release && state.proved.has(move.incarnation ?? -1))

  return { database, state, spawn, start, run, recover, check }
}
