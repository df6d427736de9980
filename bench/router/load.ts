import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The core the proxy under test has to itself, and the one load and origin share. */
export const PROXY_CORE = 0
export const LOAD_CORE = 1

export type Load = { requestsPerSecond: number; requests: number; failed: number }

/** Keep-alive clients that send the next request as soon as they have the answer. */
export async function wrk(
  url: string,
  options: { connections: number; seconds: number; script?: string },
): Promise<Load> {
  const { stdout } = await run('taskset', [
    '-c',
    String(LOAD_CORE),
    'wrk',
    '-t1',
    `-c${options.connections}`,
    `-d${options.seconds}s`,
    ...(options.script === undefined ? [] : ['-s', options.script]),
    url,
  ])
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
    stdout,
  )
  const broken = sockets?.slice(1).reduce((sum, count) => sum + Number(count), 0) ?? 0
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0)
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    requests: Number(/(\d+) requests in/.exec(stdout)?.[1]),
    failed: broken + refused,
  }
}

/** Latencies in ms, sorted, at a steady rate that does not wait for slow answers more than one a client. */
export async function steadyLatencies(
  url: string,
  options: { requestsPerSecond: number; connections: number; seconds: number },
): Promise<number[]> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
  const log = join(directory, 'log')
  const perClient = Math.max(1, Math.round(options.requestsPerSecond / options.connections))
  try {
    await run('taskset', [
      '-c',
      String(LOAD_CORE),
      'h2load',
      '--h1',
      `--rps=${perClient}`,
      `-c${options.connections}`,
      `-n${perClient * options.connections * options.seconds}`,
      `--log-file=${log}`,
      url,
    ])
    return readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => Number(line.split('\t')[2]) / 1_000)
      .sort((a, b) => a - b)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Seconds of processor time that a process and its children have used. */
export function processorSeconds(pid: number): number {
  return family(pid).reduce((sum, member) => {
    const fields = readFileSync(`/proc/${member}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS
  }, 0)
}

/** Resident bytes of a process and its children that are theirs alone. */
export function residentBytes(pid: number): number {
  return family(pid).reduce((sum, member) => {
    const status = readFileSync(`/proc/${member}/status`, 'utf8')
    return sum + Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024
  }, 0)
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

function family(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  )
  return [pid, ...children.flatMap(family)]
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

export function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
