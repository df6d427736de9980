import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@teal/testing/certificates'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readCertificate } from '../tls/certificate.ts'
import { orderCertificate } from './order.ts'
import { AcmeRenewal } from './renewal.ts'

// When certificates are ordered: the clock is ours, and so is the authority.

vi.mock('./order.ts', () => ({ orderCertificate: vi.fn() }))
const order = vi.mocked(orderCertificate)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
let made: string
let folder: string
let pair: { cert: string; key: string }
/** When two thirds of the certificate's time are over. */
let due: number
let renewal: AcmeRenewal
let ordered: { domain: string; at: number }[]
let renewed: string[]
let problems: string[]

beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), 'teal-renewal-'))
  const files = makeCertificate(made, 'a', ['a.example'])
  pair = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') }
  const { begins, expires } = readCertificate(files)
  due = begins + ((expires - begins) * 2) / 3
})
afterAll(() => {
  rmSync(made, { recursive: true, force: true })
})
beforeEach(() => {
  vi.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'teal-renewal-'))
  ordered = []
  renewed = []
  problems = []
  order.mockImplementation(async (_settings, _folder, domain) => {
    ordered.push({ domain, at: Date.now() })
    return await Promise.resolve(pair)
  })
})
afterEach(() => {
  renewal.stop()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

async function start(at: number, ...domains: string[]): Promise<void> {
  vi.setSystemTime(at)
  renewal = new AcmeRenewal(
    { directory: 'https://authority', domains, email: null, folder, challenge: 'http-01' },
    {
      present: async () => {},
      renewed: (domain) => renewed.push(domain),
      problem: (message) => problems.push(message),
    },
  )
  await renewal.start()
}

/** Keeps a certificate, as one that was got before. */
function keep(domain: string): void {
  copyFileSync(join(made, 'a.crt'), join(folder, `${domain}.crt`))
  copyFileSync(join(made, 'a.key'), join(folder, `${domain}.key`))
}

const fail = async (message: string): Promise<never> => await Promise.reject(new Error(message))

test('one that is not there is ordered at once, and then not again', async () => {
  await start(due - 24 * HOUR, 'a.example')
  expect(renewed).toEqual(['a.example'])
  expect(readFileSync(join(folder, 'a.example.crt'), 'utf8')).toBe(pair.cert)
  await vi.advanceTimersByTimeAsync(23 * HOUR)
  expect(ordered).toHaveLength(1)
})

test('one that is there is renewed when two thirds of its time are over, within an hour', async () => {
  keep('a.example')
  await start(due - 10.5 * HOUR, 'a.example')
  await vi.advanceTimersByTimeAsync(10.4 * HOUR)
  expect(ordered).toEqual([])
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(ordered).toHaveLength(1)
  expect(renewed).toEqual(['a.example'])
})

test('one that is damaged is replaced', async () => {
  keep('a.example')
  writeFileSync(join(folder, 'a.example.crt'), 'damaged')
  await start(due - 24 * HOUR, 'a.example')
  expect(renewed).toEqual(['a.example'])
})

test('after a failure it is asked again, each time after twice as long, 12 hours at most', async () => {
  order.mockImplementation(async (_settings, _folder, domain) => {
    ordered.push({ domain, at: Date.now() })
    return await fail('the authority is at lunch')
  })
  await start(due - 24 * HOUR, 'a.example')
  await vi.advanceTimersByTimeAsync(72 * HOUR)
  const waits = ordered.slice(1).map(({ at }, i) => (at - (ordered[i]?.at ?? 0)) / MINUTE)
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 720, 720, 720])
  expect(problems[0]).toMatch(
    /a\.example from https:\/\/authority: .*at lunch; asked again in 120 s/,
  )
  expect(renewed).toEqual([])
})

test('a failure is forgotten when one has come, and the old one stays until then', async () => {
  keep('a.example')
  order.mockImplementationOnce(async () => await fail('no'))
  await start(due + HOUR, 'a.example')
  expect(readFileSync(join(folder, 'a.example.crt'), 'utf8')).toBe(pair.cert)
  await vi.advanceTimersByTimeAsync(2 * MINUTE)
  expect(renewed).toEqual(['a.example'])
  order.mockImplementationOnce(async () => await fail('no'))
  // The stand-in certificate is as old as the first: it is due at the next look.
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(problems.at(-1)).toMatch(/asked again in 120 s/)
})

test('a name that fails holds up no other', async () => {
  order.mockImplementation(async (_settings, _folder, domain) => {
    ordered.push({ domain, at: Date.now() })
    return await (domain === 'a.example' ? fail('no') : Promise.resolve(pair))
  })
  await start(due - 24 * HOUR, 'a.example', 'b.example')
  expect(renewed).toEqual(['b.example'])
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(ordered.filter(({ domain }) => domain === 'b.example')).toHaveLength(1)
  expect(ordered.filter(({ domain }) => domain === 'a.example').length).toBeGreaterThan(3)
})

test('nothing is ordered after the end', async () => {
  keep('a.example')
  await start(due - HOUR, 'a.example')
  renewal.stop()
  await vi.advanceTimersByTimeAsync(48 * HOUR)
  expect(ordered).toEqual([])
})
