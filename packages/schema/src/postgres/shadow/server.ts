// A shadow on a real server: a scratch database beside the one the URL names, dropped at the end. The
// database of the URL itself is only read, so nobody waits for the judge's locks.

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import pg from 'pg'
import { helpers } from './helpers.ts'
import { identifier, type Row, type Session } from './session.ts'

/** Creates a scratch database on the server of `url`. The user needs the right to create databases. */
export async function openServer(url: string): Promise<Session> {
  const name = `teal_shadow_${randomBytes(6).toString('hex')}`
  const admin = await connect(url)
  try {
    await admin.query(`create database ${identifier(name)} template template0`)
  } finally {
    await admin.end()
  }
  const scratch = new URL(url)
  scratch.pathname = `/${name}`
  const client = await connect(scratch.href)
  await client.query(helpers)
  return {
    shared: true,
    run: async (sql) => {
      const answer: unknown = await client.query(sql)
      const answers = (Array.isArray(answer) ? answer : [answer]) as pg.QueryResult<Row>[]
      return answers.findLast((one) => one.fields.length > 0)?.rows ?? []
    },
    close: async () => {
      await client.end()
      const last = await connect(url)
      try {
        await last.query(`drop database if exists ${identifier(name)} with (force)`)
      } finally {
        await last.end()
      }
    },
  }
}

/** The schema of the database at `url`, as `pg_dump` writes it. */
export async function dumpSchema(url: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('pg_dump', ['--schema-only', `--dbname=${url}`], {
      maxBuffer: 1 << 28,
    })
    return stdout
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string }
    const reason = code === 'ENOENT' ? 'pg_dump is not installed' : (stderr ?? '').trim()
    throw new Error(
      `cannot read the schema of the database: ${reason}. Give it with --schema instead.`,
      { cause: error },
    )
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
