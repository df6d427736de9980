// Teal's own folder: `0007_add_sku.expand.sql`, `0007_add_sku.backfill.sql`, `0007_add_sku.contract.sql`.
// A plain `0007_add_sku.sql` is an expand.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrateError, messageOf } from '../error.ts'
import { hashOf, readHeader, type Header, type Migration, type Phase } from '../migration.ts'
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
        const sql = await readFile(join(folder, file), 'utf8')
        const { name = file, phase } = fileName.exec(file)?.groups ?? {}
        const header = headerOf(file, sql)
        return {
          name,
          file,
          sql,
          hash: hashOf(sql),
          ...header,
          phase: (phase as Phase | undefined) ?? header.phase ?? 'expand',
        }
      }),
    )
    return migrations.toSorted(
      (a, b) => compareNames(a.name, b.name) || order[a.phase] - order[b.phase],
    )
  },
}

/** Files of a folder. Rejects with a `MigrateError` that says which folder could not be read. */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  } catch (error) {
    throw new MigrateError(
      'usage',
      `the migrations in ${folder} cannot be read: ${messageOf(error)}`,
      { hint: 'name the folder that holds them', cause: error },
    )
  }
}

export function headerOf(file: string, text: string): Header {
  try {
    return readHeader(text)
  } catch (error) {
    throw new MigrateError('usage', `${file}: ${messageOf(error)}`, { cause: error })
  }
}

/** `2_b` before `10_a`: numbers count as numbers. */
export function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1)
}
