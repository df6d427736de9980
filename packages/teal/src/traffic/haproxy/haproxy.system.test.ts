import { prepareHaproxy } from '@teal/testing/haproxy'
import { rmSync } from 'node:fs'
import { suiteApplication } from '../suite-application.ts'
import { trafficSuite } from '../traffic.suite.ts'
import { createHaproxyTraffic } from './haproxy.ts'

trafficSuite('haproxy', async () => {
  const haproxy = await prepareHaproxy('shop', 3)
  const { socket, map, serverState, url } = haproxy
  const backends = { blue: 'shop_blue', green: 'shop_green' }
  const settings = { socket, map, serverState, backends }
  const application = suiteApplication({ kind: 'haproxy', settings }, url)
  return {
    url,
    create: () => createHaproxyTraffic(application),
    start: haproxy.start,
    kill: haproxy.stop,
    remove: async () => {
      await haproxy.remove()
      rmSync(application.directory, { recursive: true, force: true })
    },
  }
})
