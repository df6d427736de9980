import type { Application } from '../../model/application.ts'
import { colours, otherColour, type Colour } from '../../model/colour.ts'
import { TealError } from '../../model/error.ts'
import type { Environment, Instance, Target } from '../../targets/target.ts'
import { StaleEpoch } from '../../traffic/stale-epoch.ts'
import type { Counters, Traffic } from '../../traffic/traffic.ts'
import type { World } from '../world.ts'

// A world in memory for property tests: processes that start, die and misbehave; a proxy that counts; time
// that passes only when somebody sleeps. Faults are decided by the test, one for each call from the engine:
// the call may fail before it does anything, after it did it, or be the last thing the engine ever does.

export type Fault =
  | 'none'
  | 'fails-before'
  | 'fails-after'
  | 'crash-before'
  | 'crash-after'
  /** Somebody else starts what is on the idle colour anew. */
  | 'restart'

/** How a release behaves. */
export type Behaviour =
  'good' | 'dies-at-once' | 'never-healthy' | 'wrong-version' | 'errors' | 'dies-later'

/** Thrown by every call once the engine's process is dead: nothing it does reaches the world any more. */
export class Crashed extends Error {}

export type Simulation = {
  world: World
  /** A process of the engine's: after `crash`, it can do nothing any more. */
  process: { dead: boolean }
  state: SimulatedState
}

/** What is true of the simulated world, whoever looks. */
export type SimulatedState = {
  now: number
  colours: Record<Colour, { release: string; incarnation: number; running: boolean } | null>
  attached: Record<Colour, string | null>
  active: Colour | null
  epoch: number
  counters: Record<Colour, Counters>
  behaviours: Map<string, Behaviour>
  /** Every move of traffic, with what was on the colour at that moment. */
  moves: { to: Colour; release: string | null; epoch: number; incarnation: number | null }[]
  /** Incarnations that passed the validate stage's question. */
  proved: Set<number>
  incarnations: number
  /** The colour that users were on was stopped: never right. */
  stoppedUnderUsers: boolean
}

export function newState(): SimulatedState {
  const zero = (): Counters => ({ requests: 0, failed: 0, latency: null })
  return {
    now: 1_800_000_000_000,
    colours: { blue: null, green: null },
    attached: { blue: null, green: null },
    active: null,
    epoch: 0,
    counters: { blue: zero(), green: zero() },
    behaviours: new Map(),
    moves: [],
    proved: new Set(),
    incarnations: 0,
    stoppedUnderUsers: false,
  }
}

/** A world for one process of the engine over a state that outlives it. */
export function simulate(
  application: Application,
  state: SimulatedState,
  nextFault: () => Fault,
): Simulation {
  const process = { dead: false }
  const behaviour = (release: string): Behaviour => state.behaviours.get(release) ?? 'good'

  /** One call from the engine: the place where things go wrong. */
  const call = async <T>(act: () => T, sort: 'any' | 'switch' = 'any'): Promise<T> => {
    await new Promise((resolve) => setImmediate(resolve))
    if (process.dead) throw new Crashed('this process is dead')
    const fault = nextFault()
    if (fault === 'crash-before') process.dead = true
    if (process.dead) throw new Crashed('crashed')
    // Between the engine's last look and the switch itself nothing can be seen; the watch sees it.
    if (fault === 'restart' && sort !== 'switch' && state.active !== null) {
      const idle = state.colours[otherColour(state.active)]
      state.incarnations += 1
      if (idle !== null) idle.incarnation = state.incarnations
    }
    if (fault === 'fails-before') throw new TealError('unavailable', 'the network is down')
    const result = act()
    if (fault === 'crash-after') {
      process.dead = true
      throw new Crashed('crashed')
    }
    if (fault === 'fails-after') throw new TealError('unavailable', 'the answer was lost')
    return result
  }

  const environment = (colour: Colour): Environment => {
    const there = state.colours[colour]
    if (there === null) return { colour, release: null, instances: [] }
    const instance: Instance = {
      id: `${colour}-1`,
      url: `http://${colour}.test`,
      release: there.release,
      state: there.running ? 'running' : 'stopped',
      incarnation: String(there.incarnation),
    }
    return { colour, release: there.release, instances: [instance] }
  }

  const target: Target = {
    abilities: { logs: false, supervise: true },
    observe: (colour) => call(() => environment(colour)),
    deploy: ({ colour, release: { version } }) =>
      call(() => {
        const there = state.colours[colour]
        if (there === null || there.release !== version || !there.running) {
          state.incarnations += 1
          const running = behaviour(version) !== 'dies-at-once'
          state.colours[colour] = { release: version, incarnation: state.incarnations, running }
          if (!running) throw new TealError('failed', `${version} exited with 1`)
        }
        return environment(colour)
      }),
    stop: (colour) =>
      call(() => {
        if (state.active === colour) state.stoppedUnderUsers = true
        state.colours[colour] = null
      }),
    logs: () => call(() => []),
    maintain: () => call(() => undefined),
  }

  const requireEpoch = (epoch: number): void => {
    if (epoch < state.epoch) throw new StaleEpoch(epoch, state.epoch)
    state.epoch = epoch
  }

  const traffic: Traffic = {
    abilities: {
      weights: false,
      atomic: true,
      hold: false,
      sticky: false,
      drain: true,
      preview: false,
      counters: true,
      latency: false,
      switchTakesMs: 0,
    },
    start: () => call(() => undefined),
    stop: () => call(() => undefined),
    observe: () =>
      call(() => ({
        active: state.active,
        split: { blue: state.active === 'blue' ? 1 : 0, green: state.active === 'green' ? 1 : 0 },
        epoch: state.epoch,
        since: null,
        colours: {
          blue: { release: state.attached.blue, instances: [], inFlight: 0 },
          green: { release: state.attached.green, instances: [], inFlight: 0 },
        },
      })),
    attach: ({ colour, release }, epoch) =>
      call(() => {
        requireEpoch(epoch)
        state.attached[colour] = release
      }),
    switch: (to, epoch) =>
      call(() => {
        requireEpoch(epoch)
        if (state.active === to) return
        state.active = to
        const there = state.colours[to]
        state.moves.push({
          to,
          epoch,
          release: there?.running === true ? there.release : null,
          incarnation: there?.incarnation ?? null,
        })
      }, 'switch'),
    drain: (colour, _deadline, epoch) =>
      call(() => {
        requireEpoch(epoch)
        if (colour === state.active) throw new Error('the active colour cannot be drained')
        return { closed: 0 }
      }),
    counters: () => call(() => structuredClone(state.counters)),
    answers: (colour) => call(() => (state.active === colour ? ('yes' as const) : ('no' as const))),
  }

  return {
    process,
    state,
    world: {
      application,
      target,
      traffic,
      ask: ({ url }) =>
        call(() => {
          const colour = colours.find((each) => url.includes(`${each}.test`))
          const there = colour === undefined ? null : state.colours[colour]
          if (there === undefined || there === null || !there.running)
            throw new Error('connection refused')
          const how = behaviour(there.release)
          const status = how === 'never-healthy' ? 503 : 200
          if (url.endsWith('/version')) state.proved.add(there.incarnation)
          const body = how === 'wrong-version' ? 'v0' : there.release
          return { status, headers: {}, body, ms: 1 }
        }),
      // The simulated application migrates by a command, so nobody asks these.
      migrations: {
        expand: () => call(() => ({ ran: [], left: [] })),
        canLiveWith: () => call(() => ({ refused: null, warnings: [] })),
        status: () => Promise.reject(new Error('the simulated database has no migrations')),
      },
      execute: () => call(() => ({ exitCode: 0, ending: 'exited with 0', lines: [] })),
      clock: {
        now: () => state.now,
        sleep: async (ms, signal) => {
          await new Promise((resolve) => setImmediate(resolve))
          if (process.dead) throw new Crashed('this process is dead')
          signal.throwIfAborted()
          pass(state, ms)
        },
      },
    },
  }
}

/** Time passes: users send requests, and releases that go bad do. */
export function pass(state: SimulatedState, ms: number): void {
  state.now += ms
  if (state.active === null) return
  const there = state.colours[state.active]
  const counters = state.counters[state.active]
  counters.requests += ms
  const how = there === null ? 'errors' : (state.behaviours.get(there.release) ?? 'good')
  if (there === null || !there.running) counters.failed += ms
  else if (how === 'errors') counters.failed += Math.ceil(ms / 5)
  else if (how === 'dies-later' && state.now % 3 === 0) there.running = false
}
