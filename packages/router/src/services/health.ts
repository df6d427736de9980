import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { ownProxyHeader } from '../proxy-protocol/header.ts'
import { COLOURS, type Colour } from '../switchboard/routing-word.ts'
import { HEALTHY, UNHEALTHY } from '../switchboard/switchboard.ts'
import type { Registry } from './registry.ts'
import type { HealthCheck } from './settings.ts'

/** Checks in a row that must fail before an instance that was healthy is left out. */
const FAILURES_TO_LEAVE = 2

type Watched = { timer: NodeJS.Timeout; failures: number; reason: string | undefined; key: string }

/**
 * Asks every instance of every service with a health check, over and over, and writes what it finds into
 * the switchboard, where all workers see it at once. An instance not yet asked is used: a router that
 * comes back must serve at once.
 */
export class HealthChecks {
  private readonly registry: Registry
  private readonly watched = new Map<string, Watched>()

  constructor(registry: Registry) {
    this.registry = registry
  }

  /** Starts and stops checks so that they fit what is configured now. */
  update(): void {
    const wanted = new Set<string>()
    for (const name of this.registry.names) {
      const record = this.registry.record(name)
      if (record.health === null) continue
      for (const colour of COLOURS)
        for (const url of record.colours[colour].instances) {
          const key = keyOf(name, colour, url)
          wanted.add(key)
          if (!this.watched.has(key)) this.watch(key, name, colour, url)
        }
    }
    for (const [key, watched] of this.watched) {
      if (wanted.has(key)) continue
      clearTimeout(watched.timer)
      this.watched.delete(key)
    }
  }

  /** Why an instance is not healthy; undefined when there is nothing to say. */
  reason(name: string, colour: Colour, url: string): string | undefined {
    return this.watched.get(keyOf(name, colour, url))?.reason
  }

  stop(): void {
    for (const watched of this.watched.values()) clearTimeout(watched.timer)
    this.watched.clear()
  }

  private watch(key: string, name: string, colour: Colour, url: string): void {
    const watched: Watched = {
      key,
      failures: 0,
      reason: 'not checked yet',
      timer: setTimeout(() => void ask(), 0),
    }
    this.watched.set(key, watched)
    const ask = async (): Promise<void> => {
      const { health, sendProxyProtocol } = this.registry.record(name)
      if (health === null) return
      const opening = sendProxyProtocol === null ? '' : ownProxyHeader(sendProxyProtocol)
      const problem = await check(url, health, opening)
      if (this.watched.get(key) !== watched) return
      this.note(watched, name, colour, url, problem)
      watched.timer = setTimeout(() => void ask(), health.intervalMs)
    }
  }

  private note(
    watched: Watched,
    name: string,
    colour: Colour,
    url: string,
    problem: string | null,
  ): void {
    const slot = this.registry.slotOf(name, colour, url)
    if (slot === undefined) return
    const board = this.registry.board(name)
    if (problem === null) {
      watched.failures = 0
      watched.reason = undefined
      board.setHealth(slot, HEALTHY)
      board.eject(slot, 0)
      return
    }
    watched.failures++
    watched.reason = problem
    const wasHealthy = board.healthOf(slot) === HEALTHY
    if (!wasHealthy || watched.failures >= FAILURES_TO_LEAVE) board.setHealth(slot, UNHEALTHY)
  }
}

function keyOf(name: string, colour: Colour, url: string): string {
  return `${name} ${colour} ${url}`
}

/** Null when the instance answers 2xx or 3xx in time, else what was found instead. */
async function check(url: string, health: HealthCheck, opening: string): Promise<string | null> {
  const address = new URL(url)
  const host = address.hostname.replace(/^\[|\]$/g, '')
  const port = Number(address.port || 80)
  const connection = (): Socket => {
    const socket = connect({ host, port })
    if (opening !== '') socket.write(opening, 'latin1')
    return socket
  }
  return await new Promise((resolve) => {
    const ask = request({
      host,
      port,
      // As it is: taken for a part of a URL it could name another host, or none.
      path: health.path,
      createConnection: connection,
      headers: { 'user-agent': 'teal-health-check' },
      signal: AbortSignal.timeout(health.timeoutMs),
    })
    ask.on('response', (response) => {
      const status = response.statusCode ?? 0
      response.destroy()
      resolve(status >= 200 && status < 400 ? null : `${health.path} answered ${status}`)
    })
    ask.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(`${health.path} answered ${response.statusCode}`)
    })
    ask.on('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.name === 'TimeoutError' || error.code === 'ABORT_ERR'
          ? `${health.path} did not answer within ${health.timeoutMs} ms`
          : `${health.path}: ${error.code ?? error.message}`,
      )
    })
    ask.end()
  })
}
