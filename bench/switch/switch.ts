// `npm run bench:switch`: users are moved back and forth under load, through the adapters that rollouts use.
// Counted is every request that fails and every one that the old colour answered though it was sent after
// the switch was acknowledged; both must be none. Timed is a command until its acknowledgement.
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { startClientThread } from '@teal/testing/client-thread'
import { prepareHaproxy } from '@teal/testing/haproxy'
import { startOrigin } from '@teal/testing/origin'
import { freePort } from '@teal/testing/ports'
import {
  createSwitchLedger,
  recordAcknowledgement,
  recordCommand,
} from '@teal/testing/switch-ledger'
import { otherColour, type Colour } from '../../packages/teal/src/model/colour.ts'
import { createHaproxyTraffic } from '../../packages/teal/src/traffic/haproxy/haproxy.ts'
import { createRouterTraffic } from '../../packages/teal/src/traffic/router/router.ts'
import { suiteApplication } from '../../packages/teal/src/traffic/suite-application.ts'
import type { Traffic } from '../../packages/teal/src/traffic/traffic.ts'

type Proxy = { url: string; traffic: Traffic; remove: () => Promise<void> }
type Result = {
  switches: number
  requests: number
  failed: number
  stale: number
  medianMs: number
  p99Ms: number
}

const switches = 200
const { signal } = new AbortController()

async function router(): Promise<Proxy> {
  const listen = `127.0.0.1:${await freePort()}`
  const settings = { listen, threads: 1, hosts: [], paths: ['/'] }
  const application = suiteApplication({ kind: 'router', settings }, `http://${listen}`)
  const traffic = createRouterTraffic(application)
  await traffic.start(signal)
  return {
    url: application.entrance,
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
    traffic: createHaproxyTraffic(application),
    remove: async () => {
      await remove()
      rmSync(application.directory, { recursive: true, force: true })
    },
  }
}

async function measure({ url, traffic }: Proxy): Promise<Result> {
  const origins = { blue: await startOrigin('blue'), green: await startOrigin('green') }
  for (const colour of ['blue', 'green'] as const) {
    await traffic.attach({ colour, release: colour, urls: [origins[colour].url] }, 1, signal)
  }
  await traffic.switch('blue', 1, signal)
  const ledger = createSwitchLedger('blue')
  const clients = startClientThread({
    url,
    ledger,
    clients: { keepAlive: 64, upload: 4, slow: 8 },
  })
  await sleep(1_000)
  const times: number[] = []
  let active: Colour = 'blue'
  for (let number = 0; number < switches; number += 1) {
    active = otherColour(active)
    recordCommand(ledger, active)
    const started = performance.now()
    await traffic.switch(active, 2 + number, signal)
    times.push(performance.now() - started)
    recordAcknowledgement(ledger)
    await sleep(50)
  }
  const tallies = Object.values(await clients.stop())
  await Promise.all(Object.values(origins).map((origin) => origin.close()))
  const total = (of: 'sent' | 'failed' | 'answeredByOld'): number =>
    tallies.reduce((sum, tally) => sum + tally[of], 0)
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100
  return {
    switches,
    requests: total('sent'),
    failed: total('failed'),
    stale: total('answeredByOld'),
    medianMs: at(0.5),
    p99Ms: at(0.99),
  }
}

const results: Record<string, Result> = {}
console.log('            switches  requests  failed  by the old colour  median ms  p99 ms')
for (const [name, prepare] of Object.entries({ router, haproxy })) {
  const proxy = await prepare()
  let result: Result
  try {
    result = await measure(proxy)
  } finally {
    await proxy.remove()
  }
  results[name] = result
  const { requests, failed, stale, medianMs, p99Ms } = result
  console.log(
    `  ${name.padEnd(9)} ${[switches, requests, failed, stale, medianMs, p99Ms].map((value, index) => String(value).padStart([9, 10, 8, 19, 11, 8][index] ?? 8)).join('')}`,
  )
}
if (process.argv.includes('--json')) console.log(JSON.stringify(results))
process.exitCode = Object.values(results).every(({ failed, stale }) => failed + stale === 0) ? 0 : 1
