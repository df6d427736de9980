import { sharedDatabase, type Application } from '../model/application.ts'
import { otherColour, type Colour } from '../model/colour.ts'
import { formatDuration } from '../model/duration.ts'
import type { Release } from '../model/release.ts'
import type { Environment } from '../targets/target.ts'
import type { TrafficState } from '../traffic/traffic.ts'

// What a rollout will do, as data: from the application, the release and what was observed. Pure.

/** The stages in the order they run. */
export const stageNames = [
  'expand',
  'deploy',
  'health',
  'validate',
  'warm-up',
  'approve',
  'switch',
  'verify',
  'watch',
  'drain',
  'retire',
  'contract',
] as const

export type StageName = (typeof stageNames)[number]

export type RolloutKind = 'deploy' | 'rollback'

export type PlannedStage = {
  stage: StageName
  /** One sentence: what it will do, or, if it is skipped, why. */
  does: string
  skipped: boolean
  /** How long it may take, in milliseconds, before it counts as failed. */
  deadlineMs: number
}

export type Placement = { colour: Colour; release: string }

export type Plan = {
  application: string
  kind: RolloutKind
  release: string
  /** Where users are now; null when there is no active colour yet. */
  from: Placement | null
  /** Where they will be. */
  to: Colour
  /** The release on the idle colour that makes room. */
  replaces: string | null
  stages: PlannedStage[]
  /** Until when `teal rollback` will be possible, in words. */
  rollback: string
  /** Why whoever asked for it did, if they said so. */
  because?: string
}

/** For the audit: which rollout, and why it was asked for. */
export function whyOf(id: number, { kind, release, because }: Plan): string {
  return `rollout ${id}: ${kind} ${release}${because === undefined ? '' : `, because: ${because}`}`
}

/** What the plan is made from: what is there right now. */
export type Observed = { traffic: TrafficState; environments: Record<Colour, Environment> }

/** The plan that puts `release` on the idle colour and moves users there. */
export function planDeploy(application: Application, release: Release, observed: Observed): Plan {
  const from = activePlacement(observed)
  const to = from === null ? 'blue' : otherColour(from.colour)
  const idle = observed.environments[to].release
  return {
    application: application.name,
    kind: 'deploy',
    release: release.version,
    from,
    to,
    replaces: idle === release.version ? null : idle,
    stages: stageNames.map((stage) => deployStage(stage, application, release, from, to)),
    rollback: rollbackSentence(application, from),
  }
}

/** The plan that moves users back to the standby, which must be running. */
export function planRollback(application: Application, from: Placement, standby: Placement): Plan {
  const skipped = new Set<StageName>(['validate', 'warm-up', 'approve', 'watch', 'contract'])
  const release: Release = { version: standby.release }
  return {
    application: application.name,
    kind: 'rollback',
    release: standby.release,
    from,
    to: standby.colour,
    replaces: null,
    stages: stageNames.map((stage) => {
      if (stage === 'expand') return expandOfRollback(application, standby)
      return skipped.has(stage)
        ? { stage, does: 'not part of a rollback', skipped: true, deadlineMs: 0 }
        : deployStage(stage, application, release, from, standby.colour)
    }),
    rollback: rollbackSentence(application, from),
  }
}

/** Nothing is migrated for a release that comes back; it is asked whether it can live with what there is. */
function expandOfRollback({ stages }: Application, { release }: Placement): PlannedStage {
  const known = sharedDatabase(stages) !== null
  return {
    stage: 'expand',
    does: known ? `ask whether ${release} can live with the schema` : 'not part of a rollback',
    skipped: !known,
    deadlineMs: known ? 30_000 : 0,
  }
}

/** Where users are, if they are anywhere. */
export function activePlacement(observed: Observed): Placement | null {
  const colour = observed.traffic.active
  if (colour === null) return null
  const release = observed.traffic.colours[colour].release ?? observed.environments[colour].release
  return { colour, release: release ?? 'unknown' }
}

/** The standby that users can go back to at once. */
export function findStandby(observed: Observed): Placement | null {
  const active = activePlacement(observed)
  if (active === null) return null
  const colour = otherColour(active.colour)
  const { release, instances } = observed.environments[colour]
  const running = instances.length > 0 && instances.every(({ state }) => state === 'running')
  return release === null || !running ? null : { colour, release }
}

function rollbackSentence(application: Application, from: Placement | null): string {
  if (from === null) return 'not possible: this is the first release'
  const { retire } = application.stages
  const until =
    retire === null
      ? `until the next release takes ${from.colour}`
      : `for ${formatDuration(retire.afterMs)} after the switch's watch, or until the next release takes ${from.colour}`
  return `possible ${until}: ${from.release} stays on ${from.colour} as the standby`
}

function deployStage(
  stage: StageName,
  application: Application,
  release: Release,
  from: Placement | null,
  to: Colour,
): PlannedStage {
  const { stages } = application
  const does = (text: string, deadlineMs: number): PlannedStage => ({
    stage,
    does: text,
    skipped: false,
    deadlineMs,
  })
  const skip = (why: string): PlannedStage => ({ stage, does: why, skipped: true, deadlineMs: 0 })
  const off = (): PlannedStage => skip('off in teal.yaml')

  switch (stage) {
    case 'expand': {
      const expand = stages.expand
      if (expand === null) return skip('no migrations are configured')
      return does(
        'command' in expand
          ? 'run the migration command'
          : `run the new migrations in ${expand.sql}`,
        expand.timeoutMs,
      )
    }
    case 'deploy':
      return does(
        `start ${release.version} on ${to} (${application.target.kind})`,
        stages.deploy.timeoutMs,
      )
    case 'health': {
      const { health } = stages
      if (health === null) return off()
      return does(
        `ask every instance GET ${health.path} until ${health.passes} answers in a row are ${health.status}`,
        health.timeoutMs,
      )
    }
    case 'validate': {
      const { validate } = stages
      if (validate === null || validate.checks.length === 0) return skip('no checks are configured')
      const kinds = validate.checks.map((check) => Object.keys(check)[0])
      return does(`check ${kinds.join(', ')}`, validate.timeoutMs)
    }
    case 'warm-up': {
      const warmUp = stages['warm-up']
      if (warmUp === null) return off()
      return does(
        `send ${warmUp.requests} requests to every instance (${warmUp.paths.join(', ')})`,
        warmUp.timeoutMs,
      )
    }
    case 'approve': {
      if (stages.approve === null) return skip('no approval is asked for')
      return does(
        `wait for \`teal promote\`, up to ${formatDuration(stages.approve.timeoutMs)}`,
        stages.approve.timeoutMs,
      )
    }
    case 'switch':
      return does(
        from === null ? `send all users to ${to}` : `move all users from ${from.colour} to ${to}`,
        stages.switch.timeoutMs,
      )
    case 'verify': {
      if (stages.verify === null) return off()
      return does(`ask ${application.entrance} which release answers`, stages.verify.timeoutMs)
    }
    case 'watch': {
      const { watch } = stages
      if (watch === null) return off()
      if (from === null) return skip('there is no release to go back to')
      return does(
        `watch for ${formatDuration(watch.forMs)}; go back above ${watch.errors * 100} % errors or a p99 of ${formatDuration(watch.p99Ms)}`,
        // Its own time, and some to ask for the last numbers.
        watch.forMs + 30_000,
      )
    }
    case 'drain': {
      if (from === null) return skip('there is no other colour yet')
      if (stages.drain === null) return off()
      return does(
        `let ${from.colour} finish its requests, up to ${formatDuration(stages.drain.timeoutMs)}`,
        stages.drain.timeoutMs + 10_000,
      )
    }
    case 'retire': {
      if (from === null) return skip('there is no other colour yet')
      if (stages.retire === null) return skip(`off in teal.yaml: ${from.release} keeps running`)
      return does(
        `keep ${from.release} on ${from.colour} for ${formatDuration(stages.retire.afterMs)}, then stop it`,
        10_000,
      )
    }
    case 'contract': {
      const { expand } = stages
      if (expand === null || 'command' in expand)
        return skip('no folder of migrations is configured')
      return does(
        'say which contracts wait, and for whom; `teal migrate contract` runs them',
        30_000,
      )
    }
  }
}
