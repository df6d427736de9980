import { join } from 'node:path'
import { freePort } from '../../../testing/ports.ts'
import { coresOf, launch, versionOf, type Contestant } from '../launch.ts'

const root = join(import.meta.dirname, '../../..')

export const nodeProxies: Contestant[] = ['http-proxy-3', '@fastify/http-proxy'].map((name) => ({
  name,
  version: versionOf(join(root, 'node_modules', name, 'package.json')),
  start: async ({ originPort, threads }) => {
    const port = await freePort()
    const argv = [process.execPath, join(root, 'bench/router/node-proxy.ts'), name]
    argv.push(String(port), String(originPort))
    return await launch({ name, port, cores: coresOf(threads), argv })
  },
}))
