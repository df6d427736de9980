// The shop of the demo: a small application with a database that both colours share.
// v2 stores a note with each order, in a column that its migration adds; v3 is v2 with a defect.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { WebSocketServer } from 'ws'

const release = process.env.TEAL_RELEASE
const database = new DatabaseSync(process.env.DATABASE, { timeout: 5_000 })
database.exec('pragma journal_mode = wal')
const hasNotes = release !== 'v1'
const insert = database.prepare(
  hasNotes
    ? 'insert into orders (item, note) values (?, ?) returning id'
    : 'insert into orders (item) values (?) returning id',
)
const count = database.prepare('select count(*) as orders from orders')

let answered = 0

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://shop')
  const json = (status, body) => {
    const text = JSON.stringify({ release, ...body })
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': text.length,
    })
    response.end(text)
  }
  if (pathname === '/health' || pathname === '/version') return json(200, {})
  if (pathname === '/events') return sendEvents(response)
  if (pathname === '/upload') {
    const hash = createHash('sha256')
    request.on('data', (chunk) => hash.update(chunk))
    request.on('end', () => json(200, { sha256: hash.digest('hex') }))
    return
  }
  if (pathname === '/order') {
    answered += 1
    // What no check sees: every fifth order of v3 fails.
    if (release === 'v3' && answered % 5 === 0) return json(500, { error: 'the till is stuck' })
    const { id } = hasNotes ? insert.get('tea', 'no sugar') : insert.get('tea')
    return json(200, { id })
  }
  json(200, count.get())
})

/** An event stream: numbered, so that a client can tell whether it missed one. */
function sendEvents(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  let number = 0
  const timer = setInterval(() => {
    number += 1
    response.write(`data: ${JSON.stringify({ release, number })}\n\n`)
  }, 100)
  response.on('close', () => clearInterval(timer))
}

const sockets = new WebSocketServer({ server, path: '/chat' })
sockets.on('connection', (socket) => {
  // Text comes in one buffer.
  socket.on('message', (/** @type {Buffer} */ data) => socket.send(`${release} ${data.toString()}`))
})

server.listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => {
  for (const socket of sockets.clients) socket.close(1001)
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
