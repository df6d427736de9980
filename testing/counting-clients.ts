import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { exchange } from './clients/exchange.ts'

// Users who ask all the time and count what they get. An answer is right when it is whole, is 200, and
// says which release gave it; a release that says itself that it failed gave a wrong answer, which is its
// own fault; everything else is a request that was lost.

export type Counts = {
  requests: number
  /** Not answered, cut off, or answered by something else than a release. */
  failed: number
  /** Answers other than 200 that a release gave itself. */
  wrongAnswers: number
  /** Right and wrong answers by release. */
  releases: Record<string, number>
  /** The first failures, to read. */
  problems: string[]
}

export type Clients = {
  counts: Counts
  /** Lets every client finish its last request, and gives the counts. */
  stop: () => Promise<Counts>
}

const pauseMs = 10

/** Starts clients that keep their connection and clients that make a new one for each request. */
export function startClients(entrance: string, keeping = 6, connecting = 2): Clients {
  const counts: Counts = { requests: 0, failed: 0, wrongAnswers: 0, releases: {}, problems: [] }
  const home = new AbortController()
  const clients = [
    ...Array.from({ length: keeping }, () => new Agent({ keepAlive: true, maxSockets: 1 })),
    ...Array.from({ length: connecting }, () => false as const),
  ].map((agent) => beUser(entrance, agent, counts, home.signal))
  return {
    counts,
    stop: async () => {
      home.abort()
      await Promise.all(clients)
      return counts
    },
  }
}

async function beUser(
  entrance: string,
  agent: Agent | false,
  counts: Counts,
  home: AbortSignal,
): Promise<void> {
  while (!home.aborted) {
    counts.requests += 1
    try {
      const { status, release, text } = await askRelease(entrance, agent)
      if (release === null) throw new Error(`answered ${status}: ${text.slice(0, 200)}`)
      counts.releases[release] = (counts.releases[release] ?? 0) + 1
      if (status !== 200) counts.wrongAnswers += 1
    } catch (error) {
      counts.failed += 1
      if (counts.problems.length < 10) counts.problems.push(String(error))
    }
    await sleep(pauseMs)
  }
  if (agent !== false) agent.destroy()
}

export type ReleaseAnswer = { status: number; release: string | null; text: string }

/** Asks `url` once; the release is what the JSON answer says in `release`, null when it says nothing. */
export async function askRelease(
  url: string,
  agent: Agent | false = false,
): Promise<ReleaseAnswer> {
  const { status, body } = await exchange({ agent, url })
  const text = body.toString('utf8')
  return { status, release: releaseIn(text), text }
}

function releaseIn(text: string): string | null {
  try {
    const { release } = JSON.parse(text) as { release?: unknown }
    return typeof release === 'string' ? release : null
  } catch {
    return null
  }
}
