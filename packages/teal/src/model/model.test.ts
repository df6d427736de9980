import { expect, it } from 'vitest'
import { formatDuration } from './duration.ts'
import { messageOf } from './error.ts'
import { parseRelease } from './release.ts'

it.each(['v1.5.0', '2026-11-21', 'a1b2c3d', '1.0.0+build_7', 'X'])(
  'takes %s as a release',
  (name) => {
    expect(parseRelease(name)).toEqual({ version: name })
  },
)

it.each([
  '',
  '-v1',
  '.hidden',
  'v1;rm -rf /',
  '$(id)',
  '../up',
  'a..b',
  'a/b',
  'v 1',
  'ü',
  'x'.repeat(101),
  'a\n',
])('refuses %j as a release', (name) => {
  expect(() => parseRelease(name)).toThrow(/cannot be the name of a release/)
})

it.each([
  [0, '0 ms'],
  [1.26, '1.3 ms'],
  [999, '999 ms'],
  [1_000, '1 s'],
  [59_940, '59.9 s'],
  [60_000, '1 m'],
  [150_000, '2 m 30 s'],
  [86_400_000, '24 h'],
  [7 * 86_400_000, '7 d'],
])('says %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

it('finds the message under what hides it', () => {
  const refused = new Error('connect ECONNREFUSED')
  expect(messageOf(new TypeError('fetch failed', { cause: refused }))).toBe('connect ECONNREFUSED')
  expect(messageOf(new AggregateError([refused, new Error('timeout')]))).toBe(
    'connect ECONNREFUSED; timeout',
  )
  expect(messageOf('just text')).toBe('just text')
})
