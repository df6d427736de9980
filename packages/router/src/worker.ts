import { createServer, type Server, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import type { FromWorker, ToWorker, WorkerData } from './messages.ts'
import { ClientConnection } from './proxy/client-connection.ts'
import { configure } from './proxy/configure.ts'
import { createPlane } from './proxy/plane.ts'

// One thread of the data plane: it listens on the port it shares with its siblings and serves what the
// kernel gives it. It knows of the others only through the switchboard.

const SWEEP_MS = 250
/** How long an idle client may still send a request, which then is answered, before its connection ends. */
const IDLE_GRACE_MS = 1_000

const data = workerData as WorkerData
const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
const plane = createPlane(data.worker, data.limits)

const server: Server = createServer(
  { allowHalfOpen: true, noDelay: true, pauseOnConnect: true },
  (socket: Socket) => {
    if (plane.clients.size >= plane.limits.connectionsPerWorker) {
      socket.destroy()
      return
    }
    const peer = { address: socket.remoteAddress ?? 'unknown', scheme: 'http' as const }
    void new ClientConnection(plane, socket, peer)
  },
)
server.on('error', (error) => {
  tell({ kind: 'failed', message: error.message })
})

const sweep = setInterval(() => {
  plane.now = Date.now()
  for (const client of plane.clients) client.sweep(plane.now)
  for (const service of plane.services.values())
    for (const colour of service.colours)
      for (const instance of colour.instances) instance.closeExpired()
}, SWEEP_MS)

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'configure':
      configure(plane, message.services, data.workers)
      if (server.listening) tell({ kind: 'done', id: message.id, count: 0 })
      else
        server.listen({ host: data.host, port: data.port, reusePort: true, backlog: 4_096 }, () => {
          const address = server.address()
          if (address !== null && typeof address !== 'string')
            tell({ kind: 'listening', port: address.port })
          tell({ kind: 'done', id: message.id, count: 0 })
        })
      break
    case 'barrier':
      tell({ kind: 'done', id: message.id, count: 0 })
      break
    case 'release':
      // Those whose service is still held come back into the set: not while it is walked.
      for (const client of Array.from(plane.held)) client.release()
      break
    case 'wane':
      wane(message.service, message.colour, message.withinMs)
      break
    case 'cut': {
      let count = 0
      for (const client of plane.clients) {
        if (!client.isWith(message.service, message.colour)) continue
        client.cut()
        count++
      }
      tell({ kind: 'done', id: message.id, count })
      break
    }
    case 'close':
      close(message.id, message.deadlineMs)
  }
})

/** Ends endless streams one after the other, so that their clients do not all come back in one moment. */
function wane(service: string, colour: 0 | 1, withinMs: number): void {
  const streams = Array.from(plane.clients).filter(
    (client) => client.isEndless && client.isWith(service, colour),
  )
  for (const [i, client] of streams.entries())
    setTimeout(
      () => {
        if (client.isEndless && client.isWith(service, colour)) client.endStream()
      },
      ((i + Math.random()) / streams.length) * withinMs,
    )
}

function close(id: number, deadlineMs: number): void {
  plane.closing = true
  server.close()
  const started = Date.now()
  const poll = setInterval(() => {
    const waited = Date.now() - started
    if (waited >= IDLE_GRACE_MS) for (const client of plane.clients) client.closeIfIdle()
    if (plane.clients.size > 0 && waited < deadlineMs) return
    clearInterval(poll)
    clearInterval(sweep)
    const count = plane.clients.size
    for (const client of plane.clients) client.socket.destroy()
    for (const service of plane.services.values())
      for (const colour of service.colours)
        for (const instance of colour.instances) instance.closeIdle()
    tell({ kind: 'done', id, count })
  }, 25)
}

function tell(message: FromWorker): void {
  port?.postMessage(message)
}
