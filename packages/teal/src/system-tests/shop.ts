import { spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@teal/testing/ports'
import { readApplication } from '../config/config.ts'
import type { Application } from '../model/application.ts'
import { colours } from '../model/colour.ts'
import { openWorld, type World } from '../rollout/world.ts'
import { openDatabase, type Database } from '../store/store.ts'
import { argumentsOf, listProcesses } from '../system/process-table.ts'

// A shop in a temporary folder of its own: a real teal.yaml, real processes, a real router and store.

export type Finished = {
  code: number | null
  stdout: string
  stderr: string
  /** What was printed with `--json`, one a line. */
  events: Event[]
}

export type Event = {
  event?: string
  stage?: string | null
  text?: string
  data?: Record<string, unknown> | null
  [name: string]: unknown
}

export type Running = {
  pid: number
  /** What it has printed so far. */
  stdout: () => string
  finished: Promise<Finished>
}

export type Shop = {
  directory: string
  application: Application
  /** A look at the store from outside. */
  database: Database
  /** A look at the instances and the router from outside. */
  world: World
  /** Runs a command of Teal's as a process of its own, to its end. */
  teal: (...args: string[]) => Promise<Finished>
  /** The same, without waiting. */
  begin: (...args: string[]) => Running
  /** Runs a fixture of these tests in the same manner. */
  run: (fixture: string, ...args: string[]) => Promise<Finished>
  beginFixture: (fixture: string, ...args: string[]) => Running
  /** Writes teal.yaml anew with these settings; what runs goes on, and the entrance stays. */
  configure: (settings: ShopSettings) => void
  /** Writes a file into its folder. */
  write: (file: string, text: string) => void
  /** Makes `releases/<name>`, an executable, for shops whose command is that. */
  addRelease: (name: string) => void
  close: () => Promise<void>
}

export type ShopSettings = {
  store?: string
  target?: Record<string, unknown>
  router?: Record<string, unknown>
  stages?: Record<string, unknown>
  environment?: Record<string, string>
}

const bin = fileURLToPath(new URL('../../bin/teal.js', import.meta.url))
const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url))

/** Every stage on, and none longer than it must be. */
export const quickStages = {
  expand: { command: ['true'] },
  health: { every: '20ms', passes: 2, timeout: '3s' },
  validate: { checks: [{ version: { field: 'release' } }] },
  'warm-up': { paths: ['/warm-up'], requests: 4 },
  watch: { for: '300ms', every: '50ms', errors: '5%', p99: '10s', 'minimum-requests': 5 },
  drain: { timeout: '1s' },
  retire: { after: '10m' },
}

/** Opens a shop; nothing runs yet. What is given comes in place of its settings. */
export async function openShop(settings: ShopSettings = {}): Promise<Shop> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-shop-'))
  cpSync(join(fixtures, 'release.js'), join(directory, 'release.js'))
  const port = await freePort()
  const configure = (changed: ShopSettings): void => writeConfiguration(directory, port, changed)
  configure(settings)
  const environment = {
    ...process.env,
    NODE_COMPILE_CACHE: join(tmpdir(), 'teal-compile-cache'),
    ...settings.environment,
  }
  const application = readApplication({ directory, environment })
  const database = await openDatabase(application.store)

  const begin = (script: string, args: string[]): Running =>
    beginScript(script, args, directory, environment)
  const teal = (...args: string[]): Promise<Finished> => begin(bin, args).finished
  return {
    directory,
    application,
    database,
    world: await openWorld(application),
    teal,
    begin: (...args) => begin(bin, args),
    run: (fixture, ...args) => begin(join(fixtures, fixture), args).finished,
    beginFixture: (fixture, ...args) => begin(join(fixtures, fixture), args),
    configure,
    write: (file, text) => writeFileSync(join(directory, file), text),
    addRelease: (release) => {
      mkdirSync(join(directory, 'releases'), { recursive: true })
      const text = `#!${process.execPath}\nrequire('../release.js')\n`
      writeFileSync(join(directory, 'releases', release), text, { mode: 0o755 })
    },
    close: async () => {
      await teal('down')
      await database.close()
      // Instances know the application, the router and the controller its folder.
      const ours = listProcesses()
        .map(({ pid }) => pid)
        .filter((pid) => argumentsOf(pid).some((each) => each.startsWith(`${directory}/`)))
      const left = [...new Set([...processesOf(application), ...ours])]
      for (const pid of left) process.kill(pid, 'SIGKILL')
      rmSync(directory, { recursive: true, force: true })
      if (left.length > 0) throw new Error(`\`teal down\` left processes: ${left.join(', ')}`)
    },
  }
}

/** Runs a command of Teal's in any folder. */
export function runTeal(directory: string, args: string[]): Promise<Finished> {
  return beginScript(bin, args, directory, process.env).finished
}

function beginScript(
  script: string,
  args: string[],
  directory: string,
  environment: NodeJS.ProcessEnv,
): Running {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => {
      const events = args.includes('--json') ? readEvents(stdout) : []
      resolve({ code, stdout, stderr, events })
    })
  })
  return { pid: child.pid ?? 0, stdout: () => stdout, finished }
}

function writeConfiguration(directory: string, port: number, settings: ShopSettings): void {
  const { store, target, router, stages } = settings
  // JSON is YAML.
  const yaml = JSON.stringify({
    application: directory.slice(directory.lastIndexOf('/') + 1).toLowerCase(),
    ...(store !== undefined && { store }),
    target: { process: { command: [process.execPath, 'release.js'], stop: '2s', ...target } },
    traffic: { router: { listen: `127.0.0.1:${port}`, ...router } },
    stages: { ...quickStages, ...stages },
  })
  // A tag has no place in JSON: `"!secret NAME"` stands for one.
  const tagged = yaml.replaceAll(/"!secret ([^"]*)"/g, '!secret "$1"')
  writeFileSync(join(directory, 'teal.yaml'), tagged)
}

/** One JSON value a line, and nothing else; throws for a line that is none. */
export function readEvents(stdout: string): Event[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Event)
}

/** Every process of this machine that was started for the application: instances and commands of stages. */
export function processesOf({ name }: Application): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => environmentOf(pid).includes(`TEAL_APPLICATION=${name}`))
    .map(Number)
}

/** Of those, the ones that the target does not know of. */
export async function orphansOf({ application, world }: Shop): Promise<number[]> {
  const signal = AbortSignal.timeout(10_000)
  const known = new Set<number>()
  for (const colour of colours) {
    const { instances } = await world.target.observe(colour, signal)
    for (const { incarnation } of instances) known.add(Number.parseInt(incarnation, 10))
  }
  return processesOf(application).filter((pid) => !known.has(pid))
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    // It has ended, or is another user's.
    return []
  }
}

/** The pids of its routers; one, if all is well. */
export function routersOf({ application }: Shop): number[] {
  return listProcesses()
    .map(({ pid }) => pid)
    .filter((pid) => {
      const argv = argumentsOf(pid)
      return (
        argv.includes('router') && argv.some((each) => each.startsWith(application.stateDirectory))
      )
    })
}
