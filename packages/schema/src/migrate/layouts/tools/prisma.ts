// Prisma's schema engine itself, which comes as WebAssembly in a package of its own; its command line would fetch
// a binary when it is installed.

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import { stamp, type Tool } from './tool.ts'

/** The engine's drivers: what a database is called in its lock file, and how it is reached. */
const drivers: Record<
  'postgres' | 'sqlite',
  (url: string) => [string, SqlMigrationAwareDriverAdapterFactory]
> = {
  postgres: (connectionString) => ['postgresql', new PrismaPg({ connectionString })],
  sqlite: (url) => ['sqlite', new PrismaLibSql({ url: url.replace('sqlite:', 'file:') })],
}
const path = (folder: string, number: number): string => join(folder, `${stamp(number)}_m`)

export const prisma: Tool = {
  title: 'Prisma',
  layout: 'prisma',
  dialects: ['postgres', 'sqlite'],
  ordered: false,
  noticesChanges: true,
  isCode: false,
  ledger: '_prisma_migrations',
  volatile: ['id', 'started_at', 'finished_at'],
  write: async (folder, number, sql, head = '') => {
    await mkdir(path(folder, number), { recursive: true })
    await writeFile(join(path(folder, number), 'migration.sql'), `${head}\n${sql};\n`)
    await writeFile(join(folder, 'migration_lock.toml'), '# the provider is here')
  },
  remove: (folder, number) => rm(path(folder, number), { recursive: true }),
  run: async (folder, url) => {
    const [name, factory] = drivers[url.startsWith('sqlite:') ? 'sqlite' : 'postgres'](url)
    const provider = `provider = "${name}"`
    // The engine leaves its connections open.
    const open: SqlDriverAdapter[] = []
    const counted = Object.assign(Object.create(factory) as typeof factory, {
      connect: async () => {
        open.push(await factory.connect())
        return open.at(-1)
      },
    })
    const engine = await SchemaEngine.new(
      { datamodels: [['schema.prisma', `datasource db {\n  ${provider}\n}`]] },
      () => {},
      bindMigrationAwareSqlAdapterFactory(counted),
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
      for (const connection of open) await connection.dispose()
    }
  },
}
