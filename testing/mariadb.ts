import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:net'
import { createConnection } from 'mysql2/promise'
import { freePort } from './ports.ts'
import { waitFor } from './wait.ts'

/** A real MariaDB server in a temporary directory, for one suite. */
export type MariadbServer = {
  /** URL of the user `root` without a database. */
  url: string
  /** Creates an empty database and returns its URL. */
  createDatabase: (name: string) => Promise<string>
  stop: () => Promise<void>
}

/** Starts MariaDB on a free port, with utf8mb4 as its distributions have it, and durability off. */
export async function startMariadb(): Promise<MariadbServer> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-mariadb-'))
  const data = join(directory, 'data')
  // Two servers that are made at the same time take each other's files away in the system's own.
  const temporary = `--tmpdir=${directory}`
  const root = process.getuid?.() === 0
  if (root) execFileSync('chown', ['mysql', directory])
  const user = root ? ['--user=mysql'] : []
  execFileSync(
    'mariadb-install-db',
    [
      ...user,
      temporary,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
    { stdio: 'pipe' },
  )
  const port = await freePort()
  const server = spawn(
    '/usr/sbin/mariadbd',
    [
      '--no-defaults',
      ...user,
      temporary,
      `--datadir=${data}`,
      `--socket=${join(directory, 'socket')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--character-set-server=utf8mb4',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=64M',
    ],
    { stdio: 'ignore' },
  )
  await waitFor('MariaDB to answer', () => answers(port), 30_000)
  const url = `mysql://root@127.0.0.1:${port}`
  return {
    url,
    createDatabase: async (name) => {
      const connection = await createConnection(url)
      await connection.query(`create database \`${name}\``)
      await connection.end()
      return `${url}/${name}`
    },
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const exited = once(server, 'exit')
        server.kill('SIGTERM')
        await exited
      }
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** The server greets whoever connects. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
