import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@teal/testing/certificates'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RouterOptions } from '../run-router.ts'
import { RawClient } from '../testing/raw-client.ts'
import { startRouterProcess } from '../testing/router-process.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'

// Servers that people run read our PROXY headers, and answer with whose connection they think it is:
// `address port own-address own-port`. A connection without a header they refuse.

type Origin = { port: number; stop: () => Promise<void> }

async function launch(command: string, argv: string[], port: number, folder: string) {
  const child: ChildProcess = spawn(command, argv, { stdio: 'ignore' })
  await waitFor(`${command} to listen`, async () => await listens(port))
  return {
    port,
    stop: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function listens(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function startNginx(): Promise<Origin> {
  const folder = mkdtempSync(join(tmpdir(), 'teal-nginx-'))
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join(' ')
  writeFileSync(
    join(folder, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off; ${temporary}
  server {
    listen 127.0.0.1:${port} proxy_protocol; listen [::1]:${port} proxy_protocol;
    location / { return 200 "$proxy_protocol_addr $proxy_protocol_port $proxy_protocol_server_addr $proxy_protocol_server_port"; }
  }
}
`,
  )
  return await launch('/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf')], port, folder)
}

async function startHaproxy(): Promise<Origin> {
  const folder = mkdtempSync(join(tmpdir(), 'teal-haproxy-'))
  const port = await freePort()
  writeFileSync(
    join(folder, 'haproxy.cfg'),
    `defaults
  mode http
  timeout client 10s
frontend origin
  bind 127.0.0.1:${port} accept-proxy
  bind [::1]:${port} accept-proxy
  http-request return status 200 content-type text/plain lf-string "%[src] %[src_port] %[dst] %[dst_port]"
`,
  )
  return await launch('/usr/sbin/haproxy', ['-f', join(folder, 'haproxy.cfg')], port, folder)
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

/** What the origin says of the connection that a client's request came by. */
async function ask(client: RawClient): Promise<string> {
  client.received = ''
  client.send(GET)
  const text = await client.until(/\r\n\r\n\S+ \d+ \S+ \d+$/)
  expect(text).toMatch(/^HTTP\/1\.1 200 /)
  return text.split('\r\n\r\n')[1] as string
}

const local = ({ socket }: RawClient): string => `${socket.localAddress} ${socket.localPort}`
const remote = ({ socket }: RawClient): string => `${socket.remoteAddress} ${socket.remotePort}`

describe.each([
  ['nginx', startNginx],
  ['HAProxy', startHaproxy],
])('%s as an instance', (_, startOrigin) => {
  let origin: Origin
  beforeAll(async () => {
    origin = await startOrigin()
  })
  afterAll(async () => {
    await origin.stop()
  })

  const begin = async (
    version: 1 | 2,
    options: Partial<RouterOptions> = {},
    instance = '127.0.0.1',
  ): Promise<TestRouter> => {
    const router = await startTestRouter([`http://${instance}:${origin.port}`], [], options)
    await router.client.putService('app', { epoch: 0, sendProxyProtocol: version })
    return router
  }

  describe.each([1, 2] as const)('version %i', (version) => {
    test.each([
      ['IPv4', '127.0.0.1', '127.0.0.1'],
      ['IPv6', '::1', '[::1]'],
      ['IPv4 to an instance with IPv6', '127.0.0.1', '[::1]'],
    ])('%s: each request is told to come from its own client', async (__, host, instance) => {
      await using router = await begin(version, { listen: { host, port: 0 } }, instance)
      const clients = [
        await RawClient.open(router.port, host),
        await RawClient.open(router.port, host),
      ]
      for (let round = 0; round < 3; round++)
        for (const client of clients)
          expect(await ask(client)).toBe(`${local(client)} ${remote(client)}`)
      for (const client of clients) client.destroy()
    })

    test('health checks bring a header of their own', async () => {
      await using router = await begin(version)
      await router.client.putService('app', {
        epoch: 0,
        health: { path: '/', intervalMs: 50, timeoutMs: 1_000 },
      })
      const instance = async () =>
        (await router.client.status()).services[0]?.colours.blue.instances[0]
      await waitFor('the check to pass', async () => (await instance())?.healthy === true)
      await router.client.putService('app', { epoch: 0, sendProxyProtocol: null })
      await waitFor('the check to fail', async () => (await instance())?.healthy === false)
    })
  })

  test('it can be turned on while clients are connected', async () => {
    await using router = await startTestRouter([`http://127.0.0.1:${origin.port}`])
    const client = await RawClient.open(router.port)
    await router.client.putService('app', { epoch: 0, sendProxyProtocol: 2 })
    expect(await ask(client)).toBe(`${local(client)} ${remote(client)}`)
    await router.client.putService('app', { epoch: 0, sendProxyProtocol: 1 })
    expect(await ask(client)).toBe(`${local(client)} ${remote(client)}`)
    client.destroy()
  })

  test('what a proxy in front said of the connection is passed on', async () => {
    await using router = await begin(2, {
      peers: { trust: ['127.0.0.1'] },
      proxyProtocol: true,
    })
    for (const told of [
      'TCP4 203.0.113.7 192.0.2.1 4711 80',
      'TCP6 2001:db8::7 2001:db8::1 4711 80',
    ]) {
      const client = await RawClient.open(router.port)
      client.send(`PROXY ${told}\r\n`)
      const [, source, destination, from, to] = told.split(' ')
      expect(await ask(client)).toBe(`${source} ${from} ${destination} ${to}`)
      client.destroy()
    }
  })

  test('streams of an HTTP/2 client are told to come from it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'teal-proxied-'))
    await using router = await begin(2, {
      tls: {
        listen: { host: '127.0.0.1', port: 0 },
        certificates: [makeCertificate(folder, 'a', ['a.example'])],
        redirectPort: null,
      },
    })
    rmSync(folder, { recursive: true, force: true })
    const session = connectHttp2(`https://${router.running.tlsListen}`, {
      rejectUnauthorized: false,
      servername: 'a.example',
    })
    await once(session, 'connect')
    const { localPort, remotePort } = session.socket
    for (let i = 0; i < 3; i++) {
      const stream = session.request({ ':path': '/' })
      stream.setEncoding('latin1')
      let body = ''
      for await (const part of stream) body += part
      expect(body).toBe(`127.0.0.1 ${localPort} 127.0.0.1 ${remotePort}`)
    }
    session.destroy()
  })

  test('the command line asks for it', async () => {
    const url = `http://127.0.0.1:${origin.port}`
    const router = await startRouterProcess(url, url, ['--send-proxy-protocol', '1'])
    const client = await RawClient.open(router.port)
    expect(await ask(client)).toBe(`${local(client)} ${remote(client)}`)
    client.destroy()
    await router.stop()
  })
})
