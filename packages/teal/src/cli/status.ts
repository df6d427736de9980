import { controllerLog, runningController } from '../controller/process.ts'
import { colours, type Colour } from '../model/colour.ts'
import { formatDuration } from '../model/duration.ts'
import { messageOf } from '../model/error.ts'
import { noTraffic, observe } from '../rollout/observe.ts'
import { findStandby, type Observed, type Placement, type Plan } from '../rollout/plan.ts'
import { readTimers, unfinishedRollout } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions, type Opened } from './open.ts'
import { within } from './within.ts'
import { print } from './show/print.ts'

/** What `teal status --json` prints. */
export type Status = {
  application: string
  entrance: string
  active: Colour | null
  since: string | null
  epoch: number
  /** Why traffic could not be asked; then what is said of it is unknown. */
  trafficError: string | null
  colours: Record<
    Colour,
    {
      /** `unknown` where traffic does not answer. */
      role: 'active' | 'standby' | 'preview' | 'idle' | 'unknown'
      release: string | null
      share: number | null
      inFlight: number | null
      instances: {
        id: string
        url: string
        state: string
        healthy: boolean | null
        reason?: string
      }[]
    }
  >
  rollout: { id: number; kind: string; release: string; state: string; requestedBy: string } | null
  rollback: { possible: boolean; to: string | null; until: string | null; why: string }
  controller: { pid: number } | null
}

/** `teal status`: everything observed now; only the rollout and the timers come from the store. */
export async function status(options: CommonOptions): Promise<number> {
  return withEngine(options, 'status', async (opened) => {
    const found = await readStatus(opened)
    print(options.json === true ? JSON.stringify(found) : describe(found, opened))
    return exitCode.done
  })
}

export async function readStatus({ application, engine }: Opened): Promise<Status> {
  const { database, world } = engine
  const signal = within(5_000, 'looking', 'try again')
  const [{ observed, trafficError }, rollout, timers] = await Promise.all([
    observeWhatAnswers(world, signal),
    unfinishedRollout(database, application.name),
    readTimers(database, application.name),
  ])
  const candidate = rollout === null ? null : (rollout.plan as Plan).to
  const found = findStandby(observed)
  // A release on its way to the users is no way back.
  const standby = found?.colour === candidate ? null : found
  const { active } = observed.traffic
  const timer = timers.find(({ colour }) => colour === standby?.colour)
  const roleOf = (colour: Colour): Status['colours'][Colour]['role'] => {
    if (trafficError !== null) return 'unknown'
    if (colour === active) return 'active'
    if (colour === candidate) return 'preview'
    return colour === standby?.colour ? 'standby' : 'idle'
  }
  const colourStatus = (colour: Colour): Status['colours'][Colour] => {
    const environment = observed.environments[colour]
    const traffic = observed.traffic.colours[colour]
    return {
      role: roleOf(colour),
      release: environment.release,
      share: trafficError === null ? observed.traffic.split[colour] : null,
      inFlight: traffic.inFlight,
      instances: environment.instances.map(({ id, url, state, reason }) => ({
        id,
        url,
        state,
        healthy: traffic.instances.find((each) => each.url === url)?.healthy ?? null,
        ...(reason === undefined ? {} : { reason }),
      })),
    }
  }
  return {
    application: application.name,
    entrance: application.entrance,
    active,
    since: observed.traffic.since?.toISOString() ?? null,
    epoch: observed.traffic.epoch,
    trafficError,
    colours: { blue: colourStatus('blue'), green: colourStatus('green') },
    rollout:
      rollout === null
        ? null
        : {
            id: rollout.id,
            kind: rollout.kind,
            release: rollout.release,
            state: rollout.state,
            requestedBy: rollout.requestedBy,
          },
    rollback: {
      possible: standby !== null,
      to: standby?.release ?? null,
      until: standby === null ? null : (timer?.dueAt.toISOString() ?? null),
      why: whyRollback(standby, candidate, trafficError),
    },
    controller: controllerOf(application),
  }
}

function whyRollback(
  standby: Placement | null,
  candidate: Colour | null,
  trafficError: string | null,
): string {
  if (trafficError !== null)
    return 'traffic must answer first: start what moves it with `teal up -d`'
  if (standby !== null) return `${standby.release} stands by on ${standby.colour}`
  return candidate === null ? 'nothing runs as the standby' : 'a rollout is under way (teal watch)'
}

/** Traffic that does not answer is something to say, not a reason to say nothing. */
async function observeWhatAnswers(
  world: Opened['engine']['world'],
  signal: AbortSignal,
): Promise<{ observed: Observed; trafficError: string | null }> {
  try {
    return { observed: await observe(world, signal), trafficError: null }
  } catch (error) {
    const [blue, green] = await Promise.all([
      world.target.observe('blue', signal),
      world.target.observe('green', signal),
    ])
    return {
      trafficError: messageOf(error),
      observed: {
        traffic: noTraffic,
        environments: { blue, green },
      },
    }
  }
}

function controllerOf(application: Opened['application']): { pid: number } | null {
  const running = runningController(application)
  return running === null ? null : { pid: running.pid }
}

function describe(found: Status, { application }: Opened): string {
  const since =
    found.since === null ? '' : `, for ${formatDuration(Date.now() - Date.parse(found.since))}`
  const users =
    found.trafficError !== null
      ? `traffic cannot be asked: ${found.trafficError}`
      : found.active === null
        ? 'no release is live yet'
        : `users are on ${found.active}${since}`
  const lines = [`${found.application} at ${found.entrance}: ${users}`, '']
  for (const colour of colours) {
    const { role, release, share, inFlight, instances } = found.colours[colour]
    const traffic =
      share === null ? 'users unknown' : `${Number((share * 100).toFixed(2))} % of users`
    const flight = inFlight === null ? '' : `, ${inFlight} in flight`
    lines.push(
      `  ${colour.padEnd(6)} ${role.padEnd(8)} ${(release ?? '–').padEnd(14)} ${traffic}${flight}`,
    )
    for (const { id, url, state, healthy, reason } of instances) {
      const health = healthy === null ? '' : healthy ? ', healthy' : ', NOT healthy'
      lines.push(`         ${id.padEnd(10)} ${url}  ${reason ?? state}${health}`)
    }
  }
  lines.push('')
  const { rollout, rollback } = found
  if (rollout !== null) {
    lines.push(
      `rollout ${rollout.id}: ${rollout.kind} ${rollout.release} is ${rollout.state}, asked for by ${rollout.requestedBy}`,
    )
  }
  const until = rollback.until === null ? '' : `, until ${rollback.until}`
  lines.push(
    rollback.possible
      ? `rollback: possible to ${rollback.to}${until} (teal rollback)`
      : `rollback: not possible, ${rollback.why}`,
  )
  lines.push(
    found.controller === null
      ? 'controller: not running; start it with `teal up -d`'
      : `controller: pid ${found.controller.pid}, log in ${controllerLog(application)}`,
  )
  return lines.join('\n')
}
