import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RawOrigin, answering } from './testing/raw-origin.ts'

// `teal router …` as a person uses it: processes, exit codes, what is printed.

const BIN = join(import.meta.dirname, '../bin/router.js')
let directory: string
let blue: RawOrigin
let green: RawOrigin
let router: ChildProcess
let port: number
const admin = (): string => join(directory, 'router.sock')

type Ran = { code: number; stdout: string; stderr: string }

async function run(...argv: string[]): Promise<Ran> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...argv], (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? 1 : 0,
        stdout,
        stderr,
      })
    })
  })
}

const curl = async (...argv: string[]): Promise<string> =>
  await new Promise((resolve, reject) => {
    execFile('curl', ['-sS', ...argv], (error, stdout) => {
      if (error === null) resolve(stdout)
      else reject(error)
    })
  })

function start(): ChildProcess {
  const argv = ['--listen', `127.0.0.1:${port}`, '--blue', blue.url, '--green', green.url]
  argv.push('--active', 'blue', '--threads', '1', '--admin', admin())
  argv.push('--state', join(directory, 'state.json'))
  return spawn(process.execPath, [BIN, ...argv], { stdio: 'ignore' })
}

const answers = async (): Promise<boolean> =>
  await waitFor('the router to answer', async () => {
    return (await run('status', '--admin', admin())).code === 0
  })

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'teal-router-'))
  blue = await RawOrigin.start(answering('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nblue'))
  green = await RawOrigin.start(answering('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ngreen'))
  port = await freePort()
  router = start()
  await answers()
})
afterAll(async () => {
  router.kill('SIGKILL')
  await blue.stop()
  await green.stop()
  rmSync(directory, { recursive: true, force: true })
})

test('it switches, says so, and comes back on that colour after a kill -9', async () => {
  expect(await curl(`http://127.0.0.1:${port}/`)).toBe('blue')
  const switched = await run('switch', 'green', '--admin', admin(), '--json')
  expect(switched.code).toBe(0)
  expect(JSON.parse(switched.stdout)).toMatchObject({ from: 'blue', to: 'green' })
  expect(await curl(`http://127.0.0.1:${port}/`)).toBe('green')
  const exited = once(router, 'exit')
  router.kill('SIGKILL')
  await exited
  router = start()
  await answers()
  expect(await curl(`http://127.0.0.1:${port}/`)).toBe('green')
  const status = await run('status', '--admin', admin(), '--json')
  expect(JSON.parse(status.stdout)).toMatchObject({
    listen: `127.0.0.1:${port}`,
    workers: 1,
    services: [{ name: 'default', active: 'green', split: { blue: 0, green: 10_000 } }],
  })
})

test('an older epoch is refused with exit code 4, and nothing moves', async () => {
  expect((await run('switch', 'green', '--epoch', '9', '--admin', admin())).code).toBe(0)
  const refused = await run('switch', 'blue', '--epoch', '8', '--admin', admin())
  expect(refused.code).toBe(4)
  expect(refused.stderr).toContain('epoch 9')
  expect(await curl(`http://127.0.0.1:${port}/`)).toBe('green')
})

test.each([
  [['fly']],
  [['switch', 'red']],
  [['switch']],
  [['--nonsense']],
  [['--listen', 'nowhere']],
  [['--blue', 'ftp://x']],
  [['--threads', 'many']],
  [['--idle-timeout', '0']],
  [['--admin', '127.0.0.1:1']],
])('%j is a usage error: exit code 2, and a word of help', async (argv) => {
  const { code, stderr } = await run(...argv)
  expect(code).toBe(2)
  expect(stderr).toMatch(/--help/)
})

test('without a router the answer names the address, and the exit code is 1', async () => {
  const { code, stderr } = await run('status', '--admin', join(directory, 'nobody.sock'))
  expect(code).toBe(1)
  expect(stderr).toContain('nobody.sock')
})

test('a second router on the same admin socket is refused and leaves the first alone', async () => {
  const { code, stderr } = await run('--listen', '127.0.0.1:0', '--admin', admin())
  expect(code).toBe(4)
  expect(stderr).toContain('another router answers')
  expect(await curl(`http://127.0.0.1:${port}/`)).toBe('green')
})

test('SIGTERM lets requests finish and ends with 0', async () => {
  const exited = once(router, 'exit')
  router.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
})

test('a router whose output nobody reads any more goes on', async () => {
  const own = await freePort()
  const socket = join(directory, 'own.sock')
  const argv = ['--listen', `127.0.0.1:${own}`, '--blue', blue.url, '--admin', socket]
  // It complains of the log, and says when it listens.
  argv.push('--access-log', join(directory, 'nowhere', 'access.log'))
  const child = spawn(process.execPath, [BIN, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  child.stderr.destroy()
  const exit = once(child, 'exit')
  await waitFor('the router to answer', async () => {
    return (await run('status', '--admin', socket)).code === 0
  })
  expect(await curl(`http://127.0.0.1:${own}/`)).toBe('blue')
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
}, 30_000)
