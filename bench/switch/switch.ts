// `npm run bench:switch`: users are moved back and forth under load, through the adapters that rollouts use.
// Counted is every request that fails and every one that the old colour answered though it was sent after
// the switch was acknowledged; both must be none. Timed is a command until its acknowledgement.
//
// Clients and servers have threads of their own, as they have machines of their own in life: otherwise what
// is timed is how long the switch waits for them. For the same reason each client pauses between requests.
//
// A switch is acknowledged when it is on disk. What the disk needs for that alone, replacing a synced file, is
// timed between the switches.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startClientThread } from '@teal/testing/client-thread'
import { prepareHaproxy } from '@teal/testing/haproxy'
import { startOriginThread } from '@teal/testing/origin-thread'
import { freePort } from '@teal/testing/ports'
import {
  createSwitchLedger,
  recordAcknowledgement,
  recordCommand,
} from '@teal/testing/switch-ledger'
import { otherColour, type Colour } from '../../packages/teal/src/model/colour.ts'
import { replaceFile } from '../../packages/teal/src/system/replace-file.ts'
import { createHaproxyTraffic } from '../../packages/teal/src/traffic/haproxy/haproxy.ts'
import { createRouterTraffic } from '../../packages/teal/src/traffic/router/router.ts'
import { suiteApplication } from '../../packages/teal/src/traffic/suite-application.ts'
import type { Traffic } from '../../packages/teal/src/traffic/traffic.ts'

type Proxy = { url: string; directory: string; traffic: Traffic; remove: () => Promise<void> }
type Result = {
  switches: number
  requests: number
  failed: number
  stale: number
  medianMs: number
  p99Ms: number
  diskMs: number
}

const switches = 200
const pauseMs = 50
const diskEvery = 4
const { signal } = new AbortController()

async function router(): Promise<Proxy> {
  const listen = `127.0.0.1:${await freePort()}`
  const settings = { listen, threads: 1, hosts: [], paths: ['/'] }
  const application = suiteApplication({ kind: 'router', settings }, `http://${listen}`)
  const traffic = createRouterTraffic(application)
  await traffic.start(signal)
  return {
    url: application.entrance,
    directory: application.directory,
    traffic,
    remove: async () => {
      await traffic.stop(signal)
      rmSync(application.directory, { recursive: true, force: true })
    },
  }
}

async function haproxy(): Promise<Proxy> {
  const { socket, map, serverState, url, start, remove } = await prepareHaproxy('shop', 3)
  const backends = { blue: 'shop_blue', green: 'shop_green' }
  const settings = { socket, map, serverState, backends }
  const application = suiteApplication({ kind: 'haproxy', settings }, url)
  await start()
  return {
    url,
    directory: application.directory,
    traffic: createHaproxyTraffic(application),
    remove: async () => {
      await remove()
      rmSync(application.directory, { recursive: true, force: true })
    },
  }
}

async function measure({ url, directory, traffic }: Proxy): Promise<Result> {
  const origins = { blue: await startOriginThread('blue'), green: await startOriginThread('green') }
  for (const colour of ['blue', 'green'] as const) {
    await traffic.attach({ colour, release: colour, urls: [origins[colour].url] }, 1, signal)
  }
  await traffic.switch('blue', 1, signal)
  const ledger = createSwitchLedger('blue')
  const clients = startClientThread({
    url,
    ledger,
    clients: { keepAlive: 64, upload: 4, slow: 8 },
    pauseMs,
  })
  await sleep(1_000)
  const times: number[] = []
  const disk: number[] = []
  let active: Colour = 'blue'
  for (let number = 0; number < switches; number += 1) {
    active = otherColour(active)
    recordCommand(ledger, active)
    const started = performance.now()
    await traffic.switch(active, 2 + number, signal)
    times.push(performance.now() - started)
    recordAcknowledgement(ledger)
    await sleep(50)
    if (number % diskEvery === 0) disk.push(replaceSyncedFile(join(directory, 'disk')))
  }
  const tallies = Object.values(await clients.stop())
  await Promise.all(Object.values(origins).map((origin) => origin.close()))
  const total = (of: 'sent' | 'failed' | 'answeredByOld'): number =>
    tallies.reduce((sum, tally) => sum + tally[of], 0)
  return {
    switches,
    requests: total('sent'),
    failed: total('failed'),
    stale: total('answeredByOld'),
    medianMs: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    diskMs: quantile(disk, 0.5),
  }
}

function replaceSyncedFile(file: string): number {
  const started = performance.now()
  replaceFile(file, 'x'.repeat(400))
  return performance.now() - started
}

function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 100) / 100
}

const results: Record<string, Result> = {}
console.log('            switches  requests  failed  by the old colour  median ms  p99 ms  disk ms')
for (const [name, prepare] of Object.entries({ router, haproxy })) {
  const proxy = await prepare()
  let result: Result
  try {
    result = await measure(proxy)
  } finally {
    await proxy.remove()
  }
  results[name] = result
  const { requests, failed, stale, medianMs, p99Ms, diskMs } = result
  console.log(
    `  ${name.padEnd(9)} ${[switches, requests, failed, stale, medianMs, p99Ms, diskMs].map((value, index) => String(value).padStart([9, 10, 8, 19, 11, 8, 9][index] ?? 8)).join('')}`,
  )
}
if (process.argv.includes('--json')) console.log(JSON.stringify(results))
process.exitCode = Object.values(results).every(({ failed, stale }) => failed + stale === 0) ? 0 : 1
