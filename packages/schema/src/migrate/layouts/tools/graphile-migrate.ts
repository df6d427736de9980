import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from 'graphile-migrate'
import type { Tool } from './tool.ts'

const path = (folder: string, number: number): string =>
  join(folder, 'committed', `${String(number).padStart(6, '0')}.sql`)

/** Its own head, as `graphile-migrate commit` writes it; that needs a shadow database. */
async function commit(folder: string, number: number, body: string): Promise<string> {
  const before = number === 1 ? '' : await readFile(path(folder, number - 1), 'utf8')
  const previous = /^--! Hash: (.*)$/m.exec(before)?.[1]
  const hash = createHash('sha1')
    .update(`${`${previous ?? ''}\n${body.trim()}`.trim()}\n`)
    .digest('hex')
  return `--! Previous: ${previous ?? '-'}\n--! Hash: sha1:${hash}\n\n${body.trim()}\n`
}

export const graphileMigrate: Tool = {
  title: 'graphile-migrate',
  layout: 'graphile-migrate',
  dialects: ['postgres'],
  ordered: true,
  noticesChanges: true,
  isCode: false,
  ledger: 'graphile_migrate.migrations',
  volatile: ['date'],
  write: async (folder, number, sql, head = '') => {
    await mkdir(join(folder, 'committed'), { recursive: true })
    await writeFile(path(folder, number), await commit(folder, number, `${head}\n${sql};`))
    await chmod(path(folder, number), 0o644)
  },
  remove: (folder, number) => rm(path(folder, number)),
  run: async (migrationsFolder, connectionString) => {
    const said: string[] = []
    const { Logger } = await import('@graphile/logger')
    await migrate({
      connectionString,
      migrationsFolder,
      logger: new Logger(() => (_level, message) => said.push(message)),
    })
    if (said.some((line) => line.includes('Already up to date'))) return 0
    const [, count] =
      said.map((line) => /(\d+) committed migrations executed/.exec(line)).find(Boolean) ?? []
    return Number(count)
  },
}
