import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LOAD_CORE } from './launch.ts'

const run = promisify(execFile)
/** How long a generator may need to end. */
const END_MS = 10_000

export type Load = { requestsPerSecond: number; requests: number; failed: number }

/** A command that loads a URL, and what it says of it. */
export type Generator = {
  argv: (url: string, seconds: number) => string[]
  read: (stdout: string) => Load
}

/** HTTP/1.1: keep-alive clients that send the next request as soon as they have the answer. */
export function wrk(options: { connections: number; script?: string }): Generator {
  return {
    argv: (url, seconds) => [
      ...['wrk', '-t1', `-c${options.connections}`, `-d${seconds}s`],
      ...(options.script === undefined ? [] : ['-s', options.script]),
      url,
    ],
    read: (stdout) => {
      const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
        stdout,
      )
      const broken = sockets?.slice(1).reduce((sum, count) => sum + Number(count), 0) ?? 0
      const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0)
      return {
        requestsPerSecond: numberIn(stdout, /Requests\/sec:\s+([\d.]+)/),
        requests: numberIn(stdout, /(\d+) requests in/),
        failed: broken + refused,
      }
    },
  }
}

/** HTTP/2 by TLS: each client has so many streams open all the time. */
export function h2load(options: {
  connections: number
  streams: number
  upload?: string
}): Generator {
  return {
    argv: (url, seconds) => [
      ...['h2load', `-c${options.connections}`, `-m${options.streams}`, `-D${seconds}`],
      ...(options.upload === undefined ? [] : ['-d', options.upload]),
      url,
    ],
    read: (stdout) => {
      if (!stdout.includes('Application protocol: h2')) throw new Error(`no HTTP/2: ${stdout}`)
      const succeeded = numberIn(stdout, /, (\d+) succeeded/)
      return {
        requestsPerSecond: numberIn(stdout, /, ([\d.]+) req\/s/),
        requests: succeeded,
        failed: numberIn(stdout, /, (\d+) done/) - succeeded,
      }
    },
  }
}

/** Loads the URL from the load's core. */
export async function generate(generator: Generator, url: string, seconds: number): Promise<Load> {
  const argv = ['-c', String(LOAD_CORE), ...generator.argv(url, seconds)]
  // At the end of its time h2load now and then forgets to end; what it measured is lost then.
  for (let left = 3; ; left--)
    try {
      const timeout = seconds * 1_000 + END_MS
      return generator.read((await run('taskset', argv, { timeout })).stdout)
    } catch (error) {
      if (left === 0 || (error as { killed?: boolean }).killed !== true) throw error
    }
}

/** Latencies in ms, sorted, at a steady rate that does not wait for slow answers more than one a client. */
export async function steadyLatencies(
  url: string,
  options: { requestsPerSecond: number; connections: number; seconds: number },
): Promise<number[]> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
  const log = join(directory, 'log')
  const { connections, seconds } = options
  const perClient = Math.max(1, Math.round(options.requestsPerSecond / connections))
  try {
    await run('taskset', [
      ...['-c', String(LOAD_CORE), 'h2load', '--h1', `--rps=${perClient}`, `-c${connections}`],
      ...[`-n${perClient * connections * seconds}`, `--log-file=${log}`, url],
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

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new Error(`no ${pattern} in ${text}`)
  return Number(found)
}
