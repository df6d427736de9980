// Teal's own folder: `0007_add_sku.expand.sql`, `0007_add_sku.backfill.sql`, `0007_add_sku.contract.sql`.
// A plain `0007_add_sku.sql` is an expand.

import type { Migration, Phase } from '../migration.ts'
import { compareNames, filesIn, readMigration } from './files.ts'
import type { Layout } from './layout.ts'

const fileName = /^(?<name>.+?)(?:\.(?<phase>expand|backfill|contract))?\.sql$/
const order: Record<Phase, number> = { expand: 0, backfill: 1, contract: 2 }

export const teal: Layout = {
  name: 'teal',
  detect: async () => true,
  ordered: false,
  ledger: undefined,
  command: undefined,

  read: async (folder) => {
    const names = (await filesIn(folder)).filter((name) => fileName.test(name))
    const migrations = await Promise.all(
      names.map(async (file): Promise<Migration> => {
        const { name = file, phase } = fileName.exec(file)?.groups ?? {}
        const migration = await readMigration(folder, file, (sql) => ({ name, sql }))
        return { ...migration, phase: (phase as Phase | undefined) ?? migration.phase }
      }),
    )
    return migrations.toSorted(
      (a, b) => compareNames(a.name, b.name) || order[a.phase] - order[b.phase],
    )
  },
}
