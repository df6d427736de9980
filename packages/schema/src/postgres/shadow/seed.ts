// PGlite needs four seconds to make a new cluster and half a second to load one. So an empty cluster is
// made once, kept in the user's cache directory, and every shadow database starts from it.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { helpers, ownerRole } from './helpers.ts'

// The smallest log segment, because the archive holds a whole one, and buffers of which the shadow can
// fill some: PostgreSQL writes all of them when it starts.
const initParameters = [
  '--wal-segsize=1',
  '--set',
  'shared_buffers=16MB',
  '--set',
  'min_wal_size=2MB',
]

/** What the seed is made of besides PGlite: another cluster is made when it changes. */
const contents = createHash('sha256')
  .update([...initParameters, helpers].join('\n'))
  .digest('hex')
  .slice(0, 12)

/** The seed as a tar archive, from the cache if it is there. */
export async function loadSeed(directory = cacheDirectory()): Promise<Blob> {
  const path = join(directory, `postgres-seed-${await pgliteVersion()}-${contents}.tar`)
  try {
    return new Blob([await readFile(path)])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const seed = await makeSeed()
  await mkdir(directory, { recursive: true })
  // Written beside and renamed: another process sees the whole file or none.
  const partial = `${path}.${process.pid}.partial`
  await writeFile(partial, Buffer.from(await seed.arrayBuffer()))
  await rename(partial, path)
  return seed
}

async function makeSeed(): Promise<Blob> {
  const db = await PGlite.create({ initDbStartParams: initParameters })
  try {
    await db.exec(
      `create role ${ownerRole} superuser login; set session authorization ${ownerRole}`,
    )
    await db.exec(helpers)
    await db.exec(`reset session authorization;
      update pg_database set datistemplate = false where datname like 'template_'`)
    // Nobody makes a second database in a shadow, and the archive is a third smaller without them.
    await db.exec('drop database template0')
    await db.exec('drop database template1')
    await db.exec('checkpoint')
    return await db.dumpDataDir('none')
  } finally {
    await db.close()
  }
}

function cacheDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'teal')
}

async function pgliteVersion(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@electric-sql/pglite'))
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  return version
}
