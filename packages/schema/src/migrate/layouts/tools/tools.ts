import { dbmate } from './dbmate.ts'
import { drizzle, drizzleJournal } from './drizzle.ts'
import { flyway } from './flyway.ts'
import { graphileMigrate } from './graphile-migrate.ts'
import { knex } from './knex.ts'
import { nodePgMigrateCode, nodePgMigrateSql } from './node-pg-migrate.ts'
import { prisma } from './prisma.ts'
import type { Tool } from './tool.ts'

export const tools: readonly Tool[] = [
  dbmate,
  nodePgMigrateSql,
  nodePgMigrateCode,
  graphileMigrate,
  prisma,
  drizzleJournal,
  drizzle,
  knex,
  flyway,
]
