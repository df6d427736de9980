import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Counters } from '../traffic/traffic.ts'
import { windowBetween } from './window.ts'
import { whyWorse } from './worse.ts'

const thresholds = { errors: 0.05, p99Ms: 1_000, minimumRequests: 20 }
const boundsMs = [1, 10, 100, 1_000, 10_000]

/** Counters after requests that took these milliseconds, some of which failed. */
function after(times: number[], failed = 0): Counters {
  const counts = [...boundsMs, Infinity].map(() => 0)
  for (const time of times) {
    const index = boundsMs.findIndex((bound) => time <= bound)
    const bucket = index === -1 ? boundsMs.length : index
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  return { requests: times.length, failed, latency: { boundsMs, counts } }
}

it('takes the difference of two readings', () => {
  const earlier = after([5, 5, 5], 1)
  const later = after([5, 5, 5, 50, 50], 2)
  expect(windowBetween(earlier, later)).toEqual({ requests: 2, failed: 1, p99Ms: 100 })
  expect(windowBetween(null, later)).toMatchObject({ requests: 5, failed: 2 })
})

it('takes all of a reading whose counters were started anew', () => {
  expect(windowBetween(after([5, 5, 5], 3), after([5], 1))).toEqual({
    requests: 1,
    failed: 1,
    p99Ms: 10,
  })
})

it('bounds the p99 from above, and says infinity beyond what is measured', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 20_000, noNaN: true }), { minLength: 1 }),
      (times) => {
        const sorted = times.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0
        const { p99Ms } = windowBetween(null, after(times))
        expect(p99Ms).toBeGreaterThanOrEqual(exact)
        const below = boundsMs.findLast((bound) => bound < (p99Ms ?? 0)) ?? 0
        expect(exact).toBeGreaterThan(below)
      },
    ),
  )
})

it.each([
  ['nothing was asked', { requests: 0, failed: 0, p99Ms: null }, null],
  ['too few to conclude from', { requests: 19, failed: 19, p99Ms: 9_000 }, null],
  ['exactly at the thresholds', { requests: 100, failed: 5, p99Ms: 1_000 }, null],
  [
    'one failure above',
    { requests: 100, failed: 6, p99Ms: 1 },
    /6 of 100 requests failed \(6 %\), more than 5 %/,
  ],
  [
    'slow',
    { requests: 100, failed: 0, p99Ms: 1_200 },
    /slowest 1 % of 100 requests took 1.2 s or more, above 1 s/,
  ],
  [
    'slower than is measured',
    { requests: 100, failed: 0, p99Ms: Infinity },
    /beyond what is measured/,
  ],
  ['latency unknown', { requests: 100, failed: 0, p99Ms: null }, null],
])('judges a window: %s', (_, window, expected) => {
  const reason = whyWorse(window, thresholds)
  if (expected === null) expect(reason).toBeNull()
  else expect(reason).toMatch(expected)
})
