import { expect, it } from 'vitest'
import { partsOf, untouchedHalves } from './halves.ts'

it('begins with the whole table', () => {
  expect(partsOf(null)).toEqual([{}])
})

it('goes on behind the last key', () => {
  expect(partsOf('["17","a"]')).toEqual([{ reached: ['17', 'a'] }])
})

it('leaves no row and has none twice where the halves meet', () => {
  expect(partsOf(untouchedHalves(['500']))).toEqual([{ upTo: ['500'] }, { after: ['500'] }])
})

it('knows how far each half is', () => {
  expect(partsOf('{"middle":["500"],"reached":[["17"],["600"]]}')).toEqual([
    { upTo: ['500'], reached: ['17'] },
    { after: ['500'], reached: ['600'] },
  ])
})
