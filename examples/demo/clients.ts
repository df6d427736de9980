import { createHash, randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

// The users of the demo. Each goes on until it is told to stop, and everything it asked for is counted:
// answered right, once and whole; answered wrong by a release itself; or failed.

export type Counts = {
  requests: number
  /** Not answered right, once and whole, and not by the fault of a bad release. */
  failed: number
  /** Wrong answers that a release itself gave: the application's fault, not the switch's. */
  badAnswers: number
  versions: Record<string, number>
  /** The first failures, to read. */
  problems: string[]
}

export function newCounts(): Counts {
  return { requests: 0, failed: 0, badAnswers: 0, versions: {}, problems: [] }
}

type User = (entrance: string, counts: Counts, signal: AbortSignal) => Promise<void>

/** Starts users of every kind; the promise ends when the last has gone home. */
export async function sendUsers(
  entrance: string,
  counts: Counts,
  signal: AbortSignal,
): Promise<void> {
  const crowd: [User, number][] = [
    [keepAlive, 12],
    [newConnections, 4],
    [uploads, 2],
    [eventStream, 1],
    [webSocket, 1],
  ]
  await Promise.all(
    crowd.flatMap(([user, number]) =>
      Array.from({ length: number }, () => user(entrance, counts, signal)),
    ),
  )
}

const keepAlive: User = async (entrance, counts, signal) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  while (!signal.aborted) {
    await ask(counts, { url: `${entrance}/order`, method: 'POST', agent })
    await sleep(20)
  }
  agent.destroy()
}

const newConnections: User = async (entrance, counts, signal) => {
  while (!signal.aborted) {
    await ask(counts, { url: `${entrance}/`, method: 'GET', agent: false })
    await sleep(20)
  }
}

const uploads: User = async (entrance, counts, signal) => {
  const body = randomBytes(1024 * 1024)
  const sha256 = createHash('sha256').update(body).digest('hex')
  while (!signal.aborted) {
    const answer = await ask(counts, {
      url: `${entrance}/upload`,
      method: 'POST',
      agent: false,
      body,
    })
    if (answer !== null && answer.sha256 !== sha256) fail(counts, 'an upload arrived changed')
    await sleep(200)
  }
}

/** Reads numbered events; a stream may end, but only between two events, and then it is opened again. */
const eventStream: User = async (entrance, counts, signal) => {
  while (!signal.aborted) {
    counts.requests += 1
    let rest = ''
    let expected = 1
    try {
      const response = await fetch(`${entrance}/events`, { signal })
      if (response.status !== 200 || response.body === null) {
        throw new Error(`the event stream answered ${response.status}`)
      }
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        const events = (rest + chunk).split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) {
          const { number, release } = JSON.parse(event.slice('data: '.length)) as {
            number: number
            release: string
          }
          if (number !== expected) throw new Error(`event ${number} came instead of ${expected}`)
          if (number === 1) count(counts, release)
          expected += 1
        }
      }
      if (rest !== '') throw new Error('the event stream ended inside an event')
    } catch (error) {
      if (!signal.aborted) fail(counts, String(error))
    }
  }
}

/** Sends a word and waits for its echo; a socket may be closed between two words, and is opened again. */
const webSocket: User = async (entrance, counts, signal) => {
  while (!signal.aborted) {
    const socket = new WebSocket(`${entrance.replace('http', 'ws')}/chat`)
    const closed = new Promise<void>((resolve) => {
      socket.addEventListener('close', () => resolve())
      socket.addEventListener('error', () => resolve())
    })
    const opened = new Promise<boolean>((resolve) => {
      socket.addEventListener('open', () => resolve(true))
      void closed.then(() => resolve(false))
    })
    if (!(await opened)) {
      counts.requests += 1
      fail(counts, 'a WebSocket could not be opened')
      continue
    }
    while (!signal.aborted && socket.readyState === WebSocket.OPEN) {
      const echo = new Promise<string | null>((resolve) => {
        socket.addEventListener('message', ({ data }) => resolve(String(data)), { once: true })
        void closed.then(() => resolve(null))
      })
      socket.send('hello')
      const answer = await echo
      // Closed before the echo came: the word is sent again on the next socket, and only that one counts.
      if (answer === null) break
      counts.requests += 1
      count(counts, answer.split(' ')[0] ?? '')
      await sleep(100)
    }
    socket.close()
    await closed
  }
}

type Question = { url: string; method: string; agent: Agent | false; body?: Buffer }

/** One request, counted; the answer's JSON, or null when it was not a right one. */
async function ask(
  counts: Counts,
  { url, method, agent, body }: Question,
): Promise<Record<string, unknown> | null> {
  counts.requests += 1
  try {
    const { status, text } = await exchange({ url, method, agent, ...(body && { body }) })
    const answer = parse(text)
    const release = typeof answer?.release === 'string' ? answer.release : null
    if (status === 200 && answer !== null && release !== null) {
      count(counts, release)
      return answer
    }
    // Said by the application, in its own words: its fault.
    if (release !== null) {
      counts.badAnswers += 1
      count(counts, release)
    } else fail(counts, `${method} ${url} answered ${status}: ${text.slice(0, 100)}`)
  } catch (error) {
    fail(counts, `${method} ${url}: ${String(error)}`)
  }
  return null
}

function exchange({
  url,
  method,
  agent,
  body,
}: Question): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent, timeout: 10_000 }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer within 10 s')))
    asked.on('error', reject)
    asked.end(body)
  })
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return null
  }
}

function count(counts: Counts, release: string): void {
  counts.versions[release] = (counts.versions[release] ?? 0) + 1
}

function fail(counts: Counts, problem: string): void {
  counts.failed += 1
  if (counts.problems.length < 5) counts.problems.push(problem)
}
