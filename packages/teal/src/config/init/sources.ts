import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

// What the sources in a folder let one guess about the application, read quickly and without running any.

export type Guess = {
  /** A path that its authors made for such questions; null when none is to be seen. */
  health: string | null
  version: string | null
  /** Whether anything reads the variable PORT. */
  readsPort: boolean
}

const mostFiles = 500
const largest = 300_000
const source = /\.(c|m)?[jt]sx?$|\.(py|go|rb|ru|php|java|kt|rs|ex|exs|cs)$/
const notSource = /\.(test|spec|min|d)\.|_test\.|^test_/
const notOurs = /^(\.|node_modules$|vendor$|dist$|build$|tests?$|coverage$|venv$|__pycache__$)/

/** The most telling first. */
const healthPaths = [
  '/healthz',
  '/health',
  '/readyz',
  '/ready',
  '/health/ready',
  '/_health',
  '/healthcheck',
  '/api/health',
  '/livez',
  '/up',
  '/ping',
]

export function guessFromSources(directory: string): Guess {
  const routes = new Set<string>()
  let readsPort = false
  for (const file of sourceFiles(directory)) {
    const text = readFileSync(file, 'utf8')
    for (const [, route = ''] of text.matchAll(/["'`](\/[\w/-]{1,30}?)\/?["'`]/g)) routes.add(route)
    if (text.includes('rails/health')) routes.add('/up')
    readsPort ||= /\bPORT\b/.test(text)
  }
  return {
    health: healthPaths.find((path) => routes.has(path)) ?? null,
    version: ['/version', '/api/version'].find((path) => routes.has(path)) ?? null,
    readsPort,
  }
}

/** Folders with SQL files in them, where migrations usually are. */
export function findMigrations(directory: string): string | null {
  const places = ['migrations', 'db/migrations', 'db/migrate', 'database/migrations', 'sql']
  const hasSql = (place: string): boolean =>
    entriesOf(join(directory, place)).some(({ name }) => name.endsWith('.sql'))
  return places.find(hasSql) ?? null
}

/** Breadth first: what is near the top says more, and a limit cuts off what says least. */
function sourceFiles(directory: string): string[] {
  const files: string[] = []
  const folders = [directory]
  for (const folder of folders) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!notOurs.test(entry.name) && folders.length < mostFiles) folders.push(path)
      } else if (entry.isFile() && source.test(entry.name) && !notSource.test(entry.name)) {
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? largest) < largest) files.push(path)
      }
      if (files.length >= mostFiles) return files
    }
  }
  return files
}

/** In the order of their names, so that the same folder gets the same proposal; none where it cannot be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
