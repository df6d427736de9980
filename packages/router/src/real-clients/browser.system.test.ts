import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificate } from '@teal/testing/certificates'
import { startOrigin, type Origin } from '@teal/testing/origin'
import { freePort } from '@teal/testing/ports'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startRouterProcess, type RouterProcess } from '../testing/router-process.ts'
import { openBrowser } from './browser.ts'
import { stopUsing, useSite } from './site-use.ts'

// A browser keeps one HTTP/2 connection for everything, decides by itself when to use another, what to send
// again and what to report as failed. So what it reports is what users would have seen.

const USE = { gets: 12, uploads: 2, uploadBytes: 1_048_576, pauseMs: 0, streams: true }
let directory: string
let certificate: { cert: string; key: string }
let browser: Browser
let blue: Origin
let green: Origin
let router: RouterProcess
let page: Page

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'teal-browser-'))
  certificate = makeCertificate(directory, 'site', ['localhost'])
  browser = await openBrowser(certificate.cert)
  blue = await startOrigin('blue')
  green = await startOrigin('green')
})
afterAll(async () => {
  await browser.close()
  await blue.close()
  await green.close()
  rmSync(directory, { recursive: true, force: true })
})

beforeEach(async () => {
  const { cert, key } = certificate
  const port = await freePort()
  const tls = ['--tls-listen', `127.0.0.1:${port}`, '--tls-cert', cert, '--tls-key', key]
  router = await startRouterProcess(blue.url, green.url, [...tls, '--threads', '2'])
  page = await browser.newPage()
  await page.goto(`https://127.0.0.1:${port}/`)
})
afterEach(async () => {
  await page.close()
  await router.stop()
})

let epoch = 0
async function switchTo(to: 'blue' | 'green'): Promise<void> {
  await router.client.switch('default', { epoch: ++epoch, to })
}

test('a page over HTTP/2 notices nothing of a switch every 200 ms', async () => {
  await page.evaluate(useSite, USE)
  for (let i = 0; i < 25; i++) {
    await sleep(200)
    await switchTo(i % 2 === 0 ? 'green' : 'blue')
  }
  const use = await page.evaluate(stopUsing)
  expect(use.failures).toEqual([])
  expect(use.protocols).toEqual(['h2'])
  expect(use.versions).toEqual(['blue', 'green'])
  expect(use.gets).toBeGreaterThan(100)
  expect(use.uploads).toBeGreaterThan(10)
  // Streams stay where they are while the standby stands.
  expect(use.eventStreams).toBe(1)
  expect(use.events).toBeGreaterThan(20)
  expect(use.socketsClosed).toEqual([])
  expect(use.messages).toBeGreaterThan(10)
})

test('a drain ends event streams and WebSockets, which come back at the new colour', async () => {
  await page.evaluate(useSite, USE)
  await sleep(500)
  await switchTo('green')
  await router.client.drain('default', { epoch, colour: 'blue', deadlineMs: 2_000 })
  // A browser waits for 3 s before it opens an event stream again.
  await sleep(4_000)
  const status = await router.client.status()
  const use = await page.evaluate(stopUsing)
  expect(status.services[0]?.colours.blue.inFlight).toBe(0)
  expect(use.failures).toEqual([])
  expect(use.eventStreams).toBe(2)
  expect(use.socketsClosed).toEqual([{ code: 1001, wasClean: true }])
})

test('a new router process takes over: GOAWAY fails no request', async () => {
  await page.evaluate(useSite, { ...USE, pauseMs: 200, streams: false })
  const pids = new Set([router.child.pid])
  for (let i = 0; i < 3; i++) {
    await sleep(1_000)
    pids.add((await router.client.upgrade()).pid)
    await switchTo(i % 2 === 0 ? 'green' : 'blue')
  }
  await sleep(1_000)
  const use = await page.evaluate(stopUsing)
  expect(pids.size).toBe(4)
  expect(use.failures).toEqual([])
  expect(use.versions).toEqual(['blue', 'green'])
  // To each new process, because the old one said that it goes.
  expect(use.connections).toBeGreaterThanOrEqual(3)
  expect(use.gets).toBeGreaterThan(100)
  expect(use.uploads).toBeGreaterThan(10)
})
