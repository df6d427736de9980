import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { isListening } from './ports.ts'

test.each(['127.0.0.1', '0.0.0.0', '::1'])(
  'a listener at %s is seen, and its end',
  async (host) => {
    const server = createServer().listen(0, host)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(isListening(port)).toBe(true)
    // Connections that came from it, or went to it, are none.
    const client = connect(port, host === '0.0.0.0' ? '127.0.0.1' : host)
    await Promise.all([once(client, 'connect'), once(server, 'connection')])
    expect(isListening((client.address() as AddressInfo).port)).toBe(false)
    server.close()
    expect(isListening(port)).toBe(false)
    client.destroy()
  },
)
