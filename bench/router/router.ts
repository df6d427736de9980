// npm run bench:router — Teal's router side by side with the proxies people use, on one core.
//
// Rounds are interleaved, so that whatever else the machine does hits all alike, and medians are compared.
// Beside requests per second it prints the processor time a request costs the proxy, which says the same
// and hardly depends on what else is running.
import { parseArgs } from 'node:util'
import { median, processorSeconds, quantile, steadyLatencies, wrk, type Load } from './load.ts'
import { idleConnectionBytes } from './memory.ts'
import { contestants, startOrigin, type Running } from './servers.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string' },
    parts: { type: 'string', default: 'small,p99,large,upload,threads,memory' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const parts = values.parts.split(',')
const only = values.only?.split(',')
const chosen = contestants.filter(({ name }) => only === undefined || only.includes(name))

type Result = { requestsPerSecond: number; microseconds: number; failed: number }
type Results = Record<string, Result>

const report: Record<string, unknown> = {
  versions: Object.fromEntries(chosen.map(({ name, version }) => [name, version])),
  node: process.version,
}
const say = (text: string): void => {
  if (!values.json) console.log(text)
}

const origin = await startOrigin()
try {
  say(chosen.map(({ name, version }) => `${name} ${version}`).join(' · '))
  await withAll(1, async (running) => {
    const small = await compare(running, '1 KB answers, 32 connections', '/1k', 32)
    report['small'] = small
    if (parts.includes('p99')) report['p99'] = await compareLatency(running, small)
    if (parts.includes('large'))
      report['large'] = await compare(running, '100 KB answers, 32 connections', '/100k', 32)
    const upload = new URL('upload.lua', import.meta.url).pathname
    if (parts.includes('upload'))
      report['upload'] = await compare(running, '1 MB uploads, 8 connections', '/upload', 8, upload)
  })
  if (parts.includes('threads'))
    await withAll(2, async (running) => {
      const two = running.filter(({ name }) => name === 'teal' || name === 'haproxy')
      report['twoThreads'] = await compare(two, '1 KB answers, 2 threads', '/1k', 32)
    })
  if (parts.includes('memory')) report['idleConnectionBytes'] = await compareMemory()
} finally {
  await origin.stop()
}
console.log(JSON.stringify(report))

async function withAll(threads: number, act: (running: Running[]) => Promise<void>): Promise<void> {
  const running: Running[] = []
  try {
    for (const contestant of chosen) running.push(await contestant.start(origin.port, threads))
    await act(running)
  } finally {
    for (const server of running) await server.stop()
  }
}

async function compare(
  running: Running[],
  title: string,
  path: string,
  connections: number,
  script?: string,
): Promise<Results> {
  const measured = new Map<string, { load: Load; microseconds: number }[]>()
  for (let round = -1; round < rounds; round++)
    for (const { name, port, pid } of running) {
      const before = processorSeconds(pid)
      const load = await wrk(`http://127.0.0.1:${port}${path}`, {
        connections,
        seconds: round < 0 ? 1 : seconds,
        ...(script === undefined ? {} : { script }),
      })
      const microseconds = ((processorSeconds(pid) - before) / load.requests) * 1e6
      // The first round warms up caches, pools and the compiler.
      if (round >= 0) measured.set(name, [...(measured.get(name) ?? []), { load, microseconds }])
    }
  const results: Results = {}
  for (const [name, list] of measured)
    results[name] = {
      requestsPerSecond: Math.round(median(list.map(({ load }) => load.requestsPerSecond))),
      microseconds: Number(median(list.map((one) => one.microseconds)).toFixed(2)),
      failed: list.reduce((sum, { load }) => sum + load.failed, 0),
    }
  say(`\n${title}`)
  const teal = results['teal']
  for (const [name, result] of Object.entries(results)) {
    const compared =
      teal === undefined || name === 'teal'
        ? ['', '']
        : [
            `teal ×${(teal.requestsPerSecond / result.requestsPerSecond).toFixed(2)}`,
            `teal ×${(result.microseconds / teal.microseconds).toFixed(2)}`,
          ]
    const rate = `${String(result.requestsPerSecond).padStart(7)}/s ${compared[0]?.padEnd(11)}`
    const cost = `${result.microseconds.toFixed(1).padStart(7)} µs ${compared[1]}`
    const failed = result.failed > 0 ? `  FAILED ${result.failed}` : ''
    say(`  ${name.padEnd(20)} ${rate} ${cost}${failed}`)
  }
  return results
}

async function compareLatency(running: Running[], small: Results): Promise<Record<string, number>> {
  const p99: Record<string, number> = {}
  say('\np99 at 70 % of its own maximum, 1 KB answers')
  for (const { name, port } of running) {
    const list: number[] = []
    for (let round = 0; round < 3; round++) {
      const latencies = await steadyLatencies(`http://127.0.0.1:${port}/1k`, {
        requestsPerSecond: (small[name] as Result).requestsPerSecond * 0.7,
        connections: 32,
        seconds: 3,
      })
      list.push(quantile(latencies, 0.99))
    }
    p99[name] = Number(median(list).toFixed(3))
    say(`  ${name.padEnd(20)} ${p99[name]} ms`)
  }
  return p99
}

async function compareMemory(): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {}
  say('\nMemory of an idle keep-alive connection, at 10,000')
  for (const contestant of chosen) {
    const server = await contestant.start(origin.port, 1)
    try {
      bytes[server.name] = await idleConnectionBytes(server)
    } finally {
      await server.stop()
    }
    say(`  ${contestant.name.padEnd(20)} ${((bytes[contestant.name] ?? 0) / 1_024).toFixed(1)} KB`)
  }
  return bytes
}
