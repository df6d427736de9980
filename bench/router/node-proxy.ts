// One of the Node proxies, as its documentation shows it: node-proxy.ts <package> <port> <origin port>
import { Agent } from 'node:http'

const [name, port, originPort] = process.argv.slice(2)
const upstream = `http://127.0.0.1:${originPort}`

if (name === 'http-proxy-3') {
  const { createProxyServer } = await import('http-proxy-3')
  const agent = new Agent({ keepAlive: true, maxSockets: 1_024 })
  createProxyServer({ target: upstream, xfwd: true, agent }).listen(Number(port), '127.0.0.1')
} else {
  const { default: fastify } = await import('fastify')
  const { default: proxy } = await import('@fastify/http-proxy')
  const app = fastify()
  await app.register(proxy, { upstream })
  await app.listen({ host: '127.0.0.1', port: Number(port) })
}
