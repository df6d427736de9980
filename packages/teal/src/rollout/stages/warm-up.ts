import { messageOf, TealError } from '../../model/error.ts'
import { formatDuration } from '../../model/duration.ts'
import { at, passed, requireUnchanged, type Stage, type StageContext } from '../stage.ts'

/** How many requests an instance gets at a time: enough to open pools, too few to overload a cold start. */
const concurrency = 4

/** Sends the first requests itself, so that no user waits for caches, pools and compilers. */
export const warmUp: Stage = {
  name: 'warm-up',

  run: async (context) => {
    const settings = context.world.application.stages['warm-up']
    if (settings === null) return passed('off')
    const { instances } = await context.world.target.observe(context.plan.to, context.signal)
    const perInstance = await Promise.all(
      instances.map(({ url }) =>
        warm(context, url, settings.paths, settings.requests, settings.timeoutMs),
      ),
    )
    const times = perInstance.flat()
    await requireUnchanged(context)
    return passed(
      `${times.length} requests; the first took ${formatDuration(times[0] ?? 0)}, the last ${formatDuration(times.at(-1) ?? 0)}`,
    )
  },
}

async function warm(
  { world, signal }: StageContext,
  url: string,
  paths: string[],
  requests: number,
  timeoutMs: number,
): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < requests) {
      const target = at(url, paths[next++ % paths.length] ?? '/')
      let status: number
      try {
        const reply = await world.ask({ url: target, timeoutMs, signal })
        status = reply.status
        times.push(reply.ms)
      } catch (error) {
        signal.throwIfAborted()
        throw new TealError('failed', `GET ${target}: ${messageOf(error)}`, { cause: error })
      }
      if (status >= 500) throw new TealError('failed', `GET ${target} answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, requests) }, worker))
  return times
}
