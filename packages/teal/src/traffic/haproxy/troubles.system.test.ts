import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { prepareHaproxy, type Haproxy } from '@teal/testing/haproxy'
import { startOrigin, type Origin } from '@teal/testing/origin'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { suiteApplication } from '../suite-application.ts'
import type { Attachment, Traffic } from '../traffic.ts'
import { createHaproxyTraffic } from './haproxy.ts'
import { haproxySettings } from './settings.ts'

// What goes wrong between a user's HAProxy and Teal: each time a clear error, and nobody was moved.

const { signal } = new AbortController()

let haproxy: Haproxy
let blue: Origin
let green: Origin
const directories: string[] = []

beforeEach(async () => {
  haproxy = await prepareHaproxy('shop', 2)
  blue = await startOrigin('blue')
  green = await startOrigin('green')
})

afterEach(async () => {
  await haproxy.remove()
  await blue.close()
  await green.close()
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** The adapter with the settings of this HAProxy, but for `different` ones. */
function adapter(different: object = {}): Traffic {
  const { socket, map, serverState, url } = haproxy
  const backends = { blue: 'shop_blue', green: 'shop_green' }
  const settings = haproxySettings.parse({ socket, map, serverState, backends, ...different })
  const application = suiteApplication({ kind: 'haproxy', settings }, url)
  directories.push(application.directory)
  return createHaproxyTraffic(application)
}

const attachment = (colour: 'blue' | 'green'): Attachment => ({
  colour,
  release: 'v1',
  urls: [colour === 'blue' ? blue.url : green.url],
})

async function goLive(traffic = adapter()): Promise<Traffic> {
  await haproxy.start()
  await traffic.attach(attachment('blue'), 1, signal)
  await traffic.attach(attachment('green'), 1, signal)
  await traffic.switch('blue', 1, signal)
  return traffic
}

const changeConfiguration = (change: (text: string) => string): void =>
  writeFileSync(haproxy.configuration, change(readFileSync(haproxy.configuration, 'utf8')))

/** As a user who is not root: root may do everything. */
async function withoutRights<T>(act: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return act()
  process.seteuid?.(65_534)
  try {
    return await act()
  } finally {
    process.seteuid?.(0)
  }
}

describe('servers', () => {
  test('that are too few are refused before anything changes', async () => {
    const traffic = await goLive()
    const before = await traffic.observe(signal)
    const ports = [9_001, 9_002, 9_003]
    const urls = ports.map((port) => `http://127.0.0.1:${port}`)
    await expect(
      traffic.attach({ colour: 'green', release: 'v2', urls }, 2, signal),
    ).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('it has 2 for 3 instances') as string,
      hint: expect.stringContaining('server s3 127.0.0.1:1 disabled') as string,
    })
    expect(await traffic.observe(signal)).toEqual({ ...before, epoch: 2 })
  })

  test('of another address do not count', async () => {
    const traffic = await goLive()
    const urls = ['http://127.0.0.2:9001']
    await expect(
      traffic.attach({ colour: 'green', release: 'v2', urls }, 2, signal),
    ).rejects.toThrow('no server left for http://127.0.0.2:9001')
  })

  test('none of which is up get no users', async () => {
    const traffic = await goLive()
    await traffic.attach({ colour: 'green', release: 'v2', urls: [] }, 2, signal)
    await expect(traffic.switch('green', 2, signal)).rejects.toThrow(
      'users were not moved: backend shop_green has no server up',
    )
    expect(await traffic.observe(signal)).toMatchObject({ active: 'blue' })
    expect(existsSync(`${haproxy.map}.new`)).toBe(false)
  })
})

describe('without a server-state file', () => {
  /** Fixed servers at the instances, as haproxy.cfg would have them; without the file's lines. */
  const fixServers = (): void =>
    changeConfiguration((text) =>
      text
        .replace(/^ {2}(server-state-file|load-server-state).*\n/gm, '')
        .replace(
          /(backend shop_blue\n)(?: {2}server.*\n)+/,
          `$1  server s1 ${new URL(blue.url).host}\n`,
        )
        .replace(
          /(backend shop_green\n)(?: {2}server.*\n)+/,
          `$1  server s1 ${new URL(green.url).host}\n`,
        ),
    )

  test('instances on fixed ports are switched, also after a restart', async () => {
    fixServers()
    const traffic = await goLive(adapter({ serverState: undefined }))
    await traffic.switch('green', 2, signal)
    await haproxy.stop('SIGKILL')
    await haproxy.start()
    expect(await traffic.observe(signal)).toMatchObject({
      active: 'green',
      epoch: 2,
      colours: { blue: { instances: [{ url: blue.url }] } },
    })
  })

  test('instances elsewhere are refused', async () => {
    fixServers()
    const traffic = await goLive(adapter({ serverState: undefined }))
    const urls = ['http://127.0.0.1:9001']
    await expect(
      traffic.attach({ colour: 'green', release: 'v2', urls }, 2, signal),
    ).rejects.toMatchObject({
      kind: 'usage',
      lines: ['instances: http://127.0.0.1:9001', `servers:   ${green.url}`],
      hint: expect.stringContaining('serverState') as string,
    })
  })

  test('one that Teal may not write is an error', async () => {
    await expect(goLive(adapter({ serverState: '/nowhere/server-state' }))).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('/nowhere/server-state cannot be replaced') as string,
    })
  })
})

describe('names', () => {
  test('of a map that HAProxy does not use', async () => {
    await haproxy.start()
    const other = `${haproxy.directory}/other.map`
    writeFileSync(other, '')
    await expect(adapter({ map: other }).start(signal)).rejects.toMatchObject({
      kind: 'usage',
      message: `HAProxy's configuration does not use the map ${other}`,
      lines: ['it uses:', expect.stringContaining(haproxy.map)],
      hint: expect.stringContaining(`map(${other},`) as string,
    })
  })

  test('of a map file that is not there', async () => {
    await haproxy.start()
    await expect(adapter({ map: '/nowhere/teal.map' }).start(signal)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('the map file cannot be read') as string,
    })
  })

  test('of a backend that is not there', async () => {
    await haproxy.start()
    const backends = { blue: 'shop_blue', green: 'shop_gren' }
    await expect(adapter({ backends }).start(signal)).rejects.toMatchObject({
      kind: 'usage',
      message: 'HAProxy has no backend shop_gren',
    })
  })

  test('of a backend that is neither colour’s, where users are', async () => {
    writeFileSync(haproxy.map, 'shop other_backend\n')
    await haproxy.start()
    await expect(adapter().start(signal)).rejects.toMatchObject({
      kind: 'usage',
      message: 'users are on other_backend, which is the backend of neither colour',
    })
  })
})

describe('rights', () => {
  test.each(['operator', 'user'])('of a socket with level %s are too few', async (level) => {
    changeConfiguration((text) => text.replace('level admin', `level ${level}`))
    await expect(goLive()).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('Permission denied') as string,
      hint: `give the socket its level in haproxy.cfg: stats socket ${haproxy.socket} level admin`,
    })
  })

  test('to the socket are missing', async () => {
    const traffic = await goLive()
    chmodSync(haproxy.directory, 0o755)
    chmodSync(haproxy.socket, 0o600)
    await expect(withoutRights(() => traffic.observe(signal))).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('EACCES') as string,
      hint: expect.stringContaining('`mode`') as string,
    })
  })

  test('to the map file are missing', async () => {
    const traffic = await goLive()
    chmodSync(haproxy.directory, 0o755)
    chmodSync(haproxy.map, 0o000)
    await expect(withoutRights(() => traffic.observe(signal))).rejects.toThrow(
      'the map file cannot be read',
    )
  })

  test('to the map’s folder are missing, and nobody is moved', async () => {
    const traffic = await goLive()
    chmodSync(haproxy.socket, 0o666)
    chmodSync(haproxy.directory, 0o755)
    await expect(withoutRights(() => traffic.switch('green', 2, signal))).rejects.toMatchObject({
      name: 'TealError',
      hint: expect.stringContaining('folder') as string,
    })
    expect(await traffic.observe(signal)).toMatchObject({ active: 'blue', epoch: 1 })
  })

  test('to replace the map file are missing, and nobody is moved', async () => {
    const traffic = await goLive()
    const before = readFileSync(haproxy.map, 'utf8')
    // Even root cannot write a file where a folder is.
    mkdirSync(`${haproxy.map}.new/full`, { recursive: true })
    await expect(traffic.switch('green', 2, signal)).rejects.toThrow(
      `${haproxy.map} cannot be replaced`,
    )
    expect(await traffic.observe(signal)).toMatchObject({ active: 'blue' })
    expect(readFileSync(haproxy.map, 'utf8')).toBe(before)
  })

  test('of the user’s files stay what they were', async () => {
    const root = process.getuid?.() === 0
    await goLive()
    for (const file of [haproxy.map, haproxy.serverState]) {
      chmodSync(file, 0o664)
      if (root) chownSync(file, 12_345, 23_456)
    }
    const rightsOf = (file: string): number[] => {
      const { uid, gid, mode } = statSync(file)
      return [uid, gid, mode & 0o7777]
    }
    const before = [haproxy.map, haproxy.serverState].map(rightsOf)
    const traffic = adapter()
    await traffic.attach({ ...attachment('green'), urls: [blue.url, green.url] }, 2, signal)
    await traffic.switch('green', 2, signal)
    expect([haproxy.map, haproxy.serverState].map(rightsOf)).toEqual(before)
    expect(readFileSync(haproxy.map, 'utf8')).toContain('shop shop_green')
  })
})

describe('HAProxy itself', () => {
  test('was never started', async () => {
    await expect(adapter().start(signal)).rejects.toMatchObject({
      kind: 'unavailable',
      hint: `start HAProxy, with this in its global section: stats socket ${haproxy.socket} level admin`,
    })
  })

  test('has ended', async () => {
    const traffic = await goLive()
    await haproxy.stop('SIGKILL')
    await expect(traffic.switch('green', 2, signal)).rejects.toMatchObject({
      kind: 'unavailable',
      hint: expect.stringContaining('HAProxy does not run') as string,
    })
    expect(readFileSync(haproxy.map, 'utf8')).toContain('shop shop_blue')
  })
})
