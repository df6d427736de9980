import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { Entrance } from './entrance/entrance.ts'
import { AccessLog } from './metrics/access-log.ts'
import type { FromWorker, ToWorker, WorkerData } from './messages.ts'
import type { ClientConnection } from './proxy/client-connection.ts'
import { configure } from './proxy/configure.ts'
import { release } from './proxy/hold.ts'
import { createPlane } from './proxy/plane.ts'
import { sweep } from './proxy/timeouts.ts'

// One thread of the data plane: it listens on the port it shares with its siblings and serves what the
// kernel gives it. It knows of the others only through the switchboard.

const SWEEP_MS = 250
const CLOSE_POLL_MS = 25
/** How long a disk may take for the last lines of the access log. */
const LOG_MS = 1_000
/** Share of the time to close over which endless streams are ended. */
const WANE_SHARE = 0.8

const data = workerData as WorkerData
const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
const log =
  data.accessLog === null
    ? null
    : new AccessLog(data.accessLog, (problem) => tell({ kind: 'complaint', message: problem }))
const plane = createPlane(data.worker, data.limits, log)

const entrance = new Entrance(plane, data.entrance)
entrance.updateChallenges(data.challenges)

const servers: Server[] = []

/** Opens the ports, or takes over the sockets it was given; resolves when connections are accepted. */
async function listen(): Promise<void> {
  const plain = await open({ host: data.host, port: data.port }, data.descriptors.plain, false)
  const tls = data.tlsListen === null ? [] : await open(data.tlsListen, data.descriptors.tls, true)
  tell({
    kind: 'listening',
    port: portOf(plain[0]),
    tlsPort: tls.length === 0 ? null : portOf(tls[0]),
    descriptors: { plain: plain.map(descriptorOf), tls: tls.map(descriptorOf) },
  })
}

async function open(
  own: { host: string; port: number },
  descriptors: number[],
  isTls: boolean,
): Promise<Server[]> {
  const opened: Server[] = []
  const wanted =
    descriptors.length === 0
      ? [{ ...own, reusePort: true, backlog: 4_096 }]
      : descriptors.map((fd) => ({ fd }))
  for (const where of wanted) {
    const server = createServer(
      { allowHalfOpen: true, noDelay: true, pauseOnConnect: true },
      (socket) => {
        entrance.accept(socket, isTls)
      },
    )
    server.listen(where)
    await once(server, 'listening')
    servers.push(server)
    opened.push(server)
  }
  return opened
}

function portOf(server: Server | undefined): number {
  const address = server?.address()
  if (address === null || address === undefined || typeof address === 'string')
    throw new Error('the data port is no TCP port')
  return address.port
}

/** The number of a server's listening socket, for handing it to another process. */
function descriptorOf(server: Server): number {
  return (server as unknown as { _handle: { fd: number } })._handle.fd
}

const sweeping = setInterval(() => {
  plane.now = Date.now()
  for (const client of plane.clients) sweep(client, plane.now)
  for (const copy of plane.mirrored) copy.sweep(plane.now)
  for (const service of plane.services.values())
    for (const colour of service.colours)
      for (const instance of colour.instances) instance.closeExpired()
}, SWEEP_MS)

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'configure':
      configure(plane, message.services, data.workers)
      if (servers.length > 0) tell({ kind: 'done', id: message.id, count: 0 })
      else
        listen().then(
          () => tell({ kind: 'done', id: message.id, count: 0 }),
          (error: unknown) => tell({ kind: 'failed', message: String(error) }),
        )
      break
    case 'barrier':
      tell({ kind: 'done', id: message.id, count: 0 })
      break
    case 'release':
      // Those whose service is still held come back into the set: not while it is walked.
      for (const client of Array.from(plane.held)) release(client)
      break
    case 'wane':
      wane((client) => client.isWith(message.service, message.colour), message.withinMs)
      break
    case 'tls':
      entrance.updateTls(message.tls)
      break
    case 'challenges':
      entrance.updateChallenges(message.challenges)
      tell({ kind: 'done', id: message.id, count: 0 })
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
      close(message.id, message.deadlineMs, message.graceMs)
  }
})

/** Ends endless streams one after the other, so that their clients do not all come back in one moment. */
function wane(isMeant: (client: ClientConnection) => boolean, withinMs: number): void {
  const streams = Array.from(plane.clients).filter((client) => client.isEndless && isMeant(client))
  for (const [i, client] of streams.entries())
    setTimeout(
      () => {
        if (client.isEndless && isMeant(client)) client.endStream()
      },
      ((i + Math.random()) / streams.length) * withinMs,
    )
}

function close(id: number, deadlineMs: number, graceMs: number): void {
  plane.closing = true
  for (const server of servers) server.close()
  entrance.leave()
  wane(() => true, deadlineMs * WANE_SHARE)
  const insist = setTimeout(() => entrance.insist(), deadlineMs * WANE_SHARE)
  const started = Date.now()
  const poll = setInterval(() => {
    const waited = Date.now() - started
    if (waited >= graceMs) for (const client of plane.clients) client.closeIfIdle()
    if (plane.clients.size + entrance.open > 0 && waited < deadlineMs) return
    log?.flush()
    if (log?.isEmpty === false && waited < deadlineMs + LOG_MS) return
    clearTimeout(insist)
    clearInterval(poll)
    clearInterval(sweeping)
    const count = plane.clients.size
    for (const client of plane.clients) client.cut()
    for (const service of plane.services.values())
      for (const colour of service.colours)
        for (const instance of colour.instances) instance.closeIdle()
    tell({ kind: 'done', id, count })
  }, CLOSE_POLL_MS)
}

function tell(message: FromWorker): void {
  port?.postMessage(message)
}
