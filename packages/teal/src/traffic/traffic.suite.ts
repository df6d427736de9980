import { setTimeout as sleep } from 'node:timers/promises'
import { startClientThread } from '@teal/testing/client-thread'
import { startOrigin, type Origin } from '@teal/testing/origin'
import {
  createSwitchLedger,
  recordAcknowledgement,
  recordCommand,
} from '@teal/testing/switch-ledger'
import { waitFor } from '@teal/testing/wait'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { otherColour, type Colour } from '../model/colour.ts'
import type { Traffic } from './traffic.ts'

// What every adapter promises, asked of the real thing with real servers behind it.

/** A proxy for one test. */
export type TrafficFixture = {
  /** Where users come in. */
  url: string
  /** A new adapter for the same application, as another Teal process would make it. */
  create: () => Traffic
  /** Brings the proxy up; it may be up already. */
  start: () => Promise<void>
  /** Ends the proxy's process; resolves when it has gone. */
  kill: (signal: NodeJS.Signals) => Promise<void>
  remove: () => Promise<void>
}

const noAbort = new AbortController().signal

export function trafficSuite(name: string, prepare: () => Promise<TrafficFixture>): void {
  describe(name, () => {
    let fixture: TrafficFixture
    let traffic: Traffic
    let origins: Record<Colour, Origin[]>

    beforeEach(async () => {
      fixture = await prepare()
      await fixture.start()
      traffic = fixture.create()
      origins = {
        blue: [await startOrigin('blue'), await startOrigin('blue')],
        green: [await startOrigin('green'), await startOrigin('green')],
      }
    })

    afterEach(async () => {
      await fixture.remove()
      for (const origin of [...origins.blue, ...origins.green]) await origin.close()
    })

    const urls = (colour: Colour): string[] => origins[colour].map(({ url }) => url).sort()

    const attachBoth = async (epoch = 1): Promise<void> => {
      await traffic.attach({ colour: 'blue', release: 'v1', urls: urls('blue') }, epoch, noAbort)
      await traffic.attach({ colour: 'green', release: 'v2', urls: urls('green') }, epoch, noAbort)
    }

    const get = async (path = '/'): Promise<string | null> => {
      const response = await fetch(`${fixture.url}${path}`)
      await response.text()
      return response.headers.get('x-version')
    }

    const active = async (): Promise<Colour | null> => (await traffic.observe(noAbort)).active

    test('says that nothing is there before anything is', async () => {
      expect(await traffic.observe(noAbort)).toMatchObject({
        active: null,
        epoch: 0,
        since: null,
        split: { blue: 0, green: 0 },
        colours: {
          blue: { release: null, instances: [] },
          green: { release: null, instances: [] },
        },
      })
    })

    test('attaches instances without moving anybody', async () => {
      await attachBoth(3)
      const state = await traffic.observe(noAbort)
      expect(state).toMatchObject({ active: null, epoch: 3 })
      for (const colour of ['blue', 'green'] as const) {
        const { release, instances, inFlight } = state.colours[colour]
        expect(release).toBe(colour === 'blue' ? 'v1' : 'v2')
        expect(instances.map(({ url }) => url).sort()).toEqual(urls(colour))
        expect(inFlight).toBe(0)
      }
    })

    test('moves everybody, and twice is the same as once', async () => {
      await attachBoth()
      const before = Date.now()
      await traffic.switch('blue', 1, noAbort)
      expect(await get()).toBe('blue')
      await traffic.switch('green', 2, noAbort)
      const first = await traffic.observe(noAbort)
      await traffic.switch('green', 2, noAbort)
      const second = await traffic.observe(noAbort)
      expect(second).toMatchObject({ active: 'green', epoch: 2, split: { blue: 0, green: 1 } })
      expect(second.since?.getTime()).toBeGreaterThanOrEqual(before - 1_000)
      expect(second.since).toEqual(first.since)
      for (let request = 0; request < 10; request += 1) expect(await get()).toBe('green')
    })

    test('refuses an older epoch, and nothing has moved', async () => {
      await attachBoth(7)
      await traffic.switch('blue', 7, noAbort)
      const refusal = { name: 'StaleEpoch', kind: 'refused', newest: 7, epoch: 6 }
      await expect(traffic.switch('green', 6, noAbort)).rejects.toMatchObject(refusal)
      await expect(
        traffic.attach({ colour: 'green', release: 'v0', urls: [] }, 6, noAbort),
      ).rejects.toMatchObject(refusal)
      await expect(traffic.drain('green', 0, 6, noAbort)).rejects.toMatchObject(refusal)
      expect(await traffic.observe(noAbort)).toMatchObject({
        active: 'blue',
        epoch: 7,
        colours: { green: { release: 'v2' } },
      })
      expect(await get()).toBe('blue')
    })

    test('puts new instances in the place of the old ones of the active colour', async () => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      const [gone, stays] = origins.blue as [Origin, Origin]
      const added = await startOrigin('blue')
      origins.blue = [stays, added]
      await traffic.attach({ colour: 'blue', release: 'v1', urls: urls('blue') }, 1, noAbort)
      await gone.close()
      const { instances } = (await traffic.observe(noAbort)).colours.blue
      expect(instances.map(({ url }) => url).sort()).toEqual(urls('blue'))
      for (let request = 0; request < 20; request += 1) expect(await get()).toBe('blue')
    })

    test.each(['SIGTERM', 'SIGKILL'] as const)('comes up as it was after %s', async (signal) => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      await traffic.switch('green', 2, noAbort)
      const before = await traffic.observe(noAbort)
      await fixture.kill(signal)
      await fixture.start()
      const after = await traffic.observe(noAbort)
      expect(after).toMatchObject({ active: 'green', epoch: 2, since: before.since })
      for (const colour of ['blue', 'green'] as const) {
        expect(after.colours[colour].release).toBe(before.colours[colour].release)
        expect(after.colours[colour].instances.map(({ url }) => url).sort()).toEqual(urls(colour))
      }
      expect(await get()).toBe('green')
      await traffic.switch('blue', 2, noAbort)
      expect(await get()).toBe('blue')
    })

    test('of many who race the newest epoch wins', async () => {
      await attachBoth()
      const epochs = [5, 2, 9, 4, 8, 3, 7, 6]
      const outcomes = await Promise.allSettled(
        epochs.map((epoch) =>
          fixture.create().switch(epoch % 2 === 0 ? 'blue' : 'green', epoch, noAbort),
        ),
      )
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') continue
        expect(epochs[index]).not.toBe(9)
        expect(outcome.reason).toMatchObject({ name: 'StaleEpoch', epoch: epochs[index] })
      }
      expect(await traffic.observe(noAbort)).toMatchObject({ active: 'green', epoch: 9 })
      expect(await get()).toBe('green')
    })

    test('drains: waits for what is under way, and not longer', async () => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      const slow = fetch(`${fixture.url}/slow?ms=1000`).then((response) => response.text())
      await waitFor('the request to be under way', async () => {
        return (await traffic.observe(noAbort)).colours.blue.inFlight === 1
      })
      await traffic.switch('green', 1, noAbort)
      expect(await traffic.drain('blue', 20_000, 1, noAbort)).toEqual({ closed: 0 })
      expect(await slow).toMatch(/blue\.$/)
      expect(origins.blue.map(({ broken }) => broken())).toEqual([0, 0])
    })

    test('drains: closes at the deadline what is left', async () => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      const slow = fetch(`${fixture.url}/slow?ms=60000`).then((response) => response.text())
      const cut = expect(slow).rejects.toThrow('terminated')
      await waitFor('the request to be under way', async () => {
        return (await traffic.observe(noAbort)).colours.blue.inFlight === 1
      })
      await traffic.switch('green', 1, noAbort)
      expect(await traffic.drain('blue', 200, 1, noAbort)).toEqual({ closed: 1 })
      await cut
      expect((await traffic.observe(noAbort)).colours.blue.inFlight).toBe(0)
      expect(await get()).toBe('green')
    })

    test('does not drain the colour that users are on', async () => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      await expect(traffic.drain('blue', 0, 1, noAbort)).rejects.toThrow('active')
      expect(await get()).toBe('blue')
    })

    test('counts requests and failures by colour', async () => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      const before = await traffic.counters(noAbort)
      for (let request = 0; request < 10; request += 1) await get()
      await get('/fail')
      await get('/reset').catch(() => null)
      await get('/cut').catch(() => null)
      await waitFor('the counters', async () => {
        const after = await traffic.counters(noAbort)
        expect(after.blue.requests - before.blue.requests).toBe(13)
        expect(after.blue.failed - before.blue.failed).toBe(3)
        expect(after.green).toEqual(before.green)
        return true
      })
      const { latency } = (await traffic.counters(noAbort)).blue
      if (traffic.abilities.latency) {
        expect(latency?.counts).toHaveLength((latency?.boundsMs.length ?? 0) + 1)
        const answered = latency?.counts.reduce((sum, each) => sum + each, 0) ?? 0
        expect(answered).toBeGreaterThanOrEqual(10)
      } else expect(latency).toBe(null)
    })

    test('asks the entrance who answers', async () => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      expect(await traffic.answers('blue', noAbort)).toBe('yes')
      expect(await traffic.answers('green', noAbort)).toBe('no')
      await traffic.switch('green', 1, noAbort)
      expect(await traffic.answers('blue', noAbort)).toBe('no')
      expect(await traffic.answers('green', noAbort)).toBe('yes')
    })

    test('says clearly that the proxy is down', async () => {
      await attachBoth()
      await fixture.kill('SIGKILL')
      const down = {
        name: 'TealError',
        kind: 'unavailable',
        hint: expect.stringContaining('start'),
      }
      await expect(traffic.observe(noAbort)).rejects.toMatchObject(down)
      await expect(traffic.switch('blue', 1, noAbort)).rejects.toMatchObject(down)
      await expect(traffic.counters(noAbort)).rejects.toMatchObject(down)
    })

    test('moves 64 busy clients back and forth without losing a request', async () => {
      await attachBoth()
      await traffic.switch('blue', 1, noAbort)
      const ledger = createSwitchLedger('blue')
      const clients = startClientThread({
        url: fixture.url,
        clients: { keepAlive: 64, upload: 4, slow: 8, events: 1, webSocket: 1 },
        pauseMs: 20,
        ledger,
      })
      await sleep(500)
      let to: Colour = 'green'
      for (let number = 0; number < 20; number += 1) {
        recordCommand(ledger, to)
        await traffic.switch(to, 2 + number, noAbort)
        recordAcknowledgement(ledger)
        to = otherColour(to)
        await sleep(100)
      }
      const tallies = await clients.stop()
      for (const [kind, tally] of Object.entries(tallies)) {
        expect({ kind, ...tally }).toMatchObject({
          kind,
          failed: 0,
          firstFailure: null,
          answeredByOld: 0,
        })
        expect(tally.answered, kind).toBe(tally.sent)
        expect(tally.answered, kind).toBeGreaterThan(0)
      }
      expect(tallies.keepAlive.byVersion).toMatchObject({
        blue: expect.any(Number) as number,
        green: expect.any(Number) as number,
      })
      expect(await active()).toBe('green' === to ? 'blue' : 'green')
    })
  })
}
