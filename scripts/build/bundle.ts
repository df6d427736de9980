import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { complete, freshFolder, readManifest, root, sourceOf } from './package.ts'

// The command line is built into a few files, with the small libraries that every command needs: to find and
// read some two hundred of them takes longer than what a short command has to do. They are CommonJS: to link
// ES modules takes Node longer, and importing `node:crypto` or `node:util` as one also loads all that their
// getters stand for.

/** What becomes part of the built files; everything else stays a dependency. */
const bundled = ['commander', 'fastest-levenshtein', 'yaml', 'zod']

export async function bundle(name: string): Promise<void> {
  const source = sourceOf(name)
  const folder = freshFolder(name)
  const dependencies = Object.entries(readManifest(name).dependencies).filter(
    ([dependency]) => !bundled.includes(dependency),
  )
  /** The client of the router's API is small and part of every command; the router itself is not. */
  const apart = dependencies.map(([each]) => new RegExp(`^${each}(?!/(client|errors)$)(/|$)`))
  const input = { main: join(source, 'src/cli/main.ts') }
  const made = await rolldown({ input, platform: 'node', external: apart })
  // As deep as the source, so that `../../bin/teal.js` is there as well.
  await made.write({
    dir: join(folder, 'lib', 'chunks'),
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  })

  const bin = readFileSync(join(source, 'bin', 'teal.js'), 'utf8')
  const entrance = '../src/cli/main.ts'
  if (!bin.includes(entrance)) throw new Error(`bin/teal.js does not load ${entrance}`)
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'teal.js'), bin.replace(entrance, '../lib/chunks/main.cjs'), {
    mode: 0o755,
  })
  cpSync(join(source, 'teal.schema.json'), join(folder, 'teal.schema.json'))
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES'), licences())
  complete(name, { dependencies: Object.fromEntries(dependencies) })
}

/** The licences of what the built files contain ask for being there, too. */
function licences(): string {
  const texts = bundled.map((each) => {
    const folder = join(root, 'node_modules', each)
    const [file] = globSync('LICEN[CS]E*', { cwd: folder })
    if (file === undefined) throw new Error(`${each} has no licence in its folder`)
    return `${each}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  })
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}
