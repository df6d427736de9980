import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { toolProgram } from '../program.ts'
import { stamp, type Tool } from './tool.ts'

const path = (folder: string, number: number): string => join(folder, `${stamp(number)}_m.sql`)

export const dbmate: Tool = {
  title: 'dbmate',
  layout: 'dbmate',
  dialects: ['postgres', 'mysql', 'sqlite'],
  ordered: false,
  noticesChanges: false,
  isCode: false,
  ledger: 'schema_migrations',
  volatile: [],
  write: (folder, number, sql, head = '') =>
    writeFile(
      path(folder, number),
      `${head}\n-- migrate:up\n${sql};\n\n-- migrate:down\ndrop table nothing_of_this_is_run;\n`,
    ),
  remove: (folder, number) => rm(path(folder, number)),
  run: async (folder, url) => {
    const program = toolProgram(import.meta.dirname, 'dbmate')
    const { stdout } = await promisify(execFile)(program, [
      ...['--url', url.startsWith('postgres') ? `${url}?sslmode=disable` : url],
      ...['--migrations-dir', folder, '--no-dump-schema', 'migrate'],
    ])
    return stdout.match(/^Applied:/gm)?.length ?? 0
  },
}
