import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askRelease } from '@teal/testing/counting-clients'
import { freePort } from '@teal/testing/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'

// What people install: the packages as `npm run build` makes them, packed by npm, installed by npm in a
// folder that knows nothing of the checkout, and used there.

const root = join(import.meta.dirname, '..', '..', '..', '..')
const packages = ['router', 'schema', 'teal']
const directory = mkdtempSync(join(tmpdir(), 'teal-packed-'))
const home = join(directory, 'home')

const server = `
const answer = JSON.stringify({ release: process.env.TEAL_RELEASE })
require('node:http')
  .createServer((request, response) => response.end(answer))
  .listen(Number(process.env.PORT), '127.0.0.1')
`

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Runs the installed `teal`, as `npx teal` does, and gives what it printed; throws unless it exits with 0. */
function teal(...args: string[]): string {
  const bin = join(home, 'node_modules', '.bin', 'teal')
  const { status, stdout, stderr } = spawnSync(bin, args, { cwd: home, encoding: 'utf8' })
  if (status !== 0) throw new Error(`teal ${args.join(' ')}: exit ${status}\n${stdout}${stderr}`)
  return stdout
}

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts', 'build.ts')], { stdio: 'inherit' })
  mkdirSync(home)
  const archives = packages.map((name) => {
    const folder = join(root, 'dist', 'packages', name)
    const [packed] = JSON.parse(npm(folder, 'pack', '--json', '--pack-destination', directory)) as {
      filename: string
    }[]
    return join(directory, packed?.filename ?? '')
  })
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ name: 'shop', private: true, scripts: { start: 'node server.js' } }),
  )
  writeFileSync(join(home, 'server.js'), server)
  npm(
    home,
    'install',
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    ...archives,
  )
}, 300_000)

afterAll(() => {
  teal('down')
  rmSync(directory, { recursive: true, force: true })
})

test('a package says nothing of the checkout, and brings no tests', () => {
  for (const name of packages) {
    const folder = join(home, 'node_modules', name === 'teal' ? name : `@teal/${name}`)
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8')
    expect(manifest).not.toMatch(/file:|workspace:|\.\/src\/|devDependencies/)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    expect(files).toContain('LICENSE')
    expect(files.filter((file) => /test|suite|fixture|(?<!\.d)\.ts$/.test(file))).toEqual([])
  }
})

test('its commands say what they take', () => {
  expect(teal('--help')).toContain('deploy [options] <release>')
  expect(teal('router', '--help')).toContain('--listen')
  expect(teal('check', '--help')).toMatch(/migration/)
})

test('init, deploy and status are enough', async () => {
  teal('init')
  const port = await freePort()
  const file = join(home, 'teal.yaml')
  const configuration = readFileSync(file, 'utf8')
    .replace(/listen: .*/, `listen: 127.0.0.1:${port}`)
    .replace('for: 1m', 'for: 1s')
  writeFileSync(file, configuration)
  teal('deploy', 'v1')
  teal('deploy', 'v2')
  expect(await askRelease(`http://127.0.0.1:${port}`)).toMatchObject({ release: 'v2' })
  const status: unknown = JSON.parse(teal('status', '--json'))
  expect(status).toMatchObject({ active: 'green', rollback: { possible: true, to: 'v1' } })
})

test('a migration is judged with the grammar and the database that come along', () => {
  writeFileSync(join(home, 'schema.sql'), 'create table orders (id bigint primary key);')
  writeFileSync(join(home, 'v2.sql'), 'alter table orders add column note text;')
  expect(teal('check', '--schema', 'schema.sql', 'v2.sql')).toMatch(/safe/)
})
