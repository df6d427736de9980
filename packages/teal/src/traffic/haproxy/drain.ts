import { systemClock } from '../../system/clock.ts'
import type { Drained } from '../traffic.ts'
import type { RuntimeApi } from './runtime-api.ts'
import { listServers } from './servers.ts'
import { parseStatistics, statisticsQuery } from './statistics.ts'

const everyMs = 20
/** How long HAProxy may take to close what it was told to close. */
const closingMs = 1_000

/**
 * Waits until a backend has no request under way, or until the deadline, and then closes what is left.
 * Whatever is asked or done is done by `whileIdle`, during which users cannot be moved to the backend; it
 * throws when they have come back to it.
 */
export async function drainBackend(
  api: RuntimeApi,
  backend: string,
  deadlineMs: number,
  whileIdle: <T>(act: () => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): Promise<Drained> {
  const countInFlight = async (): Promise<number> =>
    parseStatistics(backend, await api.ask(statisticsQuery, signal)).inFlight

  const emptyWithin = async (ms: number): Promise<number> => {
    const end = performance.now() + ms
    for (;;) {
      const inFlight = await whileIdle(countInFlight)
      if (inFlight === 0 || performance.now() >= end) return inFlight
      await systemClock.sleep(everyMs, signal)
    }
  }

  const close = async (): Promise<void> => {
    for (const { name } of await listServers(api, backend, signal)) {
      await api.ask(`shutdown sessions server ${backend}/${name}`, signal)
    }
  }

  const closed = await emptyWithin(deadlineMs)
  if (closed === 0) return { closed }
  await whileIdle(close)
  await emptyWithin(closingMs)
  return { closed }
}
