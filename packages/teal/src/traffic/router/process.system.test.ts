import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { connectRouter } from '@teal/router/client'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Application } from '../../model/application.ts'
import { identify } from '../../system/process-identity.ts'
import { argumentsOf, listProcesses } from '../../system/process-table.ts'
import { program } from '../../system/program.ts'
import { suiteApplication } from '../suite-application.ts'
import { adminSocket } from './admin-socket.ts'
import { createRouterTraffic } from './router.ts'

const { signal } = new AbortController()

let application: Application
let listen: string

beforeEach(async () => {
  listen = `127.0.0.1:${await freePort()}`
  application = listeningOn(listen)
})

afterEach(async () => {
  await createRouterTraffic(application).stop(signal)
  expect(routers()).toEqual([])
  rmSync(dirname(adminSocket(application)), { recursive: true, force: true })
  rmSync(application.directory, { recursive: true, force: true })
})

function listeningOn(where: string): Application {
  const settings = { listen: where, threads: 1, hosts: [], paths: ['/'] }
  return suiteApplication({ kind: 'router', settings }, `http://${where}`)
}

/** The ids of all processes that serve as this application's router. */
const routers = (): number[] =>
  listProcesses()
    .map(({ pid }) => pid)
    .filter((pid) => {
      const argv = argumentsOf(pid)
      return argv.includes(adminSocket(application)) && argv.includes('--listen')
    })

describe('the router’s process', () => {
  test('is one, however many want to start it at once', async () => {
    const starters = Array.from({ length: 4 }, () => startElsewhere(application))
    const codes = await Promise.all(starters.map(async (each) => (await once(each, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0, 0])
    expect(routers()).toHaveLength(1)
    await Promise.all([1, 2, 3].map(() => createRouterTraffic(application).start(signal)))
    expect(routers()).toHaveLength(1)
  })

  test.each([false, true])('says who has its port (that one shares it: %s)', async (reusePort) => {
    const [host, port] = listen.split(':')
    const holder = createServer().listen({ host, port: Number(port), reusePort })
    await once(holder, 'listening')
    await expect(createRouterTraffic(application).start(signal)).rejects.toMatchObject({
      kind: 'usage',
      message: `${listen} is in use by another application`,
      lines: [expect.stringContaining(`pid ${process.pid} (${argumentsOf(process.pid)[0]}`)],
    })
    expect(routers()).toEqual([])
    holder.close()
    await once(holder, 'close')
    await createRouterTraffic(application).start(signal)
  })

  test('is not used when it listens elsewhere than it is told now', async () => {
    await createRouterTraffic(application).start(signal)
    const { settings } = listeningOn('127.0.0.1:1').traffic
    const moved = { ...application, traffic: { ...application.traffic, settings } }
    await expect(createRouterTraffic(moved).start(signal)).rejects.toMatchObject({
      kind: 'usage',
      message: `the router runs and listens on ${listen}, and not on 127.0.0.1:1`,
    })
    await createRouterTraffic(moved).stop(signal)
    expect(routers()).toEqual([])
  })

  test('says that it cannot listen at an address of somebody else', async () => {
    const elsewhere = listeningOn('192.0.2.1:80')
    await expect(createRouterTraffic(elsewhere).start(signal)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('cannot listen on 192.0.2.1:80') as string,
    })
    rmSync(elsewhere.directory, { recursive: true })
  })

  test('runs where the path of its socket is longer than kernels allow', async () => {
    const short = application.directory
    const stateDirectory = join(short, 'deep/'.repeat(40), '.teal')
    application = { ...application, stateDirectory }
    const traffic = createRouterTraffic(application)
    await traffic.start(signal)
    expect(await traffic.observe(signal)).toMatchObject({ active: null })
    expect(routers()).toHaveLength(1)
    await traffic.stop(signal)
    await expect(traffic.observe(signal)).rejects.toMatchObject({ kind: 'unavailable' })
    await traffic.start(signal)
    expect(routers()).toHaveLength(1)
  })

  test('shows its last words when it ends at once', async () => {
    mkdirSync(application.stateDirectory)
    writeFileSync(join(application.stateDirectory, 'router.state.json'), 'not json')
    await expect(createRouterTraffic(application).start(signal)).rejects.toMatchObject({
      kind: 'failed',
      message: 'the router could not be started: exit code 1',
      lines: [expect.stringContaining('router.state.json')],
    })
  })

  test('says that it could not be run at all', async () => {
    const nowhere = { ...application, directory: join(application.directory, 'gone') }
    await expect(createRouterTraffic(nowhere).start(signal)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('ENOENT') as string,
    })
  })

  test('is killed when it does not end by itself', async () => {
    const traffic = createRouterTraffic(application)
    await traffic.start(signal)
    const [pid] = routers()
    process.kill(pid as number, 'SIGSTOP')
    await traffic.stop(signal)
    expect(routers()).toEqual([])
    await traffic.stop(signal)
  })

  test('is found when the folder of the application was moved', async () => {
    await createRouterTraffic(application).start(signal)
    const [before] = routers()
    const directory = `${application.directory}-moved`
    renameSync(application.directory, directory)
    const moved = { ...application, directory, stateDirectory: join(directory, '.teal') }
    try {
      const traffic = createRouterTraffic(moved)
      await traffic.start(signal)
      expect(routers()).toEqual([before])
      await traffic.stop(signal)
      expect(routers()).toEqual([])
    } finally {
      renameSync(directory, application.directory)
    }
  })

  test('is not who only asks it', async () => {
    // A server that takes the question and never answers keeps the one who asks running.
    const socket = adminSocket(application)
    mkdirSync(application.stateDirectory)
    const silent = createServer().listen({ path: socket })
    await once(silent, 'listening')
    const asked = once(silent, 'connection')
    const asks = spawn(process.execPath, [program, 'router', 'status', '--admin', socket])
    await asked
    await createRouterTraffic(application).stop(signal)
    expect(identify(asks.pid as number)).not.toBe(null)
    asks.kill('SIGKILL')
    await once(asks, 'exit')
    silent.close()
  })

  test('is found by whoever comes while another is starting it and dies', async () => {
    const starter = startElsewhere(application)
    await waitFor('the router to be begun', () => routers().length > 0)
    starter.kill('SIGKILL')
    await createRouterTraffic(application).start(signal)
    expect(routers()).toHaveLength(1)
    const client = connectRouter(adminSocket(application))
    expect((await client.status()).pid).toBe(routers()[0])
    client.close()
  })
})

/** Another Teal that starts the router. */
function startElsewhere(application: Application): ChildProcess {
  const code = `
    import { createRouterTraffic } from ${JSON.stringify(new URL('router.ts', import.meta.url).href)}
    await createRouterTraffic(JSON.parse(process.argv[1])).start(new AbortController().signal)
  `
  return spawn(process.execPath, ['--input-type=module', '-e', code, JSON.stringify(application)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
