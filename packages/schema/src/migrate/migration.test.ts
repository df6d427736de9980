import { expect, it } from 'vitest'
import { readHeader } from './migration.ts'

const nothing = { phase: undefined, needs: undefined, breaks: undefined }

it.each([
  ['alter table t add column c int', nothing],
  [
    '-- teal: contract\n-- teal: needs v8\ndrop table t',
    { ...nothing, phase: 'contract', needs: 'v8' },
  ],
  ['// teal: backfill', { ...nothing, phase: 'backfill' }],
  ['# teal: breaks v6, v7', { ...nothing, breaks: ['v6', 'v7'] }],
  ['-- teal: breaks none', { ...nothing, breaks: [] }],
  ['-- teal: allow drop-table until 2027-01-01 because it is empty', nothing],
])('reads %j', (text, expected) => {
  expect(readHeader(text)).toEqual(expected)
})

it.each(['-- teal: needs', '-- teal: needs v1 v2', '-- teal: breaks'])('refuses %j', (text) => {
  expect(() => readHeader(text)).toThrow(RangeError)
})
