import fc from 'fast-check'
import { expect, it } from 'vitest'
import { goalMs, nextSize } from './pace.ts'
import { progress } from './progress.ts'

it('comes to rest where a batch takes about its goal, whatever a row costs', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), (msPerRow) => {
      let size = 500
      for (let i = 0; i < 60; i++) size = nextSize(size, size * msPerRow)
      const taken = size * msPerRow
      // The bounds of a batch come first: rows may be so cheap, or so dear, that the goal cannot be met.
      if (size > 10 && size < 50_000) {
        expect(taken).toBeGreaterThan(goalMs / 2)
        expect(taken).toBeLessThan(goalMs * 1.5)
      }
    }),
  )
})

it('never more than doubles or halves', () => {
  expect(nextSize(1_000, 0)).toBeLessThanOrEqual(2_000)
  expect(nextSize(1_000, 60_000)).toBe(500)
})

it('tells rows, rate and what is left', () => {
  let now = 0
  const tell = progress(1_000, 5_000, () => now)
  now = 2_000
  expect(tell(3_000)).toBe('3000 rows, 1000 a second, 60 %, about 2 s left')
  expect(tell(6_000)).toBe('6000 rows, 2500 a second')
})
