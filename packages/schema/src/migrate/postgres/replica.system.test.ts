// A backfill and a real streaming replica that falls behind.

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@teal/testing/ports'
import { postgresPrograms, startPostgres } from '@teal/testing/postgres'
import { waitFor } from '@teal/testing/wait'
import pg from 'pg'
import { expect, it } from 'vitest'
import { backfill } from '../expand.ts'

it(
  'pauses while a replica is behind, and goes on when it has caught up',
  { timeout: 120_000 },
  async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'teal-replica-'))
    const primary = await startPostgres()
    const { bin, user } = postgresPrograms()
    const { port: primaryPort } = new URL(primary.url)
    const data = join(scratch, 'data')
    execFileSync('chown', [`${user.uid ?? ''}:${user.gid ?? ''}`, scratch])
    const as = { ...user, cwd: scratch }
    execFileSync(
      join(bin, 'pg_basebackup'),
      [
        '-h',
        '127.0.0.1',
        '-p',
        primaryPort,
        '-U',
        'postgres',
        '-D',
        data,
        '-R',
        '-X',
        'stream',
        '--no-sync',
        '-c',
        'fast',
      ],
      as,
    )
    const port = await freePort()
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${scratch}`,
      'fsync=off',
      // No fewer than the primary has.
      'max_connections=200',
    ]
    const replica = spawn(
      join(bin, 'postgres'),
      ['-D', data, ...settings.flatMap((one) => ['-c', one])],
      {
        ...as,
        stdio: 'ignore',
      },
    )
    const client = new pg.Client({ connectionString: primary.url })
    await client.connect()
    const onReplica = await waitFor(
      'the replica',
      async () => {
        const one = new pg.Client({
          connectionString: `postgres://postgres@127.0.0.1:${port}/postgres`,
        })
        await one.connect()
        return one
      },
      30_000,
    )
    try {
      await client.query(
        `create table t (id int primary key, n int not null);
       insert into t select i, 0 from generate_series(1, 200000) i`,
      )
      await waitFor(
        'it to follow',
        async () => (await onReplica.query('select 1 from t limit 1')).rowCount === 1,
      )
      writeFileSync(join(scratch, '0001_n.backfill.sql'), 'update t set n = n + 1')
      await onReplica.query('select pg_wal_replay_pause()')
      const told: string[] = []
      const running = backfill({
        database: primary.url,
        folder: scratch,
        signal: new AbortController().signal,
        report: (text) => told.push(text),
      })
      await waitFor(
        'it to pause',
        () => told.some((text) => /pausing, a replica is \d+\.\d s behind/.test(text)),
        60_000,
      )
      const { rows } = await client.query('select count(*)::int as undone from t where n = 0')
      expect(rows[0]?.undone).toBeGreaterThan(0)
      await onReplica.query('select pg_wal_replay_resume()')
      expect((await running).ran).toEqual(['0001_n.backfill.sql'])
      const done = await client.query('select count(*)::int as rows from t where n = 1')
      expect(done.rows).toEqual([{ rows: 200_000 }])
    } finally {
      await Promise.all([client.end(), onReplica.end()])
      const exited = once(replica, 'exit')
      replica.kill('SIGINT')
      await exited
      await primary.stop()
      rmSync(scratch, { recursive: true })
    }
  },
)
