import { rmSync } from 'node:fs'
import { connectRouter } from '@teal/router/client'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { identify, isRunning } from '../../system/process-identity.ts'
import { suiteApplication } from '../suite-application.ts'
import { trafficSuite } from '../traffic.suite.ts'
import { adminSocket } from './admin-socket.ts'
import { createRouterTraffic } from './router.ts'

trafficSuite('router', async () => {
  const listen = `127.0.0.1:${await freePort()}`
  const url = `http://${listen}`
  const settings = { listen, threads: 1, hosts: [], paths: ['/'] }
  const application = suiteApplication({ kind: 'router', settings }, url)
  const create = () => createRouterTraffic(application)
  const { signal } = new AbortController()
  return {
    url,
    create,
    start: () => create().start(signal),
    kill: async (name) => {
      const client = connectRouter(adminSocket(application))
      const { pid } = await client.status()
      client.close()
      const identity = identify(pid)
      process.kill(pid, name)
      await waitFor('the router to be gone', () => identity === null || !isRunning(identity))
    },
    remove: async () => {
      await create().stop(signal)
      rmSync(application.directory, { recursive: true, force: true })
    },
  }
})
