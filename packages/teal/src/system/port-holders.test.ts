import { once } from 'node:events'
import { createServer } from 'node:net'
import { freePort } from '@teal/testing/ports'
import { expect, test } from 'vitest'
import { describeHolder, portHolders } from './port-holders.ts'

test.each(['127.0.0.1', '0.0.0.0', '::1'])('names who listens at %s', async (host) => {
  const server = createServer().listen({ host, port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const holders = portHolders(port)
  server.close()
  expect(holders).toEqual([
    {
      user: process.getuid?.(),
      process: { pid: process.pid, program: expect.stringContaining('node') as string },
    },
  ])
  expect(holders.map(describeHolder).join()).toContain(`pid ${process.pid} (`)
})

test('finds nobody at a free port', async () => {
  expect(portHolders(await freePort())).toEqual([])
})

test('says what it can of a process that it may not look into', () => {
  expect(describeHolder({ user: 33, process: null })).toContain('user 33')
})
