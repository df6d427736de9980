import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from './certificates.ts'
import { freePort } from './ports.ts'
import { waitFor } from './wait.ts'

/** A certificate authority that speaks ACME, for which every name leads to 127.0.0.1. */
export type Pebble = {
  /** The directory URL. */
  directory: string
  /** The certificate that its API is served with, for NODE_EXTRA_CA_CERTS. */
  caFile: string
  stop: () => Promise<void>
}

/** Starts one that looks for proofs at these ports. */
export async function startPebble(ports: { http: number; tls: number }): Promise<Pebble> {
  const folder = mkdtempSync(join(tmpdir(), 'teal-pebble-'))
  const { cert, key } = makeCertificate(folder, 'api', ['localhost'])
  const [api, management, dns, dnsManagement] = await Promise.all(
    Array.from({ length: 4 }, async () => await freePort()),
  )
  const config = join(folder, 'config.json')
  writeFileSync(
    config,
    JSON.stringify({
      pebble: {
        listenAddress: `127.0.0.1:${api}`,
        managementListenAddress: `127.0.0.1:${management}`,
        certificate: cert,
        privateKey: key,
        httpPort: ports.http,
        tlsPort: ports.tls,
      },
    }),
  )
  const names = spawn(
    '/usr/bin/pebble-challtestsrv',
    [
      ...['-defaultIPv4', '127.0.0.1', '-defaultIPv6', '', '-dns01', `127.0.0.1:${dns}`],
      ...['-management', `127.0.0.1:${dnsManagement}`],
      ...['-http01', '', '-https01', '', '-tlsalpn01', ''],
    ],
    { stdio: 'ignore' },
  )
  const pebble = spawn('/usr/bin/pebble', ['-config', config, '-dnsserver', `127.0.0.1:${dns}`], {
    stdio: 'ignore',
    env: { ...process.env, PEBBLE_VA_NOSLEEP: '1', PEBBLE_AUTHZREUSE: '0' },
  })
  await waitFor('pebble to listen', async () => await listens(api as number))
  return {
    directory: `https://localhost:${api}/dir`,
    caFile: cert,
    stop: async () => {
      await Promise.all([end(pebble), end(names)])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
