import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationFile } from '../judge/dialect.ts'
import { withoutBreakpoints } from './breakpoints.ts'
import { upPart } from './up-part.ts'

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
  return { file: path, ...upPart(withoutBreakpoints(await readFile(path, 'utf8'))) }
}
