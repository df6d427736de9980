// Prisma's schema engine itself, which comes as WebAssembly in a package of its own; its command line would fetch
// a binary when it is installed.

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import { stamp, type Tool } from './tool.ts'

const provider = 'provider = "postgresql"'
const path = (folder: string, number: number): string => join(folder, `${stamp(number)}_m`)

export const prisma: Tool = {
  title: 'Prisma',
  layout: 'prisma',
  dialects: ['postgres'],
  ordered: false,
  noticesChanges: true,
  isCode: false,
  ledger: '_prisma_migrations',
  volatile: ['id', 'started_at', 'finished_at'],
  write: async (folder, number, sql, head = '') => {
    await mkdir(path(folder, number), { recursive: true })
    await writeFile(join(path(folder, number), 'migration.sql'), `${head}\n${sql};\n`)
    await writeFile(join(folder, 'migration_lock.toml'), provider)
  },
  remove: (folder, number) => rm(path(folder, number), { recursive: true }),
  run: async (folder, connectionString) => {
    const engine = await SchemaEngine.new(
      { datamodels: [['schema.prisma', `datasource db {\n  ${provider}\n}`]] },
      () => {},
      bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString })),
    )
    const names = (await readdir(folder)).filter((name) => name.endsWith('_m')).toSorted()
    const directories = names.map(async (name) => {
      const value = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return {
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
      }
    })
    const input = {
      migrationsList: {
        baseDir: folder,
        lockfile: { path: 'migration_lock.toml', content: provider },
        shadowDbInitScript: '',
        migrationDirectories: await Promise.all(directories),
      },
      filters: { externalTables: [], externalEnums: [] },
    }
    try {
      const { appliedMigrationNames } = await engine.applyMigrations(input)
      const history = await engine.diagnoseMigrationHistory({
        ...input,
        optInToShadowDatabase: false,
      })
      const { editedMigrationNames, failedMigrationNames } = history
      const complaints = [...editedMigrationNames, ...failedMigrationNames]
      if (complaints.length > 0) throw new Error(`Prisma complains of ${complaints.join(', ')}`)
      return appliedMigrationNames.length
    } finally {
      engine.free()
    }
  },
}
