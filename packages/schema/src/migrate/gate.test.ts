import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breaksUnder, whyNot } from './gate.ts'
import type { ReleaseEntry } from './ledger.ts'

const order = (...names: string[]): ReleaseEntry[] =>
  names.map((release, index) => ({ release, position: index + 1, tables: [] }))

describe('who breaks under a contract', () => {
  const releases = order('v1', 'v2', 'v3')
  it.each([
    ['v1', 'v2', null, true],
    ['v2', 'v2', null, false],
    ['v3', 'v2', null, false],
    ['never seen', 'v2', null, true],
    ['v1', 'never seen', null, true],
    ['v1', null, null, undefined],
    ['v1', 'v2', [], false],
    ['v3', 'v2', ['v3'], true],
  ])('%s under one that needs %s and lists %j: %s', (release, needs, breaks, expected) => {
    expect(breaksUnder({ needs, breaks }, release, releases)).toBe(expected)
  })
})

it('does not let a contract run whose file leaves open which release it needs', () => {
  expect(whyNot({ needs: '?', breaks: null }, [], order('v1'))).toMatch(/write its name there/)
})

it('never lets a contract run while a release from before the one it needs can get traffic', () => {
  const names = ['v1', 'v2', 'v3', 'v4', 'v5']
  fc.assert(
    fc.property(
      fc.shuffledSubarray(names, { minLength: 1 }),
      fc.constantFrom(...names),
      fc.array(fc.constantFrom(...names, 'unknown'), { maxLength: 3 }),
      (known, needs, running) => {
        const serving = running.map((release) => ({ release, where: 'runs' }))
        const why = whyNot({ needs, breaks: null }, serving, order(...known))
        const allowed = running.every(
          (release) =>
            release === needs ||
            (known.includes(needs) && known.indexOf(release) > known.indexOf(needs)),
        )
        expect(why === undefined).toBe(allowed)
      },
    ),
  )
})
