import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startClientThread } from '@teal/testing/client-thread'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, expect, test } from 'vitest'

// What the README says, done: releases go through a real HAProxy, forth and back, under clients that count.

const root = join(import.meta.dirname, '..', '..')

let folder: string
let entrance: string
let environment: NodeJS.ProcessEnv
let haproxy: ChildProcess | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teal-shop-'))
  for (const file of ['haproxy.cfg', 'shop.map', 'teal.yaml', 'server.mjs']) {
    cpSync(join(import.meta.dirname, file), join(folder, file))
  }
  const port = await freePort()
  entrance = `http://127.0.0.1:${port}`
  environment = {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
    SHOP: folder,
    SHOP_PORT: String(port),
  }
  await startHaproxy()
})

afterAll(async () => {
  await teal('down')
  await stopHaproxy()
  rmSync(folder, { recursive: true, force: true })
})

async function startHaproxy(): Promise<void> {
  haproxy = spawn('/usr/sbin/haproxy', ['-f', 'haproxy.cfg'], {
    cwd: folder,
    env: environment,
    stdio: 'ignore',
  })
  await waitFor('HAProxy to answer', async () => (await fetch(entrance)).status > 0)
}

async function stopHaproxy(): Promise<void> {
  if (haproxy === undefined || haproxy.exitCode !== null) return
  const exited = once(haproxy, 'exit')
  haproxy.kill('SIGKILL')
  await exited
}

/** Runs a command of Teal's; rejects, with what it printed, unless it exits with 0. */
async function teal(...args: string[]): Promise<string> {
  const argv = [join(root, 'packages/teal/bin/teal.js'), ...args]
  const { stdout } = await promisify(execFile)(process.execPath, argv, {
    cwd: folder,
    env: environment,
  })
  return stdout
}

const answeredBy = async (): Promise<string | null> => {
  const response = await fetch(entrance)
  await response.text()
  return response.headers.get('release')
}

test('releases go through HAProxy, forth and back, and no request fails', async () => {
  await teal('deploy', 'v1')
  expect(await answeredBy()).toBe('v1')
  const clients = startClientThread({
    url: entrance,
    clients: { keepAlive: 16, upload: 2, slow: 4 },
    pauseMs: 20,
    versionHeader: 'release',
  })
  await sleep(500)
  await teal('deploy', 'v2')
  expect(await answeredBy()).toBe('v2')
  await teal('rollback', '--reason', 'to see that it works')
  expect(await answeredBy()).toBe('v1')
  await sleep(500)
  const tallies = await clients.stop()

  for (const kind of ['keepAlive', 'upload', 'slow'] as const) {
    const { sent, answered, failed, firstFailure, byVersion } = tallies[kind]
    expect({ kind, failed, firstFailure }).toEqual({ kind, failed: 0, firstFailure: null })
    expect(answered, kind).toBe(sent)
    expect(Object.keys(byVersion).sort(), kind).toEqual(['v1', 'v2'])
  }
  // As often as it is killed, it comes up where users were, with the instances they were on.
  await stopHaproxy()
  await startHaproxy()
  expect(await answeredBy()).toBe('v1')
  expect(readFileSync(join(folder, 'shop.map'), 'utf8')).toMatch(/^# Which backend/)
})
