import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')
const built = join(root, 'dist', 'packages')

/** A package.json, as far as a build reads it. */
export type Manifest = {
  name: string
  exports: Record<string, unknown>
  dependencies: Record<string, string>
}

/** What every published package needs to run on. */
const engines = { node: '>=24' }

export function sourceOf(name: string): string {
  return join(root, 'packages', name)
}

export function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(sourceOf(name), 'package.json'), 'utf8')) as Manifest
}

/** An empty folder for what is built of the package. */
export function freshFolder(name: string): string {
  const folder = join(built, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Writes what a package has besides its code: its package.json with some fields changed, README and licence. */
export function complete(name: string, changes: Partial<Manifest>): void {
  const { devDependencies: _development, ...manifest } = readManifest(name) as Manifest & {
    devDependencies?: unknown
  }
  const folder = join(built, name)
  const text = JSON.stringify({ ...manifest, engines, ...changes }, null, 2)
  writeFileSync(join(folder, 'package.json'), `${text}\n`)
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  const own = join(sourceOf(name), 'README.md')
  cpSync(existsSync(own) ? own : join(root, 'README.md'), join(folder, 'README.md'))
  console.log(`built ${folder}`)
}
