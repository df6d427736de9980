import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@teal/testing/wait'
import { expect, test } from 'vitest'
import { BUCKET_BOUNDS_MS, BUCKETS, bucketOf, quantileMs } from '../switchboard/histogram.ts'
import { exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, answering } from '../testing/raw-origin.ts'
import { startTestRouter } from '../testing/test-router.ts'
import { AccessLog } from './access-log.ts'

async function scrape(socketPath: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    const ask = request({ socketPath, path: '/metrics' }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () => resolve(text))
    })
    ask.on('error', reject)
    ask.end()
  })
}

test('metrics count by service, colour and status, and buckets add up', async () => {
  const origin = await RawOrigin.start(answering(OK))
  const router = await startTestRouter([origin.url], [origin.url])
  for (let i = 0; i < 7; i++)
    await exchange(router.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  const text = await scrape(router.socket)
  const labels = 'service="app",colour="blue"'
  expect(text).toContain(`teal_router_requests_total{${labels},status="2xx"} 7\n`)
  expect(text).toContain(`teal_router_active{${labels}} 1\n`)
  expect(text).toContain(`teal_router_share{${labels}} 1\n`)
  expect(text).toContain(`teal_router_request_duration_seconds_count{${labels}} 7\n`)
  expect(text).toContain(`teal_router_request_duration_seconds_bucket{${labels},le="+Inf"} 7\n`)
  expect(text).toMatch(/# TYPE teal_router_request_duration_seconds histogram\n/)
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+\{(\w+="[^"]*",?)+\} [\d.e+-]+)$/)
  await router.stop()
  await origin.stop()
})

test('a p99 read from the buckets is off by less than 5 %', () => {
  const latencies = Array.from({ length: 20_000 }, (_, i) => 0.2 * 1.0005 ** i)
  const counts = Array.from({ length: BUCKETS }, () => 0)
  for (const ms of latencies) {
    const bucket = bucketOf(ms)
    counts[bucket] = (counts[bucket] as number) + 1
    if (ms < 100_000) expect(ms).toBeLessThanOrEqual((BUCKET_BOUNDS_MS[bucket] as number) * 1.00001)
  }
  for (const quantile of [0.5, 0.9, 0.99]) {
    const exact = latencies[Math.floor(latencies.length * quantile)] as number
    expect(Math.abs(quantileMs(counts, quantile) / exact - 1)).toBeLessThan(0.05)
  }
})

test('the access log has one line a request, with id and colour and without the query', async () => {
  const origin = await RawOrigin.start(answering(OK))
  const router = await startTestRouter([origin.url])
  const file = join(router.directory, 'access.log')
  await using logged = await startTestRouter([origin.url], [], { accessLog: file })
  await exchange(
    logged.port,
    'GET /a?token=secret HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n',
  )
  await exchange(logged.port, 'GET / HTTP/1.1\r\n\r\n')
  const lines = await waitFor('two lines', () => {
    const all = readFileSync(file, 'utf8').trim().split('\n')
    return all.length === 2 ? all.map((line) => JSON.parse(line) as Record<string, unknown>) : null
  })
  expect(lines[0]).toMatchObject({
    client: '127.0.0.1',
    method: 'GET',
    host: 'b',
    path: '/a',
    status: 200,
    service: 'app',
    colour: 'blue',
    release: 'v1',
    instance: origin.url.slice(7),
  })
  expect(origin.text).toContain(String(lines[0]?.['id']))
  expect(lines[1]).toMatchObject({ status: 400, error: 'bad-request' })
  expect(readFileSync(file, 'utf8')).not.toContain('secret')
  await router.stop()
  await origin.stop()
})

test('the last lines are written before the router ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teal-log-'))
  const file = join(folder, 'access.log')
  const origin = await RawOrigin.start(answering(OK))
  const router = await startTestRouter([origin.url], [], { accessLog: file })
  await exchange(router.port, 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  await router.stop()
  expect(readFileSync(file, 'utf8')).toContain('"path":"/last"')
  await origin.stop()
  rmSync(folder, { recursive: true })
})

test('a pipe that nobody reads holds up nothing; who comes to read it gets whole lines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teal-log-'))
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const problems: string[] = []
  const logs = [0, 1].map(() => new AccessLog(pipe, (problem) => problems.push(problem)))
  await waitFor('the complaints', () => problems.length === 2)
  expect(problems[0]).toMatch(/^cannot write the access log .*pipe: ENXIO/)
  const LINES = 3_000
  const text = 'x'.repeat(200)
  for (const [writer, log] of logs.entries())
    for (let i = 0; i < LINES; i++) log.add(JSON.stringify({ writer, i, text }))
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] })
  let received = ''
  reader.stdout.setEncoding('latin1').on('data', (part: string) => (received += part))
  await waitFor('all of it', () => logs.every((log) => log.isEmpty), 20_000)
  await waitFor('the last line', () => received.split('\n').length > 2 * LINES)
  const lines = received.trimEnd().split('\n')
  const of = (wanted: number): number[] =>
    lines
      .map((line) => JSON.parse(line) as { writer: number; i: number })
      .filter(({ writer }) => writer === wanted)
      .map(({ i }) => i)
  for (const writer of [0, 1])
    expect(of(writer)).toEqual(Array.from({ length: LINES }, (_, i) => i))
  reader.kill()
  rmSync(folder, { recursive: true })
})

test('lines wait for a file that cannot be written yet', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teal-log-'))
  const file = join(folder, 'later', 'access.log')
  const problems: string[] = []
  const log = new AccessLog(file, (problem) => problems.push(problem))
  log.add('first')
  await waitFor('the complaint', () => problems.length === 1)
  mkdirSync(join(folder, 'later'))
  await waitFor('it to be written', () => log.isEmpty)
  expect(readFileSync(file, 'utf8')).toBe('first\n')
  rmSync(folder, { recursive: true })
})

test('lines that a disk does not take are dropped and counted; nobody waits', async () => {
  const problems: string[] = []
  const log = new AccessLog('/proc/no/such/file', (problem) => problems.push(problem))
  for (let i = 0; i < 100_000; i++) log.add('x'.repeat(100))
  await waitFor('the complaint', () => problems.length === 1)
  expect(problems[0]).toMatch(/^cannot write the access log \/proc\/no\/such\/file: ENOENT/)
  expect(log['waiting'].length).toBeLessThan(5_000_000)
  expect(log['dropped']).toBeGreaterThan(0)
})
