import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

// The real npm, as a person or a build server runs it, against one registry and nothing else of this
// machine: its own configuration, cache and home. It tries everything once, so that nothing that failed is
// hidden by a second try.

/** What a publish acknowledged, and what an install must give back. */
export type Published = { name: string; version: string; integrity: string; content: string }

export type NpmClient = {
  /** Rejects with npm's own words when the registry did not accept it. */
  publish: (name: string, version: string) => Promise<Published>
  /** Installs into a new project, and rejects unless each is there as it was published. */
  install: (packages: Published[]) => Promise<void>
}

/** A client with an empty cache; two of them never share what they have downloaded. */
export function createNpmClient(directory: string, registry: string, token: string): NpmClient {
  const home = mkdtempSync(join(directory, 'npm-'))
  const userconfig = join(home, '.npmrc')
  writeFileSync(
    userconfig,
    [
      `registry=${registry}`,
      `${registry.replace(/^http:/, '')}/:_authToken=${token}`,
      `cache=${join(home, 'cache')}`,
      'fetch-retries=0',
      'update-notifier=false',
      'audit=false',
      'fund=false',
      'ignore-scripts=true',
    ].join('\n'),
  )
  const environment = {
    PATH: process.env.PATH,
    HOME: home,
    npm_config_userconfig: userconfig,
    npm_config_globalconfig: join(home, 'global.npmrc'),
  }

  const npm = (folder: string, ...args: string[]): Promise<string> =>
    run('npm', [...args, '--registry', registry], folder, environment)

  return {
    publish: async (name, version) => {
      const folder = mkdtempSync(join(home, 'package-'))
      const content = `module.exports = '${name} ${version} ${Math.random()}'\n`
      writeJson(join(folder, 'package.json'), { name, version, main: 'index.js' })
      writeFileSync(join(folder, 'index.js'), content)
      const printed = JSON.parse(await npm(folder, 'publish', '--json')) as
        { integrity: string } | Record<string, { integrity: string }>
      // Newer npm prints one entry a package.
      const { integrity } = 'integrity' in printed ? printed : (printed[name] ?? {})
      if (typeof integrity !== 'string') throw new Error(`npm did not say what it published`)
      return { name, version, integrity, content }
    },

    install: async (packages) => {
      const folder = mkdtempSync(join(home, 'project-'))
      const dependencies = Object.fromEntries(
        packages.map(({ name, version }) => [`${name}-${version}`, `npm:${name}@${version}`]),
      )
      writeJson(join(folder, 'package.json'), { name: 'project', private: true, dependencies })
      mkdirSync(join(folder, 'node_modules'))
      await npm(folder, 'install')
      const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, { integrity?: string }>
      }
      for (const { name, version, integrity, content } of packages) {
        const path = `node_modules/${name}-${version}`
        const locked = lock.packages[path]?.integrity
        if (locked !== integrity) {
          throw new Error(`${path}: installed ${locked}, published ${integrity}`)
        }
        const installed = await readFile(join(folder, path, 'index.js'), 'utf8')
        if (installed !== content) throw new Error(`${path}: its content is not what was published`)
      }
    },
  }
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value))
}

/** Runs a program to its end and gives what it printed; rejects with what it said when it failed. */
export async function run(
  command: string,
  args: string[],
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawn(command, args, {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let complained = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code === 0) return printed
  throw new Error(`${command} ${args.join(' ')}: exit ${code}\n${complained}\n${printed}`)
}
