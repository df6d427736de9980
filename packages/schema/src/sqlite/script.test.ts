import { expect, test } from 'vitest'
import { splitScript } from './script.ts'

const textsOf = (sql: string): string[] => splitScript(sql).map((statement) => statement.sql)

test('semicolons in strings, names and comments end nothing', () => {
  expect(textsOf(`SELECT ';''' ; -- a;b\n/* ; */ SELECT [a;b], "c;d", \`e;f\`;`)).toEqual([
    `SELECT ';'''`,
    'SELECT [a;b], "c;d", `e;f`',
  ])
})

test('a trigger ends with its END', () => {
  const trigger = `CREATE TEMP TRIGGER t AFTER INSERT ON x BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM x; END`
  expect(textsOf(`${trigger}; SELECT 1`)).toEqual([trigger, 'SELECT 1'])
})

test('statements begin at their first token', () => {
  const sql = '-- first\n  SELECT 1;\nSELECT 2'
  expect(splitScript(sql).map(({ start }) => start)).toEqual([11, 21])
})
