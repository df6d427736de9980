import { PGlite, type Extensions, type Results } from '@electric-sql/pglite'
import { inOlderWords } from './collations.ts'
import { ownerRole } from './helpers.ts'
import { loadSeed } from './seed.ts'
import type { Row, Session } from './session.ts'

/** A PostgreSQL of its own in this process, empty, with `extensions` available. */
export async function openPglite(extensions: readonly string[]): Promise<Session> {
  const [seed, available] = await Promise.all([loadSeed(), loadExtensions(extensions)])
  const db = await PGlite.create({ loadDataDir: seed, extensions: available })
  // PGlite's own search path lacks the role's schema, which PostgreSQL looks into first.
  await db.exec(`set session authorization ${ownerRole}; set search_path = "$user", public`)
  return {
    shared: false,
    run: async (sql) => {
      const answers = (await db.exec(inOlderWords(sql))) as Results<Row>[]
      return answers.findLast((answer: Results<Row>) => answer.fields.length > 0)?.rows ?? []
    },
    close: () => db.close(),
  }
}

/** Those of `names` that come with PGlite; `create extension` fails for the others. */
async function loadExtensions(names: readonly string[]): Promise<Extensions> {
  const found: Extensions = {}
  for (const name of names) {
    const module = name.replaceAll('-', '_')
    try {
      const loaded = (await import(`@electric-sql/pglite/contrib/${module}`)) as Record<
        string,
        Extensions[string]
      >
      const extension = loaded[module]
      if (extension !== undefined) found[module] = extension
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error
    }
  }
  return found
}
