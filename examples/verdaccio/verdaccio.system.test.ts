import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@teal/testing/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNpmClient, run, type NpmClient, type Published } from './npm-client.ts'
import { createRawClient, type RawPackage } from './raw-client.ts'

// Verdaccio goes from 5 to 6 and back while npm and clients of the bare protocol publish and install all
// the time. Whatever fails is written down with what was going on; in the end there must be nothing.

const root = join(import.meta.dirname, '..', '..')

let folder: string
let registry: string
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teal-verdaccio-'))
  for (const file of ['teal.yaml', 'verdaccio.yaml', 'check-version.js']) {
    cpSync(join(import.meta.dirname, file), join(folder, file))
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'clients'))
  const listen = `127.0.0.1:${await freePort()}`
  registry = `http://${listen}`
  environment = {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
    REGISTRY_LISTEN: listen,
  }
})

afterAll(async () => {
  await teal('down')
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a command of Teal's; rejects, with what it printed, unless it exits with 0. */
async function teal(...args: string[]): Promise<string> {
  return run(
    process.execPath,
    [join(root, 'packages/teal/bin/teal.js'), ...args],
    folder,
    environment,
  )
}

async function activeRelease(): Promise<string | null> {
  const { active, colours } = JSON.parse(await teal('status', '--json')) as {
    active: 'blue' | 'green'
    colours: Record<'blue' | 'green', { release: string }>
  }
  return colours[active].release
}

test('goes from 5 to 6 and back while npm publishes and installs, and nothing fails', async () => {
  await teal('deploy', 'v5')
  const guest = createRawClient(registry, false)
  const token = await guest.login('ann', 'correct horse battery staple')
  const traffic = startTraffic(token)

  try {
    await traffic.untilMore()
    const throughV5 = traffic.published.length
    await teal('deploy', 'v6')
    expect(await activeRelease()).toBe('v6')
    await traffic.untilMore()
    // With a cache of its own, so that every byte comes from v6.
    await newClient(token).install(traffic.published.slice(0, throughV5))
    const throughV6 = traffic.published.length
    expect(throughV6).toBeGreaterThan(throughV5)

    await teal('rollback', '--reason', 'to see what v5 makes of the storage of v6')
    expect(await activeRelease()).toBe('v5')
    await traffic.untilMore()
  } finally {
    await traffic.stop()
  }

  expect(traffic.failures).toEqual([])
  // And all of it once more, whoever took it in: through v5, which has never seen some of it.
  await newClient(token).install(traffic.published)
  for (const published of traffic.rawPublished) await guest.verify(published)
  const evergreen = traffic.published.filter(({ name }) => name === 'evergreen')
  expect(await guest.versions('evergreen')).toEqual(evergreen.map(({ version }) => version))
  console.log(
    `npm published ${traffic.published.length} packages and installed ${traffic.installs} times;`,
    `raw clients published ${traffic.rawPublished.length} and made ${traffic.rawReads} reads; none failed`,
  )
}, 180_000)

function newClient(token: string): NpmClient {
  return createNpmClient(join(folder, 'clients'), registry, token)
}

/** Clients of all kinds, each of which goes on until it is stopped. */
function startTraffic(token: string) {
  const stopped = new AbortController()
  const published: Published[] = []
  const rawPublished: RawPackage[] = []
  const failures: string[] = []
  const counted = { installs: 0, rawReads: 0 }

  const forever = async (act: (round: number) => Promise<void>): Promise<void> => {
    for (let round = 1; !stopped.signal.aborted; round += 1) {
      try {
        await act(round)
      } catch (error) {
        failures.push(`${new Date().toISOString()} ${String(error)}`)
      }
    }
  }

  const publisher = newClient(token)
  const npmPublishes = forever(async (round) => {
    // Every other time a new package, else the next version of one that all releases have to extend.
    const [name, version] =
      round % 2 === 0 ? [`leaf-${round}`, '1.0.0'] : ['evergreen', `1.0.${round}`]
    published.push(await publisher.publish(name, version))
  })
  const installer = newClient(token)
  const npmInstalls = forever(async (round) => {
    const newest = published.at(-1)
    const another = published[round % published.length]
    if (newest === undefined || another === undefined) return sleep(50)
    await installer.install([newest, another])
    counted.installs += 1
  })
  const raw = [true, false].map((keepAlive) => {
    const client = createRawClient(registry, keepAlive, token)
    const mine: RawPackage[] = []
    return forever(async (round) => {
      const one = await client.publish(`raw-${keepAlive ? 'kept' : 'new'}-${round}`, '1.0.0')
      rawPublished.push(one)
      mine.push(one)
      for (const each of [one, mine[(round * 7) % mine.length] ?? one]) {
        await client.verify(each)
        counted.rawReads += 2
      }
      await sleep(50)
    }).finally(() => client.close())
  })

  return {
    published,
    rawPublished,
    failures,
    get installs() {
      return counted.installs
    },
    get rawReads() {
      return counted.rawReads
    },
    /** Waits until npm has published three packages more and installed twice more than now. */
    untilMore: async () => {
      const wanted = { published: published.length + 3, installs: counted.installs + 2 }
      while (published.length < wanted.published || counted.installs < wanted.installs) {
        if (failures.length > 0) throw new Error(failures.join('\n'))
        await sleep(50)
      }
    },
    stop: async () => {
      stopped.abort()
      await Promise.all([npmPublishes, npmInstalls, ...raw])
    },
  }
}
