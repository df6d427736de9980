// What only one tool has, on a real server.

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Row } from '../database.ts'
import { expand } from '../expand.ts'
import { openDatabase } from '../open.ts'
import { drizzle, drizzleJournal } from './tools/drizzle.ts'
import { knex } from './tools/knex.ts'

let postgres: PostgresServer
let count = 0
let folder: string
let url: string
const scratch = mkdtempSync(join(tmpdir(), 'teal-ledgers-'))
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  rmSync(scratch, { recursive: true })
})
beforeEach(async () => {
  folder = mkdtempSync(join(scratch, 'folder-'))
  url = await postgres.createDatabase(`ledgers_${(count += 1)}`)
})
const write = (file: string, sql: string): void => writeFileSync(join(folder, file), sql)
const run = async (): Promise<string[]> => {
  const signal = new AbortController().signal
  return (await expand({ database: url, folder, signal, report: () => {} })).ran
}
const query = async (sql: string): Promise<Row[]> => {
  const { connection, close } = await openDatabase(url)
  try {
    return (await connection.query(sql)).rows
  } finally {
    await close()
  }
}

it('Flyway: a repeatable migration is run again whenever it was changed, and only then', async () => {
  write('V1__t.sql', 'create table t (a integer);\n')
  write('R__v.sql', 'create or replace view v as select a from t;\n')
  expect(await run()).toEqual(['V1__t.sql', 'R__v.sql'])
  expect(await run()).toEqual([])
  write('R__v.sql', 'create or replace view v as select a, 1 as b from t;\n')
  expect(await run()).toEqual(['R__v.sql'])
  expect(await run()).toEqual([])
  await query('select b from v')
  write('V2__t.sql', 'create table t2 (a integer);\n')
  expect(await run()).toEqual(['V2__t.sql'])
  const rows = await query(
    'select installed_rank, version, description from flyway_schema_history order by 1',
  )
  expect(rows.map((row) => Object.values(row))).toEqual([
    [1, '1', 't'],
    [2, null, 'v'],
    [3, null, 'v'],
    [4, '2', 't'],
  ])
})

it('dbmate: its ledger stays where it is when a migration looks elsewhere for names', async () => {
  write(
    '1_a.sql',
    '-- migrate:up\ncreate schema other;\nset search_path = other;\ncreate table a (id integer);\n-- migrate:down\n',
  )
  await run()
  expect(await query('select version from public.schema_migrations')).toEqual([{ version: '1' }])
  expect(await query('select * from other.a')).toEqual([])
  expect(await run()).toEqual([])
})

it('Drizzle: a ledger from before 1.0 is gone on with, and gets its names from Drizzle', async () => {
  const before = mkdtempSync(join(scratch, 'before-'))
  const first = 'create table t (a integer)'
  await drizzleJournal.write(before, 1, first)
  await drizzleJournal.run(before, url)
  // What \`drizzle-kit up\` makes of it: the time in whole seconds, and the same file.
  await drizzle.write(folder, 1, first)
  await query('update drizzle.__drizzle_migrations set created_at = 1704067201123')
  await drizzle.write(folder, 2, 'insert into t (a) values (2)')
  expect(await run()).toHaveLength(1)
  expect(await drizzle.run(folder, url)).toBe(0)
  expect(await query('select a from t')).toEqual([{ a: 2 }])
  const rows = await query('select name from drizzle.__drizzle_migrations order by id')
  expect(rows).toEqual([{ name: '20240101000001_m' }, { name: '20240101000002_m' }])
  expect(await run()).toEqual([])
})

it('Knex: says that the knexfile names another database', async () => {
  const modules = join(import.meta.dirname, '..', '..', '..', '..', '..', 'node_modules')
  symlinkSync(modules, join(scratch, 'node_modules'))
  await knex.write(folder, 1, 'create table t (a integer)')
  const elsewhere = await postgres.createDatabase('elsewhere')
  writeFileSync(
    join(scratch, 'knexfile.cjs'),
    `module.exports = { client: 'pg', connection: '${elsewhere}' }`,
  )
  await expect(run()).rejects.toThrow(/ended well, but its ledger here does not know/)
  await expect(query('select a from t')).rejects.toThrow('t')
})
