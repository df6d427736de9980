import type { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { RouterError, type RouterErrorCode } from './errors.ts'
import type { ServiceSettings } from './services/registry.ts'
import type { Counters, RouterStatus, ServiceStatus } from './status.ts'
import type { MirrorCounts } from './switchboard/switchboard.ts'
import type { Colour } from './switchboard/routing-word.ts'

// Imported as an ES module, it also loads the whole of `fetch`, which short commands would wait for.
const http = process.getBuiltinModule('node:http')

/** What is not given stays as it is. */
export type ServiceBody = ServiceSettings & { epoch: number }
export type SwitchBody = {
  epoch: number
  to: Colour
  /** Let new requests wait until the old colour has finished; gives up after the deadline. */
  hold?: { deadlineMs: number }
}
export type ColourBody = { epoch: number; release: string | null; instances: string[] }
export type DrainBody = { epoch: number; colour: Colour; deadlineMs: number }
export type PreviewCookie = { name: string; value: string; expires: string }
export type Drained = { inFlight: number; closed: number }

/** The admin API of a router. Every method throws RouterError; a refused act has changed nothing. */
export type RouterClient = {
  status: () => Promise<RouterStatus>
  putService: (name: string, body: ServiceBody) => Promise<ServiceStatus>
  putColour: (name: string, colour: Colour, body: ColourBody) => Promise<ServiceStatus>
  switch: (name: string, body: SwitchBody) => Promise<ServiceStatus>
  split: (
    name: string,
    body: { epoch: number; blue: number; green: number },
  ) => Promise<ServiceStatus>
  hold: (name: string, body: { epoch: number; on: boolean }) => Promise<ServiceStatus>
  maintenance: (name: string, body: { epoch: number; on: boolean }) => Promise<ServiceStatus>
  /** A cookie that shows the idle colour to testers; `expires` is ISO 8601. */
  preview: (name: string, body: { ttlSeconds: number }) => Promise<PreviewCookie>
  drain: (name: string, body: DrainBody) => Promise<Drained>
  counters: (name: string) => Promise<Record<Colour, Counters>>
  /** Replaces the router's process by a new one of what is installed now; resolves to its process id. */
  upgrade: () => Promise<{ pid: number }>
  /** How the idle colour's answers to copied requests compare. */
  mirrored: (name: string) => Promise<MirrorCounts>
  close: () => void
}

export type RouterAddress = string | { url: string; token: string }

/** How long an act may take, apart from the deadline a drain is given. */
const ANSWER_MS = 10_000
const UPGRADE_MS = 60_000
/** While a new process takes over, its admin API is closed for some milliseconds. */
const HANDOVER_MS = 500
const HANDOVER_POLL_MS = 5

/** Nobody took the request: there was no connection, a kept one had just been closed, or led to the old process. */
function isHandover(error: unknown): boolean {
  if ((error as RouterError).code === 'replaced') return true
  const cause = (error as RouterError).cause as NodeJS.ErrnoException | undefined
  return cause?.code !== undefined && HANDOVER_CODES.has(cause.code)
}

const HANDOVER_CODES = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/** A client of the router whose admin API is at a Unix socket, or at a URL with a token. Connects when used. */
export function connectRouter(address: RouterAddress): RouterClient {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
  let reached = false
  const ask = async <T>(
    method: string,
    path: string,
    body?: unknown,
    patienceMs = 0,
  ): Promise<T> => {
    let deadline: number | undefined
    for (;;) {
      try {
        const answer = await send(agent, address, method, path, body, ANSWER_MS + patienceMs)
        reached = true
        return answer as T
      } catch (error) {
        reached ||= (error as RouterError).code === 'replaced'
        deadline ??= performance.now() + (reached ? HANDOVER_MS : 0)
        if (!isHandover(error) || performance.now() >= deadline) throw error
        await sleep(HANDOVER_POLL_MS)
      }
    }
  }
  const service = (name: string): string => `/v1/services/${encodeURIComponent(name)}`
  return {
    status: () => ask('GET', '/v1/status'),
    putService: (name, body) => ask('PUT', service(name), body),
    putColour: (name, colour, body) => ask('PUT', `${service(name)}/colours/${colour}`, body),
    switch: (name, body) =>
      ask('POST', `${service(name)}/switch`, body, body.hold?.deadlineMs ?? 0),
    split: (name, body) => ask('POST', `${service(name)}/split`, body),
    hold: (name, body) => ask('POST', `${service(name)}/hold`, body),
    maintenance: (name, body) => ask('POST', `${service(name)}/maintenance`, body),
    preview: (name, body) => ask('POST', `${service(name)}/preview`, body),
    drain: (name, body) => ask('POST', `${service(name)}/drain`, body, body.deadlineMs),
    counters: (name) => ask('GET', `${service(name)}/counters`),
    mirrored: (name) => ask('GET', `${service(name)}/mirror`),
    upgrade: () => ask('POST', '/v1/upgrade', {}, UPGRADE_MS),
    close: () => {
      agent.destroy()
    },
  }
}

function send(
  agent: Agent,
  address: RouterAddress,
  method: string,
  path: string,
  body: unknown,
  deadlineMs: number,
): Promise<unknown> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const where = typeof address === 'string' ? address : address.url
  const unreachable = (cause: unknown): RouterError =>
    new RouterError('unreachable', `no answer from the router at ${where}: ${String(cause)}`, {
      cause,
    })
  return new Promise((resolve, reject) => {
    const options = {
      agent,
      method,
      headers: {
        ...(typeof address === 'string' ? {} : { authorization: `Bearer ${address.token}` }),
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      },
      signal: AbortSignal.timeout(deadlineMs),
    }
    const asked =
      typeof address === 'string'
        ? http.request({ ...options, socketPath: address, path })
        : http.request(new URL(path, address.url), options)
    asked.on('error', (error) => {
      reject(unreachable(error))
    })
    asked.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', (error) => {
        reject(unreachable(error))
      })
      response.on('end', () => {
        try {
          const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
          if (response.statusCode === 200) resolve(value)
          else reject(errorOf(response.statusCode ?? 0, value))
        } catch (error) {
          reject(unreachable(error))
        }
      })
    })
    asked.end(text)
  })
}

function errorOf(status: number, value: unknown): RouterError {
  const told = value as {
    error?: RouterErrorCode
    message?: string
    epoch?: number
    field?: string
  }
  return new RouterError(
    told.error ?? 'internal',
    told.message ?? `the router answered ${status}`,
    {
      status,
      ...(told.epoch === undefined ? {} : { epoch: told.epoch }),
      ...(told.field === undefined ? {} : { field: told.field }),
    },
  )
}
