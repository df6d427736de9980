import { createHash, timingSafeEqual } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { RouterError } from '../errors.ts'
import type { Router } from '../router.ts'
import type { Gate } from './gate.ts'
import { handleAdmin } from './handler.ts'

const MOST_BODY_BYTES = 1_048_576

/** A Unix socket, guarded by the rights of its file; or TCP, guarded by a bearer token. */
export type AdminAddress = { socket: string } | { host: string; port: number; token: string }

/** Offers the admin API; the server accepts connections when this resolves. */
export async function listenAdmin(
  router: Router,
  address: AdminAddress,
  upgrade: () => Promise<number>,
  gate: Gate,
): Promise<Server> {
  const token = 'token' in address ? address.token : null
  const server = createServer((request, response) => {
    void respond(router, token, upgrade, gate, request, response, () => server.listening)
  })
  if ('socket' in address) await makeWay(address.socket)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    if ('socket' in address) server.listen({ path: address.socket }, resolve)
    else server.listen({ host: address.host, port: address.port }, resolve)
  })
  if ('socket' in address) chmodSync(address.socket, 0o600)
  return server
}

/** Removes what a dead router left; a living one is not pushed aside. */
async function makeWay(path: string): Promise<void> {
  const alive = await new Promise<boolean>((resolve) => {
    const socket = connect({ path })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
  if (alive) throw new RouterError('conflict', `another router answers at ${path}`)
  rmSync(path, { force: true })
}

async function respond(
  router: Router,
  token: string | null,
  upgrade: () => Promise<number>,
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
  isListening: () => boolean,
): Promise<void> {
  // Who asks over this connection again must not stay with a process that was replaced meanwhile.
  const answer = (status: number, value: unknown): void => {
    if (!isListening()) response.shouldKeepAlive = false
    send(response, status, value)
  }
  try {
    if (token !== null) authorize(request, token)
    const text = await bodyOf(request)
    const path = (request.url ?? '/').split('?', 1)[0] as string
    if (path === '/metrics') {
      await router.started
      sendText(response, 200, 'text/plain; version=0.0.4', router.metrics())
      return
    }
    answer(200, await handleAdmin(router, request.method ?? 'GET', path, text, upgrade, gate))
  } catch (error) {
    const known = error instanceof RouterError
    if (!known) process.stderr.write(`teal router: admin: ${String(error)}\n`)
    const told = known ? error : new RouterError('internal', String(error))
    answer(told.status, {
      error: told.code,
      message: told.message,
      ...(told.epoch === undefined ? {} : { epoch: told.epoch }),
      ...(told.field === undefined ? {} : { field: told.field }),
    })
  }
}

function authorize(request: IncomingMessage, token: string): void {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  const given = request.headers.authorization ?? ''
  if (!timingSafeEqual(digest(given), digest(`Bearer ${token}`)))
    throw new RouterError('unauthorized', 'the bearer token is missing or wrong')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > MOST_BODY_BYTES)
      throw new RouterError('bad-request', `the body is longer than ${MOST_BODY_BYTES} bytes`, {
        field: 'body',
      })
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function send(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, 'application/json', `${JSON.stringify(value)}\n`)
}

function sendText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
