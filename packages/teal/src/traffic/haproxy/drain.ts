import { setTimeout as sleep } from 'node:timers/promises'
import type { Drained } from '../traffic.ts'
import type { RuntimeApi } from './runtime-api.ts'
import { listServers } from './servers.ts'
import { readStatistics } from './statistics.ts'

const everyMs = 20
/** How long HAProxy may take to close what it was told to close. */
const closingMs = 1_000

/**
 * Waits until a backend has no request under way, or until the deadline, and then closes what is left.
 * `requireIdle` throws when users have come back to it.
 */
export async function drainBackend(
  ask: RuntimeApi,
  backend: string,
  deadlineMs: number,
  requireIdle: () => Promise<void>,
  signal: AbortSignal,
): Promise<Drained> {
  const emptyWithin = async (ms: number): Promise<number> => {
    const end = performance.now() + ms
    for (;;) {
      signal.throwIfAborted()
      await requireIdle()
      const { inFlight } = await readStatistics(ask, backend, signal)
      if (inFlight === 0 || performance.now() >= end) return inFlight
      await sleep(everyMs)
    }
  }
  const closed = await emptyWithin(deadlineMs)
  if (closed === 0) return { closed }
  for (const { name } of await listServers(ask, backend, signal)) {
    await ask(`shutdown sessions server ${backend}/${name}`, signal)
  }
  await emptyWithin(closingMs)
  return { closed }
}
