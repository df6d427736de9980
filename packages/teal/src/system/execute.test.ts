import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@teal/testing/wait'
import { expect, it } from 'vitest'
import { execute, type Executed } from './execute.ts'
import { identify } from './process-identity.ts'

const directory = mkdtempSync(join(tmpdir(), 'teal-execute-'))

function run(
  command: string[],
  timeoutMs = 10_000,
  signal = new AbortController().signal,
): Promise<Executed> {
  return execute({ command, directory, environment: { WHO: 'me' }, timeoutMs, signal })
}

it('gives the exit code and the output of both streams', async () => {
  const { lines, ...rest } = await run(['sh', '-c', 'echo $WHO; echo oh >&2; printf end; exit 4'])
  expect(rest).toEqual({ exitCode: 4, ending: 'exited with 4' })
  expect(lines.toSorted()).toEqual(['end', 'me', 'oh'])
})

it('keeps the last lines of an output without end', async () => {
  const { lines } = await run([
    'sh',
    '-c',
    'i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo $i; done',
  ])
  expect(lines).toHaveLength(50)
  expect(lines.at(-1)).toBe('2000')
})

it('says that a command was not found, or may not be run', async () => {
  expect((await run(['/no/such/command'])).ending).toBe('was not found')
  expect((await run([directory])).ending).toMatch(/could not be started: .*EACCES/)
})

it('ends the whole family when time is up, also those that do not want to', async () => {
  const pidFile = join(directory, 'child')
  const script = `trap '' TERM; (trap '' TERM; sleep 60) & echo $! > ${pidFile}; wait; sleep 60`
  const { exitCode, ending } = await run(['sh', '-c', script], 300)
  expect(exitCode).toBeNull()
  expect(ending).toBe('did not end within 300 ms')
  expect(existsSync(pidFile)).toBe(true)
  const child = Number(readFileSync(pidFile, 'utf8'))
  await waitFor('the child to be gone', () => identify(child) === null)
})

it('does not begin beside what an earlier execution of its name has left running', async () => {
  const log = join(directory, 'log')
  const exclusive = `${directory}: expand`
  // As after a kill: nobody waits for it, and it goes on.
  const environment = { ...process.env, TEAL_EXECUTION: exclusive }
  const first = spawn('sh', ['-c', `sleep 0.7; echo first >> ${log}`], { env: environment })
  await once(first, 'spawn')
  const { signal } = new AbortController()
  const next = { directory, environment: {}, timeoutMs: 10_000, signal, exclusive }
  const second = await execute({ ...next, command: ['sh', '-c', `echo second >> ${log}`] })
  expect(second.exitCode).toBe(0)
  expect(readFileSync(log, 'utf8')).toBe('first\nsecond\n')
})

it('says that an earlier execution has not ended in time', async () => {
  const exclusive = `${directory}: other`
  const first = spawn('sleep', ['60'], { env: { ...process.env, TEAL_EXECUTION: exclusive } })
  await once(first, 'spawn')
  const { signal } = new AbortController()
  const next = { directory, environment: {}, timeoutMs: 200, signal, exclusive }
  const { exitCode, ending } = await execute({ ...next, command: ['true'] })
  first.kill('SIGKILL')
  expect(exitCode).toBeNull()
  expect(ending).toMatch(/did not begin: an earlier one still runs/)
})
