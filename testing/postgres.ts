import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import pg from 'pg'
import { freePort } from './ports.ts'
import { waitFor } from './wait.ts'

/** A real PostgreSQL server in a temporary directory, for one suite. */
export type PostgresServer = {
  /** URL of the superuser `postgres` in the database `postgres`. */
  url: string
  /** The server's process, for tests that kill it. */
  process: ChildProcess
  /** Creates an empty database and returns its URL. */
  createDatabase: (name: string) => Promise<string>
  stop: () => Promise<void>
}

/** Starts PostgreSQL on a free port; durable settings off unless `durable`, since suites want speed. */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  const { bin, user } = postgresPrograms()
  const directory = mkdtempSync(join(tmpdir(), 'teal-postgres-'))
  const port = await freePort()
  execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, directory])
  const data = join(directory, 'data')
  const as = { ...user, stdio: 'pipe' as const, cwd: directory }
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    as,
  )
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${directory}`,
    'max_connections=200',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: directory, stdio: 'ignore' },
  )
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await waitFor(
    'PostgreSQL to answer',
    async () => {
      await run('select 1')
      return true
    },
    30_000,
  )
  return {
    url,
    process: server,
    createDatabase: async (name) => {
      await run(`create database "${name}"`)
      return url.replace(/\/postgres$/, `/${name}`)
    },
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const exited = once(server, 'exit')
        server.kill('SIGINT') // fast shutdown: ends clients' sessions instead of waiting for them
        await exited
      }
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Where PostgreSQL's programs are, and as whom they must be run. */
export function postgresPrograms(): { bin: string; user: { uid?: number; gid?: number } } {
  return { bin: postgresBinaries(), user: unprivilegedUser() }
}

function postgresBinaries(): string {
  const root = '/usr/lib/postgresql'
  const newest = readdirSync(root).sort((a, b) => Number(b) - Number(a))[0]
  if (newest === undefined) throw new Error('PostgreSQL is not installed: run `npm run setup`')
  return join(root, newest, 'bin')
}

/** PostgreSQL refuses to run as root; Debian's package makes the user `postgres`. */
function unprivilegedUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
