import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Router } from '../router.ts'
import { Gate } from './gate.ts'
import { listenAdmin } from './server.ts'

let folder: string
let server: Server
let start: () => void
let agent: Agent

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teal-admin-'))
  const started = new Promise<void>((resolve) => {
    start = resolve
  })
  const router = { started, status: () => ({ pid: 1 }) } as unknown as Router
  const upgrade = (): Promise<number> => Promise.reject(new Error('no upgrade here'))
  server = await listenAdmin(router, { socket: join(folder, 'router.sock') }, upgrade, new Gate())
  agent = new Agent({ keepAlive: true })
})

afterEach(() => {
  agent.destroy()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Whether the connection may be used again, as the answer to a question over it says. */
const connectionAfter = (path: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    request({ socketPath: join(folder, 'router.sock'), path, agent }, (response) => {
      response.resume().on('end', () => resolve(response.headers.connection))
    })
      .on('error', reject)
      .end()
  })

test('a connection may be used again', async () => {
  start()
  expect(await connectionAfter('/v1/status')).toBe('keep-alive')
})

test.each(['/v1/status', '/v1/unknown'])(
  'whoever asked %s when the admin API was handed over asks the next process after that',
  async (path) => {
    const connected = new Promise((resolve) => server.once('request', resolve))
    const connection = connectionAfter(path)
    await connected
    server.close()
    start()
    expect(await connection).toBe('close')
  },
)
