import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../testing/ports.ts'
import { coresOf, launch, versionOf, type Contestant, type Running } from '../launch.ts'

const router = join(import.meta.dirname, '../../../packages/router')

/** Teal's router with everything that is on by default, both colours on one origin. */
export const teal: Contestant = {
  name: 'teal',
  version: versionOf(join(router, 'package.json')),
  start: async ({ originPort, threads, certificate }) =>
    await startRouter({ bluePort: originPort, greenPort: originPort, threads, certificate }),
}

type RouterOptions = {
  bluePort: number
  greenPort: number
  threads: number
  certificate?: { cert: string; key: string }
}

/** Teal's router, with an admin socket to drive it by. */
export async function startRouter(options: RouterOptions): Promise<Running & { admin: string }> {
  const { bluePort, greenPort, threads, certificate } = options
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
  const admin = join(directory, 'router.sock')
  const [port, tlsPort] = [await freePort(), await freePort()]
  const argv = [process.execPath, '--disable-warning=ExperimentalWarning']
  argv.push(join(router, 'bin/router.js'), '--listen', `127.0.0.1:${port}`)
  argv.push('--blue', `http://127.0.0.1:${bluePort}`, '--green', `http://127.0.0.1:${greenPort}`)
  argv.push('--active', 'blue', '--threads', String(threads))
  argv.push('--admin', admin, '--state', join(directory, 'state.json'))
  if (certificate !== undefined) {
    argv.push('--tls-listen', `127.0.0.1:${tlsPort}`)
    argv.push('--tls-cert', certificate.cert, '--tls-key', certificate.key)
  }
  const running = await launch({
    name: 'teal',
    port,
    ...(certificate === undefined ? {} : { tlsPort }),
    cores: coresOf(threads),
    argv,
    directory,
  })
  return { ...running, admin }
}
