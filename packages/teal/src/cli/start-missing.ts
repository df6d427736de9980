import { runningController, spawnController } from '../controller/process.ts'
import type { Opened } from './open.ts'

/** What a rollout needs to run, and what looks after it later: what moves the traffic, and the controller. */
export async function startMissing({ application, engine }: Opened): Promise<void> {
  await engine.world.traffic.start(AbortSignal.timeout(30_000))
  if (runningController(application) === null) spawnController(application)
}
