// What every layout passes, beside the tool itself: Teal goes on where the tool stopped, the tool goes on where
// Teal stopped, and neither runs anything twice.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../contract.ts'
import type { Row } from '../database.ts'
import { expand } from '../expand.ts'
import { openLedger } from '../ledger.ts'
import { openDatabase } from '../open.ts'
import type { MigrateOptions } from '../session.ts'
import { status } from '../status.ts'
import type { Dialect } from '../../verdict.ts'
import { layoutOf } from './layouts.ts'
import type { Tool } from './tools/tool.ts'

export type Subject = {
  name: string
  dialect: Dialect
  /** The URL of a new, empty database. */
  create: () => Promise<string>
}

const modules = join(import.meta.dirname, '..', '..', '..', '..', '..', 'node_modules')
const main = join(import.meta.dirname, '..', 'main.ts')

export function layoutSuite(tool: Tool, subject: Subject): void {
  const scratch = mkdtempSync(join(tmpdir(), 'teal-layouts-'))
  // The tools' commands are found as in a project: above the migrations.
  symlinkSync(modules, join(scratch, 'node_modules'))
  afterAll(() => rmSync(scratch, { recursive: true }))

  const ledgerTable =
    subject.dialect === 'postgres' ? tool.ledger : tool.ledger.replace(/^.*\./, '')
  let folder: string
  let url: string

  /** The migrations: the first makes a table, and each writes its number into it. */
  const write = async (number: number, head?: string): Promise<void> => {
    const noted = `insert into ran (number) values (${number})`
    const sql = number === 1 ? `create table ran (number integer not null);\n${noted}` : noted
    await tool.write(folder, number, sql, head)
  }
  const query = async (sql: string, at = url): Promise<Row[]> => {
    const { connection, close } = await openDatabase(at)
    try {
      return (await connection.query(sql)).rows
    } finally {
      await close()
    }
  }
  const ran = async (): Promise<number[]> =>
    (await query('select number from ran order by number')).map(({ number }) => Number(number))
  const options = (release = 'v1'): MigrateOptions => ({
    database: url,
    folder,
    release,
    signal: new AbortController().signal,
    report: () => {},
  })
  const look = (): ReturnType<typeof status> => status({ database: url, folder, serving: [] })
  const states = async (): Promise<string[]> => (await look()).migrations.map(({ state }) => state)
  /** The migrations that the tool's ledger has, by name. */
  const appliedByTool = async (): Promise<string[]> => {
    const database = await openDatabase(url)
    try {
      const layout = await layoutOf(folder, undefined)
      const files = await layout.read(folder)
      const applied = await layout.ledger?.applied(database.connection, database.dialect, files)
      return (applied ?? []).map(({ name }) => name).toSorted()
    } finally {
      await database.close()
    }
  }

  describe(`${tool.title} on ${subject.name}`, () => {
    beforeEach(async () => {
      folder = mkdtempSync(join(scratch, 'folder-'))
      url = await subject.create()
      await write(1)
      await write(2)
    })

    it('is told by its files, and has an empty ledger before anything was run', async () => {
      const { layout, migrations, withoutFile } = await look()
      expect(layout).toBe(tool.layout)
      expect(migrations.map(({ state }) => state)).toEqual(['pending', 'pending'])
      expect(withoutFile).toEqual([])
      expect(await appliedByTool()).toEqual([])
    })

    it('goes on where the tool stopped', async () => {
      expect(await tool.run(folder, url)).toBe(2)
      await write(3)
      const { ran: files } = await expand(options())
      expect(files).toHaveLength(1)
      expect(await ran()).toEqual([1, 2, 3])
      expect(await states()).toEqual(['done', 'done', 'done'])
      expect(await tool.run(folder, url)).toBe(0)
      expect((await look()).drifted).toBe(false)
    })

    it('leaves nothing to do for the tool, and what it notes is what the tool notes', async () => {
      await write(3)
      expect((await expand(options())).ran).toHaveLength(3)
      const noted = await readTable(url)
      expect(await tool.run(folder, url)).toBe(0)
      expect(await ran()).toEqual([1, 2, 3])
      const other = await subject.create()
      expect(await tool.run(folder, other)).toBe(3)
      expect(noted).toEqual(await readTable(other))
      await write(4)
      expect(await tool.run(folder, url)).toBe(1)
      expect((await expand(options())).ran).toEqual([])
      expect(await ran()).toEqual([1, 2, 3, 4])
    })

    it(`${tool.ordered ? 'holds up what is behind' : 'overtakes'} a contract that waits`, async () => {
      await write(2, '-- teal: contract')
      await write(3)
      const { ran: files, left } = await expand(options('v2'))
      expect(await ran()).toEqual(tool.ordered ? [1] : [1, 3])
      expect(files).toHaveLength(tool.ordered ? 1 : 2)
      expect(left.map(({ why }) => why)).toEqual([
        expect.stringMatching(/^a contract waits/),
        ...(tool.ordered ? [expect.stringMatching(/^it comes behind .*, which has to wait$/)] : []),
      ])
      const serving = async (): Promise<[{ release: string; where: string }]> => [
        { release: 'v1', where: 'is the standby on blue' },
      ]
      const confirm = (): Promise<boolean> => Promise.resolve(true)
      await expect(contract({ ...options('v2'), serving, confirm })).rejects.toThrow(/v1 breaks/)
      await contract({ ...options('v2'), serving: async () => [], confirm })
      await expand(options('v2'))
      expect(await ran()).toEqual([1, 2, 3])
      expect(await tool.run(folder, url)).toBe(0)
    })

    it('refuses a file that was changed after Teal had run it', async () => {
      await expand(options())
      await change(2)
      await expect(expand(options())).rejects.toThrow(/was changed after/)
    })

    if (tool.noticesChanges) {
      it('refuses a file that was changed after the tool had run it', async () => {
        await tool.run(folder, url)
        await change(2)
        await expect(expand(options())).rejects.toThrow(/was changed after/)
      })
    }

    it('tells what the ledger has and no file is there for', async () => {
      await write(3)
      await tool.run(folder, url)
      await tool.remove(folder, 3)
      expect((await look()).withoutFile).toHaveLength(1)
      await expand(options())
      expect((await look()).withoutFile).toHaveLength(1)
    })

    it('runs again what the tool has taken back', async () => {
      await expand(options())
      const applied = await appliedByTool()
      await forgetLast()
      await query('delete from ran where number = 2')
      expect(await states()).toEqual(['done', 'pending'])
      expect((await expand(options())).ran).toHaveLength(1)
      expect(await ran()).toEqual([1, 2])
      expect(await appliedByTool()).toEqual(applied)
    })

    it('keeps what ran before a migration that fails, says why, and goes on when it is mended', async () => {
      await tool.write(folder, 3, 'insert into nowhere (number) values (3)')
      await expect(expand(options())).rejects.toMatchObject({
        kind: 'failed',
        message: expect.stringMatching(/nowhere/) as unknown,
      })
      expect(await states()).toEqual(['done', 'done', 'failed'])
      expect(await appliedByTool()).toHaveLength(2)
      await write(3)
      expect((await expand(options())).ran).toHaveLength(1)
      expect(await ran()).toEqual([1, 2, 3])
      expect(await tool.run(folder, url)).toBe(0)
    })

    if (!tool.isCode) {
      it('writes its ledger in the transaction of the last statement, or neither', async () => {
        await tool.remove(folder, 2)
        await tool.run(folder, url)
        await write(2)
        for (const sql of refusing[subject.dialect]) {
          await query(sql.replaceAll('LEDGER', ledgerTable))
        }
        await expect(expand(options())).rejects.toThrow(/not today/)
        expect(await ran()).toEqual([1])
        expect(await appliedByTool()).toHaveLength(1)
        const on = subject.dialect === 'postgres' ? ` on ${ledgerTable}` : ''
        await query(`drop trigger not_today${on}`)
        expect((await expand(options())).ran).toHaveLength(1)
        expect(await ran()).toEqual([1, 2])
      })

      it('says to the tool what a run that was killed had no time to say', async () => {
        await expand(options())
        const applied = await appliedByTool()
        await forgetLast()
        const database = await openDatabase(url)
        const { name = '', phase = 'expand' } =
          (await openLedger(database).entries()).find(
            (entry) => !entry.name.includes(applied[0] ?? ''),
          ) ?? {}
        await openLedger(database).update(name, phase, { state: 'running' })
        await database.close()
        await expand(options())
        expect(await ran()).toEqual([1, 2])
        expect(await appliedByTool()).toEqual(applied)
        expect(await tool.run(folder, url)).toBe(0)
      })
    }

    // The runner's own suite kills it on every database.
    if (subject.dialect === 'postgres') {
      it('has two ledgers that agree wherever it is killed', async () => {
        const count = tool.isCode ? 4 : 12
        for (let number = 3; number <= count; number++) await write(number)
        for (let attempt = 0; ; attempt++) {
          const child = spawn(
            process.execPath,
            [main, 'expand', '--database', url, '--folder', folder, '--release', 'v1'],
            { stdio: 'ignore' },
          )
          const exited = once(child, 'exit')
          const killed = await Promise.race([
            exited,
            sleep(150 * 2 ** attempt + 300, 'kill' as const),
          ])
          if (killed === 'kill') child.kill('SIGKILL')
          const [code] = (await exited) as [number | null]
          expect([null, 0]).toContain(code)
          if (!tool.isCode) await expectAgreement()
          if (code === 0) break
        }
        await expectAgreement()
        expect(await ran()).toEqual(Array.from({ length: count }, (_, index) => index + 1))
        expect(await tool.run(folder, url)).toBe(0)
      })
    }
  })

  /** A comment more, in the file that was written last for this number. */
  async function change(number: number): Promise<void> {
    const layout = await layoutOf(folder, undefined)
    const file = (await layout.read(folder))[number - 1]?.file ?? ''
    const inside = tool.layout === 'graphile-migrate' ? join(folder, 'committed') : folder
    await appendFile(join(inside, file), tool.isCode ? '// changed\n' : '-- changed\n')
  }

  /** What Teal's ledger has run to its last statement is what the tool's ledger has. */
  async function expectAgreement(): Promise<void> {
    const database = await openDatabase(url)
    try {
      await database.createLedger()
      const entries = await openLedger(database).entries()
      const layout = await layoutOf(folder, undefined)
      const files = await layout.read(folder)
      const complete = files
        .filter(({ name }) =>
          entries.some((entry) => {
            const units = name === files[0]?.name ? 2 : 1
            return entry.name === name && (entry.state === 'done' || entry.units.length === units)
          }),
        )
        .map(({ name }) => name)
      expect(await appliedByTool()).toEqual(complete.toSorted())
    } finally {
      await database.close()
    }
  }

  /** Takes the last line out of the tool's ledger. */
  async function forgetLast(): Promise<void> {
    const [row = {}] = await query(`select * from ${ledgerTable}`)
    const columns = [
      'installed_rank',
      'filename',
      'migration_name',
      'version',
      'created_at',
      'name',
    ]
    const column = columns.find((each) => each in row) ?? ''
    const rows = await query(`select max(${column}) as last from ${ledgerTable}`)
    await query(`delete from ${ledgerTable} where ${column} = '${String(rows[0]?.['last'])}'`)
  }

  /** The ledger's rows but for what is another at every run, and how the table is made. */
  async function readTable(at: string): Promise<unknown> {
    const rows = await query(`select * from ${ledgerTable}`, at)
    const lasting = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          tool.volatile.includes(column) ? value !== null : value,
        ]),
      ),
    )
    return { rows: lasting, shape: await query(shape[subject.dialect], at) }
  }
}

/** Makes the tool's ledger refuse every new row. */
const refusing: Record<Dialect, string[]> = {
  postgres: [
    `create function not_today() returns trigger language plpgsql as
       $$ begin raise exception 'not today'; end $$`,
    `create trigger not_today before insert on LEDGER for each row execute function not_today()`,
  ],
  mysql: [
    `create trigger not_today before insert on LEDGER for each row
       signal sqlstate '45000' set message_text = 'not today'`,
  ],
  sqlite: [
    `create trigger not_today before insert on LEDGER begin select raise(abort, 'not today'); end`,
  ],
}

/** Every table, column and index but Teal's own and the one the migrations make. */
const shape: Record<Dialect, string> = {
  postgres: `select c.relname as relation, c.relkind as kind, a.attname as column, a.attnotnull as required,
      format_type(a.atttypid, a.atttypmod) as type, pg_get_expr(d.adbin, d.adrelid) as default,
      (select string_agg(pg_get_constraintdef(k.oid), ', ' order by k.conname) from pg_constraint k
        where k.conrelid = c.oid) as constraints
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace in (select oid from pg_namespace where nspname !~ '^(pg_|information_schema|teal)')
      and c.relkind in ('r', 'i') and c.relname <> 'ran'
    order by 1, a.attnum`,
  mysql: `select c.table_name, c.column_name, c.column_type, c.is_nullable, c.column_default, c.column_key,
      c.character_set_name, c.collation_name, c.extra, t.engine, t.table_collation
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = database() and c.table_name not like 'teal%' and c.table_name <> 'ran'
    order by 1, c.ordinal_position`,
  sqlite: `select m.name as relation, c.name as column, lower(c.type) as type, c."notnull", c.dflt_value, c.pk
    from sqlite_schema m, pragma_table_info(m.name) c
    where m.name not like 'teal_%' and m.name not like 'sqlite_%' and m.name <> 'ran' order by 1, c.cid`,
}
