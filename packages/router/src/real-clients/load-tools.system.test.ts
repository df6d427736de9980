import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificate } from '@teal/testing/certificates'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'
import type { FileOrigin } from './file-origin.ts'
import { h2load, wrk } from './load-tools.ts'
import { startNginxOrigin } from './nginx-origin.ts'
import { startNodeOrigin } from './node-origin.ts'

// Every switch is made while dozens of requests are under way. nginx closes each kept connection after 1,000
// requests, as it does by default, so that this is among the things that must not show.

let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'teal-load-'))
})
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

describe.each([
  ['nginx', startNginxOrigin],
  ['node', startNodeOrigin],
] as const)('%s behind', (_, startOrigin) => {
  let blue: FileOrigin
  let green: FileOrigin
  let router: TestRouter

  beforeEach(async () => {
    blue = await startOrigin('blue', {})
    green = await startOrigin('green', {})
    router = await startTestRouter([blue.url], [green.url], {
      threads: 2,
      tls: {
        listen: { host: '127.0.0.1', port: 0 },
        certificates: [makeCertificate(directory, 'site', ['localhost'])],
        redirectPort: null,
      },
    })
  })
  afterEach(async () => {
    await router.stop()
    await blue.close()
    await green.close()
  })

  /** Switches to and fro until `load` is done with its requests. */
  async function switchDuring<T>(load: Promise<T>): Promise<{ load: T; switches: number }> {
    let done = false
    const finished = load.finally(() => {
      done = true
    })
    let switches = 0
    while (!done) {
      await sleep(50)
      await router.client.switch('app', { epoch: ++switches, to: switches % 2 ? 'green' : 'blue' })
    }
    return { load: await finished, switches }
  }

  const answeredByBoth = (): number => blue.count('GET') + green.count('GET')

  test.each(['http', 'https'])('wrk over %s: every answer is whole and right', async (scheme) => {
    const at = scheme === 'http' ? `127.0.0.1:${router.port}` : router.running.tlsListen
    const { load, switches } = await switchDuring(
      wrk(`${scheme}://${at}/name`, { connections: 32, seconds: 2 }),
    )
    expect(load).toMatchObject({ failed: 0, wrong: 0 })
    expect(load.answered).toBeGreaterThan(1_000)
    expect(switches).toBeGreaterThan(10)
    expect(blue.count('GET')).toBeGreaterThan(100)
    expect(green.count('GET')).toBeGreaterThan(100)
    // When its time is over, wrk leaves without waiting for what it asked last.
    expect(answeredByBoth()).toBeGreaterThanOrEqual(load.answered)
    expect(answeredByBoth()).toBeLessThanOrEqual(load.answered + 32)
  })

  test.each(['http', 'https'])('h2load over %s: no request is lost or doubled', async (scheme) => {
    const at = scheme === 'http' ? `127.0.0.1:${router.port}` : router.running.tlsListen
    const requests = 10_000
    const { load } = await switchDuring(
      h2load(`${scheme}://${at}/name`, { requests, connections: 8, streams: 16 }),
    )
    expect(load).toMatchObject({
      answered: requests,
      failed: 0,
      wrong: 0,
      protocol: scheme === 'http' ? 'http/1.1' : 'h2',
    })
    await expect.poll(answeredByBoth).toBe(requests)
    expect(load.bodyBytes).toBe(blue.count('GET') * 4 + green.count('GET') * 5)
  })
})
