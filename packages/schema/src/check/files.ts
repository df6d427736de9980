import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationFile } from '../judge/dialect.ts'

/** The migrations among `paths`: files as they are, folders by their `.sql` files in the order of names. */
export async function findMigrations(paths: readonly string[]): Promise<MigrationFile[]> {
  const files: MigrationFile[] = []
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) {
      const names = await sqlFiles(path)
      files.push(...(await Promise.all(names.map((name) => readMigration(join(path, name))))))
    } else files.push(await readMigration(path))
  }
  if (files.length === 0) throw new Error(`there is no .sql file in ${paths.join(', ')}`)
  return files
}

async function sqlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.sql') && !/\bdown\.sql$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.replace(/\/$/, '').length + 1))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

async function readMigration(path: string): Promise<MigrationFile> {
  return { file: path, ...upPart(await readFile(path, 'utf8')) }
}

/**
 * dbmate and goose write both directions into one file, and wrap the way up in a transaction unless
 * told otherwise. What is not the way up is blanked, so that lines and columns stay.
 */
function upPart(sql: string): { sql: string; transaction?: boolean } {
  const up = /^--\s*(?:migrate:up|\+goose Up)(.*)$/m.exec(sql)
  if (!up) return { sql }
  const down = /^--\s*(?:migrate:down|\+goose Down).*$/m.exec(sql)
  const from = up.index + up[0].length
  const to = down && down.index > from ? down.index : sql.length
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ')
  const alone =
    /transaction:\s*false/.test(up[1] ?? '') || /^--\s*\+goose NO TRANSACTION/m.test(sql)
  return {
    sql: blank(sql.slice(0, from)) + sql.slice(from, to) + blank(sql.slice(to)),
    transaction: !alone,
  }
}
