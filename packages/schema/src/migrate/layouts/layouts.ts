import { MigrateError } from '../error.ts'
import { dbmate } from './dbmate.ts'
import { drizzleJournal } from './drizzle-journal.ts'
import { drizzle } from './drizzle.ts'
import { flyway } from './flyway.ts'
import { graphileMigrate } from './graphile-migrate.ts'
import { knex } from './knex.ts'
import type { Layout } from './layout.ts'
import { nodePgMigrate } from './node-pg-migrate.ts'
import { prisma } from './prisma.ts'
import { teal } from './teal.ts'

/**
 * Every layout Teal reads, in the order in which a folder is tried on them: what knows its own best comes first,
 * and Teal's takes what is left.
 */
export const layouts: readonly Layout[] = [
  prisma,
  drizzleJournal,
  drizzle,
  graphileMigrate,
  flyway,
  dbmate,
  nodePgMigrate,
  knex,
  teal,
]

/** The layout by its name, or the first that knows the folder. */
export async function layoutOf(folder: string, name: string | undefined): Promise<Layout> {
  if (name !== undefined) {
    const named = layouts.find((layout) => layout.name === name)
    if (named) return named
    throw new MigrateError('usage', `there is no layout "${name}"`, {
      hint: `say one of ${layouts.map((layout) => layout.name).join(', ')}`,
    })
  }
  for (const layout of layouts) if (await layout.detect(folder)) return layout
  return teal
}
