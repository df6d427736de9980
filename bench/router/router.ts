// npm run bench:router — Teal's router side by side with the proxies people use, on one core.
//
// Rounds are interleaved, so that whatever else the machine does hits all alike, and medians are compared.
// Beside requests per second it prints the processor time a request costs the proxy, which says the same
// and hardly depends on what else is running.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeCertificate } from '../../testing/certificates.ts'
import { compare, describe, type Comparison, type Results } from './comparison.ts'
import { contestants } from './contestants/contestants.ts'
import { saidVersion, type Running } from './launch.ts'
import { h2load, steadyLatencies, wrk } from './load.ts'
import { idleConnectionBytes } from './memory.ts'
import { startOrigin } from './origin.ts'
import { median, quantile } from './statistics.ts'

const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
const certificate = makeCertificate(directory, 'site', ['localhost'])
const uploadFile = join(directory, 'upload')
writeFileSync(uploadFile, 'x'.repeat(1_048_576))
const uploadScript = join(import.meta.dirname, 'upload.lua')

const comparisons: Record<string, Comparison> = {
  small: {
    title: '1 KB answers, 32 connections',
    generator: wrk({ connections: 32 }),
    path: '/1k',
    scheme: 'http',
  },
  large: {
    title: '100 KB answers, 32 connections',
    generator: wrk({ connections: 32 }),
    path: '/100k',
    scheme: 'http',
  },
  upload: {
    title: '1 MB uploads, 8 connections',
    generator: wrk({ connections: 8, script: uploadScript }),
    path: '/upload',
    scheme: 'http',
  },
  tls: {
    title: 'TLS 1.3, HTTP/1.1, 1 KB answers, 32 connections',
    generator: wrk({ connections: 32 }),
    path: '/1k',
    scheme: 'https',
  },
  'tls-large': {
    title: 'TLS 1.3, HTTP/1.1, 100 KB answers, 32 connections',
    generator: wrk({ connections: 32 }),
    path: '/100k',
    scheme: 'https',
  },
  http2: {
    title: 'HTTP/2, 1 KB answers, 8 connections of 8 streams',
    generator: h2load({ connections: 8, streams: 8 }),
    path: '/1k',
    scheme: 'https',
  },
  'http2-large': {
    title: 'HTTP/2, 100 KB answers, 8 connections of 8 streams',
    generator: h2load({ connections: 8, streams: 8 }),
    path: '/100k',
    scheme: 'https',
  },
  'http2-upload': {
    title: 'HTTP/2, 1 MB uploads, 4 connections of 2 streams',
    generator: h2load({ connections: 4, streams: 2, upload: uploadFile }),
    path: '/upload',
    scheme: 'https',
  },
}
const ALL_PARTS = [...Object.keys(comparisons), 'p99', 'threads', 'memory']

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string', default: contestants.map(({ name }) => name).join(',') },
    parts: { type: 'string', default: ALL_PARTS.join(',') },
  },
})
const pace = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
const parts = values.parts.split(',')
const only = values.only.split(',')
const chosen = contestants.filter(({ name }) => only.includes(name))
for (const part of parts)
  if (!ALL_PARTS.includes(part))
    throw new Error(`there is no part ${part}, only ${ALL_PARTS.join(', ')}`)

const versions = {
  ...Object.fromEntries(chosen.map(({ name, version }) => [name, version])),
  node: process.version,
  wrk: saidVersion('wrk', ['-v'], /wrk (\S+)/),
  h2load: saidVersion('h2load', ['--version'], /nghttp2\/(\S+)/),
}
const commands: Record<string, string> = {}
const report: Record<string, unknown> = { versions, commands, loadAtStart: loadavg()[0] }
const say = (text: string): void => {
  if (!values.json) console.log(text)
}

const origin = await startOrigin()
try {
  say(`${Object.entries(versions).flat().join(' ')} · load ${loadavg()[0]?.toFixed(1)}`)
  await withAll(1, async (running) => {
    for (const [part, comparison] of Object.entries(comparisons))
      if (parts.includes(part)) report[part] = await measure(running, part, comparison)
    if (parts.includes('p99')) report['p99'] = await compareLatency(running)
  })
  if (parts.includes('threads'))
    await withAll(2, async (running) => {
      const two = running.filter(({ name }) => name === 'teal' || name === 'haproxy')
      report['threads'] = await measure(two, 'threads', {
        ...(comparisons['small'] as Comparison),
        title: '1 KB answers, 32 connections, 2 threads',
      })
    })
  if (parts.includes('memory')) report['idleConnectionBytes'] = await compareMemory()
} finally {
  await origin.stop()
  rmSync(directory, { recursive: true, force: true })
}
report['loadAtEnd'] = loadavg()[0]
console.log(JSON.stringify(report))

async function withAll(threads: number, act: (running: Running[]) => Promise<void>): Promise<void> {
  const running: Running[] = []
  try {
    for (const contestant of chosen) {
      const server = await contestant.start({ originPort: origin.port, threads, certificate })
      running.push(server)
      commands[server.name] ??= server.command
    }
    await act(running)
  } finally {
    for (const server of running) await server.stop()
  }
}

async function measure(running: Running[], part: string, comparison: Comparison): Promise<Results> {
  const able = running.filter((one) => comparison.scheme === 'http' || one.tlsPort !== null)
  const { generator, path, scheme, title } = comparison
  commands[part] = generator.argv(`${scheme}://127.0.0.1:…${path}`, pace.seconds).join(' ')
  say(`\n${title} (${commands[part]})`)
  const results = await compare(able, comparison, pace)
  say(describe(results))
  return results
}

async function compareLatency(running: Running[]): Promise<Record<string, number>> {
  const small = await compare(running, comparisons['small'] as Comparison, {
    rounds: 3,
    seconds: 2,
  })
  say('\np99 at 70 % of its own maximum, 1 KB answers, 32 connections')
  const found = new Map<string, number[]>()
  for (let round = 0; round < pace.rounds; round++)
    for (const { name, port } of running) {
      const latencies = await steadyLatencies(`http://127.0.0.1:${port}/1k`, {
        requestsPerSecond: (small[name]?.requestsPerSecond ?? 0) * 0.7,
        connections: 32,
        seconds: pace.seconds,
      })
      found.set(name, [...(found.get(name) ?? []), quantile(latencies, 0.99)])
    }
  const p99: Record<string, number> = {}
  for (const [name, list] of found) {
    p99[name] = Number(median(list).toFixed(3))
    say(`  ${name.padEnd(20)} ${p99[name]} ms`)
  }
  return p99
}

async function compareMemory(): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {}
  say('\nMemory of an idle keep-alive connection, at 10,000')
  for (const contestant of chosen) {
    const server = await contestant.start({ originPort: origin.port, threads: 1, certificate })
    try {
      bytes[server.name] = await idleConnectionBytes(server)
    } finally {
      await server.stop()
    }
    say(`  ${contestant.name.padEnd(20)} ${((bytes[contestant.name] ?? 0) / 1_024).toFixed(1)} KB`)
  }
  return bytes
}
