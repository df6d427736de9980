import type { Application } from '../model/application.ts'
import { migrations, type Migrations } from '../migrations/migrations.ts'
import { TealError } from '../model/error.ts'
import { ask, type Ask } from '../system/ask.ts'
import { systemClock, type Clock } from '../system/clock.ts'
import { execute, type Execute } from '../system/execute.ts'
import { targets } from '../targets/registry.ts'
import type { Target } from '../targets/target.ts'
import { traffics } from '../traffic/registry.ts'
import type { Traffic } from '../traffic/traffic.ts'

/** Everything outside that stages may look at and change; property tests simulate all of it. */
export type World = {
  application: Application
  target: Target
  traffic: Traffic
  ask: Ask
  execute: Execute
  migrations: Migrations
  clock: Clock
}

/** The real one, with the adapters that teal.yaml names. */
export async function openWorld(application: Application): Promise<World> {
  const [createTarget, createTraffic] = await Promise.all([
    find(targets, application.target.kind).load(),
    find(traffics, application.traffic.kind).load(),
  ])
  return {
    application,
    target: createTarget(application),
    traffic: createTraffic(application),
    ask,
    execute,
    migrations,
    clock: systemClock,
  }
}

function find<T>(registry: Record<string, T>, kind: string): T {
  const entry = registry[kind]
  if (entry === undefined) throw new TealError('usage', `there is no adapter "${kind}"`)
  return entry
}
