// `npm run build`: makes dist/packages/teal, which is what is published. Our code and the small modules it
// needs for every command become a few files: finding and reading some four hundred of them takes longer
// than what a short command has to do.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages', 'teal')
const built = join(root, 'dist', 'packages', 'teal')

/** What becomes part of the built files; everything else stays a dependency. */
const bundled = ['commander', 'fastest-levenshtein', 'yaml', 'zod']

type Manifest = { dependencies: Record<string, string>; bin: unknown } & Record<string, unknown>

const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest
const dependencies = Object.entries(manifest.dependencies).filter(
  ([name]) => !bundled.includes(name),
)
/** The client of the router's API is small and part of every command; the router itself is not. */
const apart = dependencies.map(([name]) => new RegExp(`^${name}(?!/(client|errors)$)(/|$)`))

rmSync(built, { recursive: true, force: true })
mkdirSync(join(built, 'bin'), { recursive: true })

const bundle = await rolldown({
  input: { main: join(source, 'src/cli/main.ts') },
  platform: 'node',
  external: apart,
})
// As deep as the source, so that `../../bin/teal.js` is there as well.
await bundle.write({ dir: join(built, 'lib', 'chunks'), format: 'esm' })

const bin = readFileSync(join(source, 'bin', 'teal.js'), 'utf8')
const entrance = '../src/cli/main.ts'
if (!bin.includes(entrance)) throw new Error(`bin/teal.js does not load ${entrance}`)
writeFileSync(join(built, 'bin', 'teal.js'), bin.replace(entrance, '../lib/chunks/main.js'), {
  mode: 0o755,
})
cpSync(join(source, 'teal.schema.json'), join(built, 'teal.schema.json'))
const { devDependencies: _, ...published } = manifest
writeFileSync(
  join(built, 'package.json'),
  `${JSON.stringify(
    { ...published, engines: { node: '>=24' }, dependencies: Object.fromEntries(dependencies) },
    null,
    2,
  )}\n`,
)
console.log(`built ${built}`)
