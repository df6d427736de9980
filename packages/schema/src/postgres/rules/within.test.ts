import { beforeAll, expect, test } from 'vitest'
import type { Snapshot } from '../catalogue/snapshot.ts'
import { loadGrammar, parseFile } from '../grammar.ts'
import { changesCalled } from './within.ts'

beforeAll(loadGrammar)

const routine = (language: string, source: string, result = 'integer'): Snapshot =>
  new Map([
    [
      'function public.purge(integer)',
      {
        kind: 'function',
        name: 'public.purge(integer)',
        parent: '',
        properties: { language, source, result, kind: 'f', arguments: 'upto integer DEFAULT 1' },
      },
    ],
  ])

const called = (sql: string, catalogue: Snapshot): string[] =>
  parseFile('m.sql', sql).flatMap((one) => changesCalled(one, catalogue).map(({ kind }) => kind))

const plpgsql = 'begin if upto > 1 then delete from t where no <= upto; end if; return 1; end'

test.each([
  ['select purge(1)', 'plpgsql', plpgsql, ['DeleteStmt']],
  ['select * from public.purge(1)', 'plpgsql', plpgsql, ['DeleteStmt']],
  ['call purge(1)', 'plpgsql', plpgsql, ['DeleteStmt']],
  ['insert into u select purge(2)', 'sql', 'delete from t; select 1', ['DeleteStmt']],
  ['select purge(1)', 'sql', 'BEGIN ATOMIC\n DELETE FROM t;\n SELECT 1;\nEND', ['DeleteStmt']],
  ['select purge(1)', 'sql', 'truncate t; select 1', ['TruncateStmt']],
  ['do $do$ begin perform purge(1); end $do$', 'sql', 'delete from t; select 1', ['DeleteStmt']],
  ['select purge(1)', 'sql', 'select purge(1)', []],
  ['select purge(1)', 'sql', 'with a as (delete from t) select 1', ['SelectStmt']],
  ['select purge(1)', 'sql', 'select 1', []],
  ['select purged(1)', 'plpgsql', plpgsql, []],
  ['create table u (a int default purge(1))', 'plpgsql', plpgsql, []],
])('%s of a body in %s', (sql, language, source, kinds) => {
  expect(called(sql, routine(language, source))).toEqual(kinds)
})
