import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../verdict.ts'
import { checkCommand } from './command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teal-check-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function check(
  files: Record<string, string>,
  ...options: string[]
): Promise<{ status: number; out: string; error: string }> {
  const directory = await mkdtemp(join(folder, 'case-'))
  for (const [name, sql] of Object.entries(files)) {
    await mkdir(join(directory, name, '..'), { recursive: true })
    await writeFile(join(directory, name), sql)
  }
  let out = ''
  let error = ''
  const status = await checkCommand([directory, '--static', ...options], {
    out: (text) => (out += text),
    error: (text) => (error += text),
  })
  return { status, out, error }
}

test.each([
  ['alter table t add column c int', 0],
  ['drop table t', 1],
  ['alter table t add constraint k check (c > 0) not valid', 5],
  ['drop table t; alter table t add constraint k check (c > 0) not valid', 1],
  ['selec 1', 2],
])('%s exits with %i', async (sql, status) => {
  expect((await check({ 'm.sql': sql })).status).toBe(status)
})

test('usage errors exit with 2 and say what is wrong', async () => {
  const say: string[] = []
  const output = { out: () => undefined, error: (text: string) => void say.push(text) }
  expect(await checkCommand([], output)).toBe(2)
  expect(await checkCommand(['x.sql', '--dialect', 'oracle'], output)).toBe(2)
  expect(await checkCommand(['x.sql', '--nonsense'], output)).toBe(2)
  expect(await checkCommand([join(folder, 'missing.sql')], output)).toBe(2)
  expect(await checkCommand(['x.sql', '--json', '--sarif'], output)).toBe(2)
  expect(say[0]).toContain('name a migration file')
  expect(say[1]).toContain('there is no dialect oracle')
  expect(say[3]).toContain('missing.sql')
})

test('JSON has the words of the report', async () => {
  const { out } = await check({ 'b.sql': '-- ü\n  drop table t;', 'a.sql': 'select 1' }, '--json')
  const report = JSON.parse(out) as Report
  expect(report.verdict).toBe('unsafe')
  expect(report.statements.map(({ sql }) => sql)).toEqual(['select 1', 'drop table t'])
  expect(Object.keys(report.statements[1] ?? {})).toEqual([
    'file',
    'line',
    'column',
    'sql',
    'verdict',
    'hazard',
    'locks',
    'rule',
    'why',
    'evidence',
    'plan',
  ])
  expect(report.statements[1]).toMatchObject({ line: 2, column: 3, hazard: 'data-loss' })
})

test('files come in the order of their numbers', async () => {
  const { out } = await check({ '10_b.sql': 'select 10', '9_a.sql': 'select 9' }, '--json')
  const { statements } = JSON.parse(out) as Report
  expect(statements.map(({ sql }) => sql)).toEqual(['select 9', 'select 10'])
})

test('of a dbmate file only the way up is judged, in its transaction', async () => {
  const file =
    '-- migrate:up\ncreate index concurrently i on t (c);\n-- migrate:down\ndrop table t;\n'
  const { out } = await check({ 'm.sql': file }, '--json')
  const { statements } = JSON.parse(out) as Report
  expect(statements.map(({ rule, line }) => [rule, line])).toEqual([['fails-in-transaction', 2]])
  const alone = file.replace('migrate:up', 'migrate:up transaction:false')
  expect((await check({ 'm.sql': alone })).status).toBe(0)
})

test('SARIF has what its schema requires', async () => {
  const { out } = await check({ 'a b.sql': 'drop table t; create index i on t (c)' }, '--sarif')
  const sarif = JSON.parse(out) as {
    version: string
    runs: {
      tool: { driver: { name: string; rules: { id: string }[] } }
      results: {
        ruleId: string
        ruleIndex: number
        level: string
        message: { text: string }
        locations: {
          physicalLocation: {
            artifactLocation: { uri: string }
            region: { startLine: number; startColumn: number }
          }
        }[]
      }[]
    }[]
  }
  expect(sarif.version).toBe('2.1.0')
  const [run] = sarif.runs
  expect(run?.tool.driver.name).toBe('teal check')
  expect(run?.results).toHaveLength(2)
  for (const result of run?.results ?? []) {
    expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
    expect(['error', 'warning']).toContain(result.level)
    expect(result.message.text).not.toBe('')
    const place = result.locations[0]?.physicalLocation
    expect(place?.artifactLocation.uri).toMatch(/a%20b\.sql$/)
    expect(place?.region.startLine).toBeGreaterThan(0)
    expect(place?.region.startColumn).toBeGreaterThan(0)
  }
})

test('GitHub annotations escape what would end them', async () => {
  const { out } = await check({ 'a,b.sql': 'drop table t' }, '--github')
  expect(out).toMatch(/^::error file=.*a%2Cb\.sql,line=1,col=1,title=drop-table \(data-loss\)::/)
  expect(out.trimEnd()).not.toContain('\n')
})

test('a wrong override exits with 2 and its place', async () => {
  const sql = '\n-- teal: allow drop-table until 2020-01-01 because old\ndrop table t'
  const { status, error } = await check({ 'm.sql': sql })
  expect(status).toBe(2)
  expect(error).toContain('m.sql:2:4: the override of drop-table expired on 2020-01-01')
})
