import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withFileLock } from '../system/file-lock.ts'

let directory: string
let file: string
const noAbort = new AbortController().signal

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'teal-lock-'))
  file = join(directory, 'new', 'blue.lock')
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('lets one in at a time, and gives it back after a failure', async () => {
  let inside = 0
  const enter = async (): Promise<string> => {
    inside++
    expect(inside).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    inside--
    throw new Error('failed inside')
  }
  const tries = Array.from({ length: 5 }, () => withFileLock(file, noAbort, enter))
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
  expect(await withFileLock(file, noAbort, async () => 'inside')).toBe('inside')
})

test('stops waiting with the reason of the signal', async () => {
  const reason = new Error('no longer wanted')
  await withFileLock(file, noAbort, async () => {
    const abort = new AbortController()
    const waiting = withFileLock(file, abort.signal, async () => 'inside')
    abort.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })
})

test('does not begin what was aborted before', async () => {
  const reason = new Error('no longer wanted')
  const begun = withFileLock(file, AbortSignal.abort(reason), async () => 'inside')
  await expect(begun).rejects.toBe(reason)
})

test('is taken back from a process that was killed', async () => {
  const lock = JSON.stringify(join(import.meta.dirname, 'file-lock.ts'))
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { withFileLock } = await import(${lock})
       await withFileLock(${JSON.stringify(file)}, new AbortController().signal, async () => {
         console.log('inside')
         await new Promise((resolve) => setTimeout(resolve, 60_000))
       })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(holder.stdout, 'data')
  const waiting = withFileLock(file, AbortSignal.timeout(100), async () => 'inside')
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(await withFileLock(file, noAbort, async () => 'inside')).toBe('inside')
})
