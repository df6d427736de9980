import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRouter, type RunningRouter } from '@teal/router'
import { connectRouter } from '@teal/router/client'
import { startOrigin, type Origin } from '@teal/testing/origin'
import { waitFor } from '@teal/testing/wait'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Application } from '../../model/application.ts'
import { suiteApplication } from '../suite-application.ts'
import type { Attachment, Traffic, TrafficState } from '../traffic.ts'
import { adminSocket } from './admin-socket.ts'
import { createRouterTraffic } from './router.ts'
import { routerSettings } from './settings.ts'

const { signal } = new AbortController()

let application: Application
let router: RunningRouter
let origins: { blue: Origin; green: Origin }
let traffic: Traffic

beforeEach(async () => {
  const draft = suiteApplication({ kind: 'router', settings: routerSettings.parse({}) }, '')
  mkdirSync(draft.stateDirectory)
  router = await startRouter({
    listen: { host: '127.0.0.1', port: 0 },
    admin: { socket: adminSocket(draft) },
    closeDeadlineMs: 100,
  })
  application = { ...draft, entrance: `http://${router.listen}` }
  origins = { blue: await startOrigin('blue'), green: await startOrigin('green') }
  traffic = createRouterTraffic(application)
})

afterEach(async () => {
  await router.close()
  await origins.blue.close()
  await origins.green.close()
  rmSync(application.directory, { recursive: true, force: true })
})

const goLive = async (epoch = 1): Promise<void> => {
  for (const colour of ['blue', 'green'] as const) {
    await traffic.attach({ colour, release: 'v1', urls: [origins[colour].url] }, epoch, signal)
  }
  await traffic.switch('blue', epoch, signal)
}

/** What traffic does when nothing is under way: a question's connection may still be closing. */
const observed = (): Promise<TrafficState> =>
  waitFor('nothing to be under way', async () => {
    const state = await traffic.observe(signal)
    return state.colours.blue.inFlight === 0 ? state : null
  })

/** The same application after somebody changed its teal.yaml. */
const changed = (settings: { hosts?: string[]; paths?: string[] }): Traffic =>
  createRouterTraffic({
    ...application,
    traffic: { kind: 'router', settings: routerSettings.parse(settings) },
  })

const statusOf = async (path: string): Promise<number> => {
  const response = await fetch(`${application.entrance}${path}`)
  await response.text()
  return response.status
}

describe('hosts and paths that were changed', () => {
  test('are in force from the next attach on, and nothing else changes', async () => {
    await goLive(4)
    expect(await statusOf('/')).toBe(200)
    const before = await observed()
    const { port } = new URL(application.entrance)
    for (const settings of [
      { paths: ['/api', '/admin'] },
      { hosts: ['shop.example', 'localhost'], paths: ['/'] },
    ]) {
      const attachment: Attachment = { colour: 'green', release: 'v1', urls: [origins.green.url] }
      await changed(settings).attach(attachment, 4, signal)
      expect(await observed()).toEqual(before)
      // Whoever asks who answers must not write the old ones back.
      await traffic.answers('blue', signal)
      const client = connectRouter(adminSocket(application))
      const [found] = (await client.status()).services
      client.close()
      expect(found).toMatchObject(settings)
      if (settings.paths.length > 1) expect(await statusOf('/')).toBe(404)
    }
    const ours = await fetch(`http://localhost:${port}/`)
    expect([ours.status, ours.headers.get('x-version')]).toEqual([200, 'blue'])
    expect(await statusOf('/')).toBe(404)
  })

  test('are not by an older rollout', async () => {
    await goLive(4)
    const stale = changed({ hosts: ['shop.example'] })
    const attachment: Attachment = { colour: 'green', release: 'v0', urls: [origins.green.url] }
    await expect(stale.attach(attachment, 3, signal)).rejects.toMatchObject({
      name: 'StaleEpoch',
      epoch: 3,
      newest: 4,
    })
    expect(await statusOf('/')).toBe(200)
  })
})

describe('asking who answers', () => {
  test('is right for many who ask at once, while rollouts go on', async () => {
    await goLive()
    let asking = true
    const rollouts = (async () => {
      for (let epoch = 2; asking; epoch += 1) {
        await traffic.switch('blue', epoch, signal)
        await sleep(10)
      }
      return null
    })()
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const colour = index % 2 === 0 ? 'blue' : 'green'
        return [colour, await createRouterTraffic(application).answers(colour, signal)]
      }),
    ).finally(() => (asking = false))
    await rollouts
    for (const [colour, answer] of answers)
      expect([colour, answer]).toEqual([colour, colour === 'blue' ? 'yes' : 'no'])
  })

  test('changes nothing, and its secret is readable by its owner only', async () => {
    await goLive()
    await traffic.answers('blue', signal)
    const before = await observed()
    expect(await traffic.answers('blue', signal)).toBe('yes')
    expect(await observed()).toEqual(before)
    const token = join(application.stateDirectory, 'router.probe-token')
    expect(statSync(token).mode & 0o777).toBe(0o600)
  })

  test('stops at a token that somebody damaged', async () => {
    await goLive()
    writeFileSync(join(application.stateDirectory, 'router.probe-token'), '')
    await expect(traffic.answers('blue', signal)).rejects.toMatchObject({
      name: 'TealError',
      message: expect.stringContaining('router.probe-token') as string,
    })
  })

  test('says that something else answers at the entrance', async () => {
    await goLive()
    const elsewhere = { ...application, entrance: origins.green.url }
    expect(await createRouterTraffic(elsewhere).answers('green', signal)).toBe('cannot-tell')
  })
})
