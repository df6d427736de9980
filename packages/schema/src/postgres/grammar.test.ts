import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { SqlError } from '../judge/source.ts'
import { loadGrammar, parseFile } from './grammar.ts'

beforeAll(loadGrammar)

test('finds statements behind comments and characters of several bytes', () => {
  const sql = `/* é€ /* nested */ 🎉 */ alter table "ü" add column x int; -- ø\n  begin; /* 🎉 */ drop table a`
  expect(
    parseFile('f.sql', sql).map(({ line, column, sql: text }) => [line, column, text]),
  ).toEqual([
    [1, 25, 'alter table "ü" add column x int'],
    [2, 3, 'begin'],
    [2, 18, 'drop table a'],
  ])
})

test.each([
  ['selec 1', 1, 1],
  ['select 1;\n selec 2', 2, 2],
  ["select 'é🎉é'; selec 2", 1, 15],
  ["select 'é',\n'🎉' from; select 1", 2, 9],
  ['select (', 1, 9],
])('says where %j does not parse', (sql, line, column) => {
  const parse = (): unknown => parseFile('m.sql', sql)
  expect(parse).toThrow(SqlError)
  expect(parse).toThrow(`m.sql:${line}:${column}: `)
})

test('an empty file has no statements', () => {
  expect(parseFile('f.sql', ' \n-- nothing\n')).toEqual([])
})

test('every statement is found where it stands, whatever is around it', () => {
  const filler = fc.constantFrom(
    '',
    ' ',
    '\n',
    '-- ü🎉 note\n',
    '/* ; é */',
    '\n\n\t',
    '/* /* 🎉 */ */',
  )
  const statement = fc.constantFrom(
    'select 1',
    "insert into t values ('é;🎉')",
    'drop table "ö"',
    'commit',
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(filler, statement), { minLength: 1, maxLength: 8 }), (parts) => {
      const sql = parts.map(([before, text]) => `${before}${text};`).join('')
      const found = parseFile('f.sql', sql)
      expect(found.map(({ sql: text }) => text)).toEqual(parts.map(([, text]) => text))
      const lines = sql.split('\n')
      for (const { line, column, sql: text } of found) {
        const rest = Array.from(lines[line - 1] ?? '')
          .slice(column - 1)
          .join('')
        expect(rest.startsWith(text)).toBe(true)
      }
    }),
  )
})
