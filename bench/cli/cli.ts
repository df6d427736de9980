// `npm run bench:cli`: what Teal itself costs a person who waits for it.
//
//   status    `teal status` from a cold start, as a process, from the command to its exit
//   overhead  `teal deploy`, as a process, minus the time its application takes to start
//
// The application answers as soon as it is started, and teal.yaml configures no waits: one health check
// has to pass, there is no watch. How long the application takes is measured in the same round, by
// starting the same program without Teal until it answers. What everything is compared with is an empty
// program (`node -e 0`), also in the same round, so that a slow machine slows all of them.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@teal/testing/ports'

const root = join(import.meta.dirname, '..', '..')
/** From source, and as `npm run build` makes it: the second is what people install. */
const programs = {
  checkout: join(root, 'packages/teal/bin/teal.js'),
  built: join(root, 'dist/packages/teal/bin/teal.js'),
}
const json = process.argv.includes('--json')

const rounds = 9
const targets = { statusMs: 250, overheadMs: 300 }

const server = `
  require('node:http')
    .createServer((request, response) => response.end('ok'))
    .listen(Number(process.env.PORT), '127.0.0.1')
`

/** Milliseconds until the program has exited; throws when it fails. */
function timeToExit(args: string[], directory: string): number {
  const started = performance.now()
  const { status, stderr, stdout } = spawnSync(process.execPath, args, {
    cwd: directory,
    encoding: 'utf8',
  })
  const took = performance.now() - started
  if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}\n${stdout}\n${stderr}`)
  return took
}

/** Milliseconds until the application, started without Teal, has given its first answer. */
async function timeToAnswer(directory: string): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  const child = spawn(process.execPath, ['server.js'], {
    cwd: directory,
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
  })
  while (!(await answers(port))) await sleep(1)
  const took = performance.now() - started
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await exited
  return took
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.resume().on('end', () => resolve(true))
    }).on('error', () => resolve(false))
  })
}

/** An application on a port of its own, with nothing in its rollouts that waits. */
async function prepare(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-cli-'))
  writeFileSync(join(directory, 'server.js'), server)
  writeFileSync(
    join(directory, 'teal.yaml'),
    `
application: bench
target: { process: { command: ${process.execPath} server.js } }
traffic: { router: { listen: '127.0.0.1:${await freePort()}' } }
stages:
  health: { path: /, passes: 1 }
  watch: off
`,
  )
  return directory
}

type Figures = { first: number; status: number[]; deploy: number[]; overhead: number[] }

class Subject {
  readonly #program: string
  readonly #directory: string
  readonly figures: Figures

  constructor(program: string, directory: string) {
    this.#program = program
    this.#directory = directory
    this.figures = { first: this.#teal('deploy', 'v0'), status: [], deploy: [], overhead: [] }
  }

  measure(round: number, applicationMs: number): void {
    const { status, deploy, overhead } = this.figures
    status.push(this.#teal('status'))
    const took = this.#teal('deploy', `v${round}`)
    deploy.push(took)
    overhead.push(took - applicationMs)
  }

  end(): void {
    this.#teal('down')
    rmSync(this.#directory, { recursive: true, force: true })
  }

  #teal(...args: string[]): number {
    return timeToExit([this.#program, ...args], this.#directory)
  }
}

const empty: number[] = []
const start: number[] = []

async function measure(): Promise<Record<keyof typeof programs, Figures>> {
  const alone = await prepare()
  const checkout = new Subject(programs.checkout, await prepare())
  const built = new Subject(programs.built, await prepare())
  try {
    for (let round = 1; round <= rounds; round += 1) {
      empty.push(timeToExit(['-e', '0'], alone))
      const own = await timeToAnswer(alone)
      start.push(own)
      for (const subject of [checkout, built]) subject.measure(round, own)
    }
    return { checkout: checkout.figures, built: built.figures }
  } finally {
    checkout.end()
    built.end()
    rmSync(alone, { recursive: true, force: true })
  }
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

timeToExit([join(root, 'scripts/build.ts')], root)
const measured = await measure()
const emptyMs = median(empty)

function row(name: string, values: number[], target?: number): string {
  const ms = median(values)
  const verdict =
    target === undefined ? '' : ms < target ? `below ${target}` : `NOT below ${target}`
  const ratio = (ms / emptyMs).toFixed(1)
  const best = Math.min(...values).toFixed(0)
  return `  ${name.padEnd(34)} ${ms.toFixed(0).padStart(6)} ${best.padStart(6)} ${ratio.padStart(7)}   ${verdict}`
}

console.log(`  ${''.padEnd(34)} median   best  × node   target (ms, ${rounds} rounds)`)
console.log(row('node -e 0', empty))
console.log(row('the application by itself', start))
for (const [name, { first, status, deploy, overhead }] of Object.entries(measured)) {
  console.log(row(`${name}: teal status`, status, targets.statusMs))
  console.log(row(`${name}: teal deploy`, deploy))
  console.log(row(`${name}: a rollout's own overhead`, overhead, targets.overheadMs))
  console.log(row(`${name}: first deploy, with router`, [first]))
}
if (json) {
  const figures = Object.entries(measured).map(([name, { first, status, deploy, overhead }]) => [
    name,
    {
      statusMs: round(median(status)),
      deployMs: round(median(deploy)),
      overheadMs: round(median(overhead)),
      firstDeployMs: round(first),
    },
  ])
  const nodeMs = round(emptyMs)
  const applicationStartMs = round(median(start))
  console.log(
    JSON.stringify({ nodeMs, applicationStartMs, rounds, ...Object.fromEntries(figures) }),
  )
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
