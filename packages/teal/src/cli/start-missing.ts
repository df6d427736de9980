import { runningController, spawnController } from '../controller/process.ts'
import type { Opened } from './open.ts'
import { claimState } from './state-folder.ts'
import { within } from './within.ts'

/** What a rollout needs to run, and what looks after it later: what moves the traffic, and the controller. */
export async function startMissing({ application, engine }: Opened): Promise<void> {
  claimState(application)
  await engine.world.traffic.start(
    within(30_000, 'starting what moves the traffic', 'see what runs with `teal status`'),
  )
  if (runningController(application) === null) spawnController(application)
}
