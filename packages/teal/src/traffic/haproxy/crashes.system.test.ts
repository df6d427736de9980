import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs, { readFileSync, rmSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { prepareHaproxy, type Haproxy } from '@teal/testing/haproxy'
import { startOrigin, type Origin } from '@teal/testing/origin'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Application } from '../../model/application.ts'
import { otherColour, type Colour } from '../../model/colour.ts'
import { argumentsOf, listProcesses } from '../../system/process-table.ts'
import { suiteApplication } from '../suite-application.ts'
import type { Traffic } from '../traffic.ts'
import { createHaproxyTraffic } from './haproxy.ts'

// Other Teals, as processes of their own, that die or race. HAProxy is real, and its answers are those of
// real servers behind it.

const { signal } = new AbortController()
const backends = { blue: 'shop_blue', green: 'shop_green' }

let haproxy: Haproxy
let application: Application
let traffic: Traffic
let origins: Record<Colour, Origin>

beforeEach(async () => {
  haproxy = await prepareHaproxy('shop', 2)
  const { socket, map, serverState, url } = haproxy
  const settings = { socket, map, serverState, backends }
  application = suiteApplication({ kind: 'haproxy', settings }, url)
  await haproxy.start()
  origins = { blue: await startOrigin('blue'), green: await startOrigin('green') }
  traffic = createHaproxyTraffic(application)
  for (const colour of ['blue', 'green'] as const) {
    await traffic.attach({ colour, release: colour, urls: [origins[colour].url] }, 1, signal)
  }
  await traffic.switch('blue', 1, signal)
})

afterEach(async () => {
  await haproxy.remove()
  await origins.blue.close()
  await origins.green.close()
  rmSync(application.directory, { recursive: true, force: true })
})

const answeredBy = async (): Promise<string | null> => {
  const response = await fetch(haproxy.url)
  await response.text()
  return response.headers.get('x-version')
}

/** What HAProxy would start from. */
const inFile = (): Colour =>
  /^shop shop_blue$/m.test(readFileSync(haproxy.map, 'utf8')) ? 'blue' : 'green'

const observed = async () => {
  const { active, epoch } = await traffic.observe(signal)
  return { active, epoch, answeredBy: await answeredBy(), inFile: inFile() }
}

/** Runs `code` in a process of its own, which has `traffic` and `signal`; resolves to how it ended. */
async function elsewhere(code: string, killAt = 0): Promise<number | NodeJS.Signals> {
  const module = JSON.stringify(new URL('haproxy.ts', import.meta.url).href)
  const program = `
    import { createHaproxyTraffic } from ${module}
    const traffic = createHaproxyTraffic(JSON.parse(process.argv[1]))
    const { signal } = new AbortController()
    globalThis.beginToCount()
    ${code}
  `
  const preload = new URL('testing/kill-at-call.js', import.meta.url).href
  const argv = ['--import', preload, '--input-type=module', '-e', program]
  const child = spawn(process.execPath, [...argv, JSON.stringify(application)], {
    env: { ...process.env, KILL_AT: String(killAt) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [exitCode, name] = (await once(child, 'exit')) as [number, NodeJS.Signals | null]
  return name ?? exitCode
}

describe('a Teal that is killed in a switch', () => {
  test(
    'at any moment leaves what the same switch, repeated, completes',
    { timeout: 170_000 },
    async () => {
      let epoch = 1
      let from: Colour = 'blue'
      const left = new Set<string>()
      for (let killAt = 1; ; killAt += 1) {
        const to = otherColour(from)
        const ended = await elsewhere(`await traffic.switch('${to}', ${epoch + 1}, signal)`, killAt)
        const after = await observed()
        const at = `killed before call ${killAt}: ${JSON.stringify(after)}`
        expect(after.answeredBy, at).toBe(after.active)
        if (ended !== 'SIGKILL') {
          expect([ended, after], at).toEqual([
            0,
            { active: to, epoch: epoch + 1, answeredBy: to, inFile: to },
          ])
          break
        }
        left.add(
          `users on ${after.active === from ? 'old' : 'new'}, file ${after.inFile === from ? 'old' : 'new'}, epoch ${after.epoch === epoch ? 'old' : 'new'}`,
        )
        // Once users may have moved, the older rollout must have nothing to say any more.
        if (after.active === to || after.epoch > epoch) {
          await expect(traffic.switch(from, epoch, signal), at).rejects.toThrow('older than')
        }
        if (killAt % 2 === 0) {
          await haproxy.stop('SIGKILL')
          await haproxy.start()
          const restarted = await observed()
          expect(restarted, at).toMatchObject({ active: after.inFile, answeredBy: after.inFile })
        }
        await traffic.switch(to, epoch + 1, signal)
        expect(await observed(), at).toEqual({
          active: to,
          epoch: epoch + 1,
          answeredBy: to,
          inFile: to,
        })
        epoch += 1
        from = to
      }
      expect(readFileSync(haproxy.map, 'utf8')).toContain('\nother other_backend\n')
      // It was killed before users moved, between HAProxy's memory and the file, and after both.
      expect([...left].sort()).toEqual([
        'users on new, file new, epoch new',
        'users on new, file old, epoch new',
        'users on old, file old, epoch new',
        'users on old, file old, epoch old',
      ])
    },
  )
})

describe('an HAProxy that is restarted in a switch', () => {
  test('after it was told and before the file says so is told again', async () => {
    const pidFile = join(haproxy.directory, 'pid')
    const rename = vi.spyOn(fs, 'renameSync').mockImplementationOnce((from, to) => {
      const running = listProcesses().filter(({ pid }) =>
        argumentsOf(pid).includes(haproxy.configuration),
      )
      expect(running).toHaveLength(1)
      for (const { pid } of running) process.kill(pid, 'SIGKILL')
      execFileSync('/usr/sbin/haproxy', ['-D', '-p', pidFile, '-f', haproxy.configuration], {
        stdio: 'ignore',
      })
      rename.mockRestore()
      syncBuiltinESMExports()
      fs.renameSync(from, to)
    })
    syncBuiltinESMExports()
    try {
      await traffic.switch('green', 2, signal)
      expect(await observed()).toEqual({
        active: 'green',
        epoch: 2,
        answeredBy: 'green',
        inFile: 'green',
      })
    } finally {
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
    }
  })
})

describe('two Teals at once', () => {
  test('end with the newest, and memory and file agree', async () => {
    const switches = (first: number): string => `
      let refused = 0
      for (let epoch = ${first}; epoch <= 60; epoch += 2) {
        await traffic.switch(epoch % 4 < 2 ? 'blue' : 'green', epoch, signal).catch((error) => {
          if (error.name !== 'StaleEpoch') throw error
          refused += 1
        })
      }
    `
    expect(await Promise.all([elsewhere(switches(3)), elsewhere(switches(4))])).toEqual([0, 0])
    expect(await observed()).toEqual({
      active: 'blue',
      epoch: 60,
      answeredBy: 'blue',
      inFile: 'blue',
    })
  })

  test('keep what the other wrote for its application', async () => {
    const other = `
      const { writeMapEntry } = await import(${JSON.stringify(new URL('map-file.ts', import.meta.url).href)})
      const { withFileLock } = await import(${JSON.stringify(new URL('../../system/file-lock.ts', import.meta.url).href)})
      const map = ${JSON.stringify(haproxy.map)}
      const releases = { blue: null, green: null }
      for (let epoch = 1; epoch <= 40; epoch += 1) {
        await withFileLock(map + '.teal-lock', signal, async () => {
          writeMapEntry(map, 'wiki', { backend: 'wiki_blue', epoch, since: null, releases })
        })
      }
    `
    const ours = `for (let epoch = 2; epoch <= 41; epoch += 1) await traffic.switch(epoch % 2 ? 'blue' : 'green', epoch, signal)`
    expect(await Promise.all([elsewhere(other), elsewhere(ours)])).toEqual([0, 0])
    const lines = readFileSync(haproxy.map, 'utf8').split('\n')
    expect(lines.filter((line) => !line.startsWith('# teal '))).toEqual([
      '# backends of applications',
      'other other_backend',
      'shop shop_blue',
      'wiki wiki_blue',
      '',
    ])
    expect(lines.find((line) => line.includes('"key":"wiki"'))).toContain('"epoch":40')
  })
})
