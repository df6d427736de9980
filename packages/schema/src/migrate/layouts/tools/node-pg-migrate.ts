import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runner } from 'node-pg-migrate'
import { stamp, type Tool } from './tool.ts'

const path = (folder: string, number: number, end: string): string =>
  join(folder, `${stamp(number)}_m.${end}`)

const shared = {
  layout: 'node-pg-migrate',
  dialects: ['postgres' as const],
  ordered: true,
  noticesChanges: false,
  ledger: 'public.pgmigrations',
  volatile: ['run_on'],
  run: async (dir: string, databaseUrl: string): Promise<number> => {
    const ran = await runner({
      databaseUrl,
      dir,
      direction: 'up',
      migrationsTable: 'pgmigrations',
      log: () => {},
    })
    return ran.length
  },
}

export const nodePgMigrateSql: Tool = {
  ...shared,
  title: 'node-pg-migrate, in SQL',
  isCode: false,
  write: (folder, number, sql, head = '') =>
    writeFile(
      path(folder, number, 'sql'),
      `${head}\n-- Up Migration\n${sql};\n\n-- Down Migration\ndrop table nothing_of_this_is_run;\n`,
    ),
  remove: (folder, number) => rm(path(folder, number, 'sql')),
}

export const nodePgMigrateCode: Tool = {
  ...shared,
  title: 'node-pg-migrate, in code',
  isCode: true,
  write: (folder, number, sql, head = '') =>
    writeFile(
      path(folder, number, 'mjs'),
      `${head.replace('--', '//')}\nexport const up = (pgm) => pgm.sql(${JSON.stringify(sql)})\nexport const down = false\n`,
    ),
  remove: (folder, number) => rm(path(folder, number, 'mjs')),
}
