import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complete, freshFolder, readManifest, root, sourceOf, type Manifest } from './package.ts'

/** Helpers of tests, and programs that are run in the checkout only. */
const unpublished = ['**/*.test.ts', '**/*.suite.ts', '**/testing/**', '**/fuzz/**']

/** Builds a library: one JavaScript file and one with its types for each source. */
export function compile(name: string): void {
  const folder = freshFolder(name)
  const source = join(sourceOf(name), 'src')
  const project = join(folder, 'tsconfig.json')
  const options = {
    noEmit: false,
    declaration: true,
    // `npm run types` has checked them, with all that is not published.
    noCheck: true,
    rootDir: source,
    outDir: join(folder, 'lib'),
  }
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: options,
      include: [source],
      exclude: unpublished.map((pattern) => join(source, pattern)),
    }),
  )
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  const { status } = spawnSync(tsc, ['--project', project], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${name} could not be compiled`)
  rmSync(project)
  complete(name, { exports: publishedExports(readManifest(name).exports) })
}

function publishedExports(exports: Manifest['exports']): Manifest['exports'] {
  const entries = Object.entries(exports).map(([path, file]) => {
    const [, module] = /^\.\/src\/(.*)\.ts$/.exec(String(file)) ?? []
    if (module === undefined) throw new Error(`the export ${path} is no source: ${String(file)}`)
    return [path, { types: `./lib/${module}.d.ts`, default: `./lib/${module}.js` }]
  })
  return Object.fromEntries(entries)
}
