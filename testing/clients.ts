import { randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { openEvents } from './clients/events.ts'
import { exchange, versionOf } from './clients/exchange.ts'
import { count, newTally, type Tally } from './clients/tally.ts'
import { openWebSocket } from './clients/web-socket.ts'
import type { SwitchLedger } from './switch-ledger.ts'

export type { Tally } from './clients/tally.ts'

// Clients that count. Each has a connection of its own, does one thing at a time, and goes on until it is
// stopped; what it began then is still waited for. See origin.ts for a server that they can talk to.

export type ClientKind = 'keepAlive' | 'upload' | 'slow' | 'events' | 'webSocket'

export type ClientOptions = {
  /** The entrance, as `http://127.0.0.1:8080`. */
  url: string
  /** How many of each kind; none where it is left out. */
  clients: Partial<Record<ClientKind, number>>
  /** Between two requests of one client. */
  pauseMs?: number
  /** The header by which an answer says who gave it. */
  versionHeader?: string
  /** With it, answers of a side that users had left already are counted. */
  ledger?: SwitchLedger | null
}

export type RunningClients = { stop: () => Promise<Record<ClientKind, Tally>> }

type Client = Required<Omit<ClientOptions, 'clients'>> & { tally: Tally; stopping: AbortSignal }

export function startClients(options: ClientOptions): RunningClients {
  const stop = new AbortController()
  const defaults = { pauseMs: 5, versionHeader: 'x-version', ledger: null }
  const tallies = Object.fromEntries(
    Object.keys(kinds).map((kind) => [kind, newTally()]),
  ) as Record<ClientKind, Tally>
  const running = (Object.keys(kinds) as ClientKind[]).flatMap((kind) =>
    Array.from({ length: options.clients[kind] ?? 0 }, () =>
      kinds[kind]({ ...defaults, ...options, tally: tallies[kind], stopping: stop.signal }),
    ),
  )
  return {
    stop: async () => {
      stop.abort()
      await Promise.all(running)
      return tallies
    },
  }
}

const kinds: Record<ClientKind, (client: Client) => Promise<void>> = {
  keepAlive: (client) => repeat(client, (agent) => get(client, agent, '/')),

  slow: (client) => repeat(client, (agent) => get(client, agent, '/slow')),

  upload: (client) => {
    const body = randomBytes(1 << 20)
    return repeat(client, async (agent) => {
      const url = `${client.url}/upload`
      const reply = await exchange({ agent, url, method: 'POST', body })
      const version = versionOf(reply, client.versionHeader)
      const received = reply.body.toString('utf8')
      if (received !== String(body.length)) throw new Error(`of an upload arrived: ${received}`)
      return version
    })
  },

  // Every stream is one exchange: answered when it was opened and ended cleanly, or by us.
  events: ({ url, versionHeader, tally, stopping, pauseMs }) =>
    until(stopping, pauseMs, async () => {
      const agent = new Agent()
      await count(tally, null, async () => {
        const stream = await openEvents(agent, `${url}/events`, versionHeader, () => {})
        const close = (): void => stream.close()
        stopping.addEventListener('abort', close, { once: true })
        if (stopping.aborted) close()
        await stream.ended
        return stream.version
      })
      agent.destroy()
    }),

  // Every text is one exchange; the other side says its version in front of the echo.
  webSocket: ({ url, tally, stopping, pauseMs }) =>
    until(stopping, pauseMs, async () => {
      let conversation: Awaited<ReturnType<typeof openWebSocket>>
      try {
        conversation = await openWebSocket(`${url.replace(/^http/, 'ws')}/socket`)
      } catch (error) {
        await count(tally, null, () => Promise.reject(error))
        return
      }
      let open = true
      void conversation.ended.then(() => (open = false))
      while (open && !stopping.aborted) {
        await count(tally, null, async () => {
          const text = randomBytes(8).toString('hex')
          const [version, echo] = (await conversation.say(text)).split(' ')
          if (echo !== text || version === undefined) throw new Error('a WebSocket echo was wrong')
          return version
        })
        await sleep(pauseMs)
      }
      conversation.close()
      await conversation.ended
    }),
}

async function get(client: Client, agent: Agent, path: string): Promise<string> {
  const reply = await exchange({ agent, url: `${client.url}${path}` })
  const version = versionOf(reply, client.versionHeader)
  // The origin's answers end with this, so that one cut short is noticed whatever its framing.
  if (!reply.body.toString('utf8').endsWith('.')) throw new Error(`GET ${path}: cut short`)
  return version
}

/** Requests one after the other over a kept connection. */
async function repeat(client: Client, ask: (agent: Agent) => Promise<string>): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await until(client.stopping, client.pauseMs, () =>
    count(client.tally, client.ledger, () => ask(agent)),
  )
  agent.destroy()
}

async function until(
  stopping: AbortSignal,
  pauseMs: number,
  act: () => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    await act()
    await sleep(pauseMs)
  }
}
