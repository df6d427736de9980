import { beforeAll, expect, test } from 'vitest'
import { loadGrammar } from '../../postgres/grammar.ts'
import { postgresIntentions } from './postgres.ts'

beforeAll(loadGrammar)

const shape = { tables: [] }

test('expressions are taken as they are written, whatever is in them', () => {
  const sql = `ALTER TABLE tâble ALTER COLUMN a SET DEFAULT coalesce('x, y', '('), ADD CHECK (b IN (1, 2) AND c <> ')'),
    ALTER b SET DEFAULT 2, ALTER c DROP DEFAULT`
  expect(postgresIntentions(sql, shape)).toEqual([
    { kind: 'change-default', table: 'tâble', column: 'a', value: `coalesce('x, y', '(')` },
    { kind: 'add-check', table: 'tâble', expression: `b IN (1, 2) AND c <> ')'` },
    { kind: 'change-default', table: 'tâble', column: 'b', value: '2' },
    { kind: 'change-default', table: 'tâble', column: 'c', value: null },
  ])
})

test('a column that must be given is one without a default', () => {
  expect(postgresIntentions('alter table t add a int not null', shape)).toHaveLength(1)
  expect(postgresIntentions('alter table t add a int not null default 1', shape)).toEqual([])
})
