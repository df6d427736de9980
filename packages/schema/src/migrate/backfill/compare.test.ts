import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byRow, writtenOut } from './compare.ts'

it('says the same of every key in both ways', () => {
  const database = new DatabaseSync(':memory:')
  const small = fc.integer({ min: 0, max: 2 })
  const key = fc.tuple(small, small, small)
  fc.assert(
    fc.property(
      key,
      key,
      fc.constantFrom('>', '<='),
      fc.constantFrom(1, 2, 3),
      (a, b, operator, length) => {
        const [left, right] = [a, b].map((values) => values.slice(0, length).map(String))
        const say = (compare: typeof byRow): unknown =>
          database.prepare(`select ${compare(left ?? [], operator, right ?? [])} as is_so`).get()
        expect(say(writtenOut)).toEqual(say(byRow))
      },
    ),
  )
})
