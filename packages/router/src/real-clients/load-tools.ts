import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a load generator says of its requests, and how many answers had another body than expected. */
export type Load = { answered: number; failed: number; wrong: number }

/** wrk, which compares each body with what `x-version` says who sent it. */
export async function wrk(
  url: string,
  options: { connections: number; seconds: number },
): Promise<Load> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-wrk-'))
  const script = join(directory, 'check.lua')
  writeFileSync(script, CHECK_BODIES)
  try {
    const { stdout } = await run('/usr/bin/wrk', [
      ...['-t1', `-c${options.connections}`, `-d${options.seconds}s`, '-s', script, url],
    ])
    const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
      stdout,
    )
    const broken = sockets?.slice(1).reduce((sum, count) => sum + Number(count), 0) ?? 0
    return {
      answered: numberIn(stdout, /(\d+) requests in/),
      failed: broken + Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
      wrong: numberIn(stdout, /wrong bodies: (\d+)/),
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

// Threads of wrk share nothing; the last words are said by the main one, which can ask them.
const CHECK_BODIES = `
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() wrong = 0 end
function response(status, headers, body)
  if body ~= headers["x-version"] then wrong = wrong + 1 end
end
function done()
  local sum = 0
  for _, thread in ipairs(threads) do sum = sum + thread:get("wrong") end
  io.write("wrong bodies: " .. sum .. "\\n")
end
`

/** h2load; `http` requests are HTTP/1.1, `https` ones HTTP/2. It counts bytes and does not look at bodies. */
export async function h2load(
  url: string,
  options: { requests: number; connections: number; streams: number },
): Promise<Load & { bodyBytes: number; protocol: string }> {
  const { requests, connections, streams } = options
  const { stdout } = await run('/usr/bin/h2load', [
    ...(url.startsWith('https:') ? [] : ['--h1']),
    ...[`-n${requests}`, `-c${connections}`, `-m${streams}`, url],
  ])
  return {
    answered: numberIn(stdout, /, (\d+) succeeded/),
    failed:
      numberIn(stdout, /succeeded, (\d+) failed/) + requests - numberIn(stdout, /, (\d+) done/),
    wrong: numberIn(stdout, /status codes: \d+ 2xx, (\d+) 3xx/),
    bodyBytes: numberIn(stdout, /space savings .*\((\d+)\) data/),
    protocol: /Application protocol: (\S+)/.exec(stdout)?.[1] ?? 'none',
  }
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new Error(`no ${pattern} in ${text}`)
  return Number(found)
}
