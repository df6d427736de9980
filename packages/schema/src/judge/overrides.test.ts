import { expect, test } from 'vitest'
import type { StatementVerdict } from '../verdict.ts'
import { applyOverrides, reportOf } from './overrides.ts'

const verdict = (line: number, rule: string): StatementVerdict => ({
  file: 'm.sql',
  line,
  column: 1,
  sql: 'create index i on t (c)',
  verdict: 'unsafe',
  hazard: 'scan',
  locks: [],
  rule,
  why: 'nobody can write',
  evidence: [],
  plan: ['CREATE INDEX CONCURRENTLY'],
})

const today = '2026-06-01'
const apply = (comment: string, rule = 'create-index'): StatementVerdict[] =>
  applyOverrides('m.sql', `${comment}\ncreate index i on t (c);`, [verdict(2, rule)], today)

test('an override with a reason and a date makes the next statement safe and stays visible', () => {
  const [one] = apply(
    '-- teal: allow create-index until 2026-06-01 because the table has twelve rows',
  )
  expect(one).toMatchObject({ verdict: 'safe', hazard: 'scan', plan: [] })
  expect(one?.evidence).toEqual(['allowed until 2026-06-01: the table has twelve rows'])
  expect(reportOf(one ? [one] : []).verdict).toBe('safe')
})

test('it holds for one statement only', () => {
  const sql =
    '-- teal: allow create-index until 2027-01-01 because small\ncreate index;\ncreate index;'
  const verdicts = applyOverrides(
    'm.sql',
    sql,
    [verdict(2, 'create-index'), verdict(3, 'create-index')],
    today,
  )
  expect(verdicts.map((one) => one.verdict)).toEqual(['safe', 'unsafe'])
})

test.each([
  ['-- teal: allow create-index until 2026-05-31 because small', 'expired on 2026-05-31'],
  ['-- teal: allow create-index until 2027-01-01', 'is written as'],
  ['-- teal: allow create-index until 2027-01-01 because ', 'is written as'],
  ['-- teal: allow create-index because small', 'is written as'],
  ['-- teal: allow create-index until 2027-02-30 because small', '2027-02-30 is no date'],
  ['-- teal: allow drop-table until 2027-01-01 because small', 'is unsafe by create-index'],
  ['-- teal: ignore', 'is written as'],
])('%s is an error', (comment, message) => {
  expect(() => apply(comment)).toThrow(message)
  expect(() => apply(comment)).toThrow('m.sql:1:4: ')
})

test('an override after the last statement is an error', () => {
  expect(() =>
    applyOverrides(
      'm.sql',
      '\n\n-- teal: allow x until 2027-01-01 because small',
      [verdict(1, 'x')],
      today,
    ),
  ).toThrow('no statement follows')
})
