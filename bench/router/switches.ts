// npm run bench:router-switches — switches, holds and upgrades of the router under load: what fails, what is
// answered by the wrong colour, and how long a switch takes. With --minutes it goes on like that and looks
// at the memory.
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connectRouter } from '../../packages/router/src/index.ts'
import { newRecord } from '../../packages/router/src/services/settings.ts'
import { Journal } from '../../packages/router/src/state/journal.ts'
import { startCrowd, type Crowd } from '../../packages/router/src/testing/crowd.ts'
import { startRouter } from './contestants/teal.ts'
import { generate, wrk } from './load.ts'
import { startNamed } from './origin.ts'
import { residentBytes } from './processes.ts'
import { quantile } from './statistics.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    switches: { type: 'string', default: '1000' },
    holds: { type: 'string', default: '100' },
    upgrades: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '0' },
  },
})
const say = (text: string): void => {
  if (!values.json) console.log(text)
}

type Colour = 'blue' | 'green'
/** What the disk alone takes for what a switch writes, measured between the switches. */
const diskMs: number[] = []
let active: Colour = 'blue'
let epoch = 0
const other = (): Colour => (active === 'blue' ? 'green' : 'blue')

const blue = await startNamed('blue')
const green = await startNamed('green')
const router = await startRouter({ bluePort: blue.port, greenPort: green.port, threads: 1 })
const client = connectRouter(router.admin)
const url = `http://127.0.0.1:${router.port}/`
const written = newRecord('default')
const scratch = new Journal(join(dirname(router.admin), 'scratch'))
const report: Record<string, unknown> = {}
let failed = 0

try {
  const move = async (crowd: Crowd): Promise<number> => {
    crowd.expect(null)
    const to = other()
    const started = performance.now()
    await client.switch('default', { epoch: ++epoch, to })
    const ms = performance.now() - started
    active = to
    crowd.expect(to)
    return ms
  }
  const moveAndRest = async (crowd: Crowd): Promise<number> => {
    const ms = await move(crowd)
    diskMs.push(timeToNote())
    await sleep(5)
    return ms
  }
  report['switches'] = await part(Number(values.switches), 'switches', moveAndRest)
  report['quietSwitches'] = await part(200, 'switches without load', moveAndRest, false)
  report['swiftSwitches'] = await part(1_000, 'switches without load or pause', move, false)
  diskMs.sort((a, b) => a - b)
  report['diskMedianMs'] = Number(quantile(diskMs, 0.5).toFixed(3))
  say(`(the disk alone took ${String(report['diskMedianMs'])} ms for what a switch writes)`)
  report['holds'] = await part(Number(values.holds), 'holds', async (crowd) => {
    crowd.expect(null)
    const to = other()
    const started = performance.now()
    await client.switch('default', { epoch: ++epoch, to, hold: { deadlineMs: 5_000 } })
    const ms = performance.now() - started
    active = to
    crowd.expect(to)
    await sleep(20)
    return ms
  })
  if (Number(values.minutes) > 0) report['soak'] = await soak(Number(values.minutes))
  report['upgrades'] = await part(Number(values.upgrades), 'upgrades', async () => {
    const started = performance.now()
    await client.upgrade()
    return performance.now() - started
  })
} finally {
  // After an upgrade the router is another process than the one that was started.
  const { pid } = await client.status()
  client.close()
  process.kill(pid, 'SIGTERM')
  await router.stop()
  await blue.stop()
  await green.stop()
}
console.log(JSON.stringify(report))
process.exitCode = failed === 0 ? 0 : 1

type Part = {
  count: number
  medianMs: number
  p99Ms: number
  requests: number
  failed: number
  stale: number
}

/** Acts `count` times while wrk loads the router and a crowd checks every answer. */
async function part(
  count: number,
  name: string,
  act: (crowd: Crowd) => Promise<number>,
  loaded = true,
): Promise<Part | null> {
  if (count === 0) return null
  const crowd = startCrowd({
    port: router.port,
    clients: loaded ? 16 : 1,
    requestsPerConnection: 200,
    pauseMs: 2,
  })
  let acting = loaded
  const load = (async () => {
    let requests = 0
    let broken = 0
    while (acting) {
      const one = await generate(wrk({ connections: 32 }), url, 2)
      requests += one.requests
      broken += one.failed
    }
    return { requests, broken }
  })()
  await sleep(500)
  const times: number[] = []
  for (let i = 0; i < count; i++) times.push(await act(crowd))
  acting = false
  const { requests, broken } = await load
  await crowd.stop()
  times.sort((a, b) => a - b)
  const result: Part = {
    count,
    medianMs: Number(quantile(times, 0.5).toFixed(3)),
    p99Ms: Number(quantile(times, 0.99).toFixed(3)),
    requests: requests + crowd.requests,
    failed: broken + crowd.failures.length,
    stale: crowd.stale,
  }
  failed += result.failed + result.stale
  for (const failure of crowd.failures.slice(0, 5)) say(`  ${failure}`)
  say(
    `${count} ${name}: median ${result.medianMs} ms, p99 ${result.p99Ms} ms; ` +
      `${result.requests} requests, ${result.failed} failed, ${result.stale} by the old colour`,
  )
  return result
}

function timeToNote(): number {
  const started = performance.now()
  if (!scratch.append(written)) scratch.restart('scratch')
  return performance.now() - started
}

/** Half the maximum load with a switch every second; memory is read every ten. */
async function soak(minutes: number): Promise<unknown> {
  const peak = await generate(wrk({ connections: 32 }), url, 3)
  const crowd = startCrowd({
    port: router.port,
    clients: 32,
    requestsPerConnection: 1_000,
    // So many clients with this pause make about half the maximum.
    pauseMs: Math.max(1, Math.round((32 * 1_000) / (peak.requestsPerSecond / 2))),
  })
  const memory: number[] = []
  const until = Date.now() + minutes * 60_000
  for (let second = 0; Date.now() < until; second++) {
    crowd.expect(null)
    active = other()
    await client.switch('default', { epoch: ++epoch, to: active })
    crowd.expect(active)
    if (second % 10 === 0) memory.push(residentBytes(router.pid))
    await sleep(1_000)
  }
  await crowd.stop()
  failed += crowd.failures.length + crowd.stale
  const megabytes = memory.map((bytes) => Number((bytes / 1_048_576).toFixed(1)))
  say(
    `${minutes} min: ${crowd.requests} requests (peak ${Math.round(peak.requestsPerSecond)}/s), ` +
      `${crowd.failures.length} failed, ${crowd.stale} by the old colour; MB: ${megabytes.join(' ')}`,
  )
  return {
    minutes,
    requests: crowd.requests,
    failed: crowd.failures.length,
    stale: crowd.stale,
    megabytes,
  }
}
