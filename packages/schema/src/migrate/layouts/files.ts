// Files and folders, as every layout reads them.

import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrateError, messageOf } from '../error.ts'
import { hashOf, readHeader, type Header, type Migration } from '../migration.ts'

/** Files of a folder. Rejects with a `MigrateError` that says which folder could not be read. */
export async function filesIn(folder: string): Promise<string[]> {
  return (await entriesOf(folder)).filter((entry) => entry.isFile()).map(({ name }) => name)
}

/** Folders in a folder. Rejects as `filesIn`. */
export async function foldersIn(folder: string): Promise<string[]> {
  return (await entriesOf(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    throw new MigrateError(
      'usage',
      `the migrations in ${folder} cannot be read: ${messageOf(error)}`,
      { hint: 'name the folder that holds them', cause: error },
    )
  }
}

/**
 * Reads a file; `tell` makes of its text what its tool knows of it. The phase is what a line at its head says,
 * else it is an expand.
 */
export async function readMigration(
  folder: string,
  file: string,
  tell: (text: string) => Pick<Migration, 'name' | 'sql' | 'row'>,
): Promise<Migration> {
  const text = await readText(folder, file)
  const header = headerOf(file, text)
  return { file, hash: hashOf(text), ...header, phase: header.phase ?? 'expand', ...tell(text) }
}

async function readText(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8')
  } catch (error) {
    throw new MigrateError('usage', `${file} cannot be read: ${messageOf(error)}`, {
      hint: 'put the file back, or take out what names it',
      cause: error,
    })
  }
}

export function headerOf(file: string, text: string): Header {
  try {
    return readHeader(text)
  } catch (error) {
    throw new MigrateError('usage', `${file}: ${messageOf(error)}`, { cause: error })
  }
}

/** Whether a folder has a file with such a name, and such a text in it. One that is not there has none. */
export async function someFile(folder: string, name: RegExp, text: RegExp): Promise<boolean> {
  const files = (await filesIn(folder).catch(() => [])).filter((file) => name.test(file))
  const texts = await Promise.all(files.map((file) => readText(folder, file)))
  return texts.some((each) => text.test(each))
}

/** `2_b` before `10_a`: numbers count as numbers. */
export function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) || compareBytes(a, b)
}

/** `10_a` before `2_b`: the order of most tools. */
export function compareBytes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** The migrations; throws when the tool could not tell two of them apart. */
export function requireUnique(migrations: Migration[]): Migration[] {
  for (const [index, { name, file }] of migrations.entries()) {
    const other = migrations.slice(0, index).find((each) => each.name === name)
    if (other) {
      throw new MigrateError('usage', `${other.file} and ${file} are both called ${name}`, {
        hint: 'give one of them another number',
      })
    }
  }
  return migrations
}
