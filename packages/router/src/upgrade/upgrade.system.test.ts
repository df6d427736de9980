import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificate } from '@teal/testing/certificates'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRouter } from '../client.ts'
import { startCrowd, startHttp2Crowd } from '../testing/crowd.ts'
import { RawClient } from '../testing/raw-client.ts'
import { RawOrigin, answering } from '../testing/raw-origin.ts'
import { startRouterProcess, type RouterProcess } from '../testing/router-process.ts'

let blue: RawOrigin
let green: RawOrigin
let router: RouterProcess
let tlsPort: number
let folder: string

const answerBlue = answering('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nblue')

beforeAll(async () => {
  blue = await RawOrigin.start((socket, received) => {
    if (!received.includes('GET /never')) answerBlue(socket, received)
  })
  green = await RawOrigin.start(answering('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ngreen'))
  folder = mkdtempSync(join(tmpdir(), 'teal-upgrade-'))
  const { cert, key } = makeCertificate(folder, 'a', ['a.example'])
  tlsPort = await freePort()
  const tls = ['--tls-listen', `127.0.0.1:${tlsPort}`, '--tls-cert', cert, '--tls-key', key]
  router = await startRouterProcess(blue.url, green.url, ['--threads', '2', ...tls])
})
afterAll(async () => {
  await router.stop()
  await blue.stop()
  await green.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('new processes take over under load and no request is lost', async () => {
  const keeping = startCrowd({ port: router.port, clients: 24, requestsPerConnection: 1_000 })
  const coming = startCrowd({ port: router.port, clients: 8, requestsPerConnection: 1 })
  const pids = new Set<number>()
  for (let i = 0; i < 4; i++) {
    pids.add((await router.client.status()).pid)
    const { pid } = await router.client.upgrade()
    expect((await router.client.status()).pid).toBe(pid)
  }
  await keeping.stop()
  await coming.stop()
  expect(pids.size).toBe(4)
  expect(keeping.failures).toEqual([])
  expect(coming.failures).toEqual([])
  expect(keeping.requests).toBeGreaterThan(100)
  expect(coming.requests).toBeGreaterThan(100)
})

test('nor is one by TLS, neither on kept connections nor by HTTP/2', async () => {
  const keeping = startCrowd({ port: tlsPort, tls: true, clients: 8, requestsPerConnection: 1_000 })
  const coming = startCrowd({ port: tlsPort, tls: true, clients: 4, requestsPerConnection: 1 })
  const http2 = startHttp2Crowd({ port: tlsPort, clients: 4, streams: 4 })
  for (let i = 0; i < 4; i++) {
    const before = { keeping: keeping.requests, coming: coming.requests, http2: http2.requests }
    await router.client.upgrade()
    await waitFor(
      'all of them to go on',
      () =>
        keeping.requests > before.keeping + 50 &&
        coming.requests > before.coming + 5 &&
        http2.requests > before.http2 + 50,
    )
  }
  // Clients that always ask for something are told to go when the time of their process is nearly over.
  await waitFor('all to have left the first process', () => http2.connections >= 8, 60_000)
  await keeping.stop()
  await coming.stop()
  await http2.stop()
  expect(keeping.failures).toEqual([])
  expect(coming.failures).toEqual([])
  expect(http2.failures).toEqual([])
})

test('a change that is made while a process takes over is not forgotten by it', async () => {
  const changer = connectRouter(router.socket)
  let epoch = 10
  for (const afterMs of [0, 100, 200, 400]) {
    const to = ++epoch % 2 === 0 ? 'blue' : 'green'
    const upgraded = router.client.upgrade()
    await sleep(afterMs)
    expect(await changer.switch('default', { epoch, to })).toMatchObject({ epoch, active: to })
    await upgraded
    expect((await router.client.status()).services[0]).toMatchObject({ epoch, active: to })
  }
  changer.close()
  await router.client.switch('default', { epoch, to: 'blue' })
})

test('a router that is told to end while another takes over ends both', async () => {
  const own = await startRouterProcess(blue.url, green.url)
  const { pid } = await own.client.status()
  own.client.close()
  const asker = connectRouter(own.socket)
  const upgrade = asker.upgrade().catch(() => null)
  const child = await waitFor('the new process', () => childOf(pid))
  process.kill(pid, 'SIGTERM')
  expect(await upgrade).toBe(null)
  asker.close()
  await waitFor(
    'both to end',
    () => !existsSync(`/proc/${pid}/fd/0`) && !existsSync(`/proc/${child}/fd/0`),
  )
  rmSync(dirname(own.socket), { recursive: true, force: true })
})

test('a process that is started takes over when the old one is killed meanwhile', async () => {
  const { pid } = await router.client.status()
  // One that has never reached a router does not ask again.
  const asker = connectRouter(router.socket)
  const upgrade = asker.upgrade().catch(() => null)
  const child = await waitFor('the new process', () => childOf(pid))
  // It has been told what there is as soon as it was started.
  await sleep(30)
  process.kill(pid, 'SIGKILL')
  await upgrade
  asker.close()
  expect(await waitFor('a router', async () => await pidOf(router.socket), 10_000)).toBe(child)
  const after = connectRouter(router.socket)
  expect(await after.switch('default', { epoch: 70, to: 'green' })).toMatchObject({
    active: 'green',
  })
  const client = await RawClient.open(router.port)
  client.send('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  expect(await client.all()).toMatch(/green$/)
  await after.switch('default', { epoch: 71, to: 'blue' })
  after.close()
})

function childOf(pid: number): number | null {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === '' ? null : Number(children.split(' ')[0])
}

async function pidOf(socket: string): Promise<number | null> {
  const client = connectRouter(socket)
  try {
    return (await client.status()).pid
  } catch {
    return null
  } finally {
    client.close()
  }
}

test('what the old process still has follows a switch made at the new one', async () => {
  const client = await RawClient.open(router.port)
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await client.until(/blue$/)
  await router.client.upgrade()
  await router.client.switch('default', { epoch: 100, to: 'green' })
  client.received = ''
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(await client.all()).toMatch(/Connection: close\r\n.*green$/s)
})

test('so does what the process before that still has', async () => {
  await router.client.switch('default', { epoch: 150, to: 'blue' })
  const client = await RawClient.open(router.port)
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await client.until(/blue$/)
  await router.client.upgrade()
  await router.client.upgrade()
  await router.client.switch('default', { epoch: 151, to: 'green' })
  client.received = ''
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(await client.all()).toMatch(/Connection: close\r\n.*green$/s)
  await router.client.switch('default', { epoch: 152, to: 'blue' })
})

test('what is under way two processes back is counted and cut by a drain', async () => {
  await router.client.switch('default', { epoch: 160, to: 'blue' })
  const client = await RawClient.open(router.port)
  client.send('GET /never HTTP/1.1\r\nHost: a\r\n\r\n')
  await waitFor('it to be under way', () => blue.text.includes('GET /never'))
  await router.client.upgrade()
  await router.client.upgrade()
  await router.client.switch('default', { epoch: 161, to: 'green' })
  const drained = await router.client.drain('default', {
    epoch: 161,
    colour: 'blue',
    deadlineMs: 300,
  })
  expect(drained).toEqual({ inFlight: 0, closed: 1 })
  client.destroy()
  await router.client.switch('default', { epoch: 162, to: 'blue' })
})
