import { expect, test } from 'vitest'
import { isWider } from './types.ts'

test.each([
  ['character varying(50)', 'character varying(80)', true],
  ['character varying(50)', 'character varying', true],
  ['character varying(50)', 'text', true],
  ['text', 'character varying', true],
  ['character varying(50)', 'character varying(20)', false],
  ['text', 'character varying(20)', false],
  ['character(3)', 'character(5)', false],
  ['character(3)', 'text', false],
  ['numeric(10,2)', 'numeric(12,2)', true],
  ['numeric(10,2)', 'numeric', true],
  ['numeric(10,2)', 'numeric(12,4)', false],
  ['numeric', 'numeric(10,2)', false],
  ['integer', 'bigint', false],
  ['timestamp(3) without time zone', 'timestamp(6) without time zone', true],
  ['timestamp(6) without time zone', 'timestamp(3) without time zone', false],
  ['timestamp without time zone', 'timestamp with time zone', false],
  ['cidr', 'inet', true],
  ['inet', 'cidr', false],
])('%s to %s', (was, is, wider) => {
  expect(isWider(was, is)).toBe(wider)
})
