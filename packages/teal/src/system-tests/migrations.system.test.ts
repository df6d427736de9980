import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { waitFor } from '@teal/testing/wait'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openShop, type Finished, type Shop } from './shop.ts'

// The database both colours share, through whole releases: what expands runs before the new release starts,
// what contracts waits for the old one to be gone, and what it took away is not switched back to.

let postgres: PostgresServer
let count = 0
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const kinds = [
  {
    name: 'SQLite',
    create: async () => 'sqlite:data.db',
    columns: async (_url: string, { directory }: Shop) => {
      const database = new DatabaseSync(join(directory, 'data.db'))
      const rows = database.prepare(`select name from pragma_table_info('users')`).all()
      database.close()
      return rows.map(({ name }) => String(name))
    },
  },
  {
    name: 'PostgreSQL',
    create: () => postgres.createDatabase(`shop_${(count += 1)}`),
    columns: async (url: string) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = 'users'::regclass and attnum > 0 and not attisdropped`,
      )
      await client.end()
      return rows.map(({ name }) => name)
    },
  },
]

describe.each(kinds)('migrations on $name', ({ create, columns }) => {
  let shop: Shop
  let url: string
  const stages = (retireAfter: string): Record<string, unknown> => ({
    expand: { sql: 'migrations', database: url },
    watch: 'off',
    retire: { after: retireAfter },
  })
  const migration = (file: string, sql: string): void => shop.write(`migrations/${file}`, sql)
  const teal = async (code: number, ...args: string[]): Promise<Finished> => {
    const finished = await shop.teal(...args)
    expect(finished.code, `teal ${args.join(' ')}: ${finished.stdout}${finished.stderr}`).toBe(code)
    return finished
  }

  beforeEach(async () => {
    url = await create()
    shop = await openShop()
    mkdirSync(join(shop.directory, 'migrations'))
    shop.configure({ stages: stages('1h') })
    migration('0001_users.sql', 'create table users (id integer primary key, name text)')
    await teal(0, 'deploy', 'v1')
    migration('0002_full.sql', 'alter table users add column full_name text')
    migration(
      '0003_full.backfill.sql',
      'update users set full_name = name where full_name is null and name is not null',
    )
    await teal(0, 'deploy', 'v2')
  })
  afterEach(() => shop.close())

  test('a contract waits for the old release, asks, and ends the way back', async () => {
    migration('0004_name.contract.sql', 'alter table users drop column name')
    const deployed = await teal(0, 'deploy', 'v3')
    expect(deployed.stdout).toMatch(
      /0004_name\.contract\.sql waits: v2 breaks under it and runs on/,
    )
    expect(await columns(url, shop)).toEqual(['id', 'name', 'full_name'])

    // v2 stands by: the way back is open, and so the contract is not.
    const refused = await teal(4, 'migrate', 'contract', '--yes')
    expect(refused.stderr).toMatch(/0004_name.*has to wait: v2 breaks under it and runs on green/)
    expect(await columns(url, shop)).toContain('name')
    await teal(0, 'rollback')
    expect((await teal(4, 'migrate', 'contract', '--yes')).stderr).toMatch(/v2 .*has the users/)
    await teal(0, 'rollback')

    // Both are retired: the controller stops it when its time is over.
    shop.configure({ stages: stages('1ms') })
    await teal(0, 'deploy', 'v4')
    await waitFor('v3 to be retired', async () => {
      const { stdout } = await shop.teal('status', '--json')
      return !(JSON.parse(stdout) as { rollback: { possible: boolean } }).rollback.possible
    })
    const asked = await teal(5, 'migrate', 'contract')
    expect(asked.stderr).toMatch(/0004_name.*needs v3.*gone for good/)
    expect(await columns(url, shop)).toContain('name')
    await teal(0, 'migrate', 'contract', '--yes')
    expect(await columns(url, shop)).toEqual(['id', 'full_name'])
    expect((await teal(0, 'audit')).stdout).toMatch(
      /teal migrate contract.*ran 0004_name\.contract\.sql/,
    )

    // What broke is refused, whichever way it would come back; what did not is not.
    const back = await teal(4, 'deploy', 'v2')
    expect(back.stderr).toMatch(/v2 cannot come back: the contract 0004_name/)
    shop.configure({ stages: stages('1h') })
    await teal(0, 'deploy', 'v5')
    await teal(0, 'rollback')
  })

  test('a rollback asks the schema, and says what it found', async () => {
    const rolledBack = await teal(0, 'rollback')
    expect(rolledBack.stdout).toMatch(/v1 can live with the schema as it is/)
    await teal(0, 'rollback')
    await teal(0, 'migrate', 'status')
    migration(
      '0009_gone.sql',
      '-- teal: allow drop-column until 2999-01-01 because the test wants to see it refused\nalter table users drop column name',
    )
    await teal(0, 'migrate', 'expand')
    const refused = await teal(4, 'rollback')
    expect(refused.stderr).toMatch(/v1 cannot come back: v1 would fail now: .*name/)
    expect(JSON.parse((await shop.teal('status', '--json')).stdout)).toMatchObject({
      rollout: null,
    })
  })

  test('a migration that would break the running version stops the rollout before anything starts', async () => {
    migration('0004_bad.sql', 'alter table users rename column name to nick')
    const failed = await teal(1, 'deploy', 'v3')
    expect(failed.stdout + failed.stderr).toMatch(/0004_bad\.sql:1:1 is no expand/)
    expect(await columns(url, shop)).toEqual(['id', 'name', 'full_name'])
    const found = JSON.parse((await shop.teal('status', '--json')).stdout) as {
      colours: Record<string, { release: string | null }>
    }
    const releases = Object.values(found.colours).map(({ release }) => release)
    expect(new Set(releases)).toEqual(new Set(['v1', 'v2']))
  })
})
