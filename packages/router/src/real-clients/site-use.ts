/** What a page saw of the site it used. */
export type SiteUse = {
  gets: number
  uploads: number
  /** Whatever was not answered whole and right. */
  failures: string[]
  /** Who answered, as the origin says. */
  versions: string[]
  /** By which protocols, as the browser says: `h2`, `http/1.1`. */
  protocols: string[]
  /** How often a request opened a connection. */
  connections: number
  events: number
  /** How often the event stream was opened. */
  eventStreams: number
  messages: number
  /** How WebSockets ended before the page was done with them. */
  socketsClosed: { code: number; wasClean: boolean }[]
}

export type SiteUseOptions = {
  /** Requests are made in bursts, all at once. */
  gets: number
  uploads: number
  uploadBytes: number
  /** Between two bursts. */
  pauseMs: number
  /** Whether an event stream and a WebSocket are open meanwhile. */
  streams: boolean
}

type ResourceTiming = { nextHopProtocol: string; connectStart: number; connectEnd: number }
type Page = typeof globalThis & { stopUsing?: () => Promise<SiteUse> }

/**
 * Runs in a page of the origin in testing/origin.ts and uses it in all ways at once, until `stopUsing` is
 * called there. It is sent to the browser as text, so it may use nothing from outside itself.
 */
export function useSite(options: SiteUseOptions): void {
  const page = globalThis as Page
  const use: SiteUse = {
    gets: 0,
    uploads: 0,
    failures: [],
    versions: [],
    protocols: [],
    connections: 0,
    events: 0,
    eventStreams: 0,
    messages: 0,
    socketsClosed: [],
  }
  let using = true
  const versions = new Set<string>()
  const protocols = new Set<string>()
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as ResourceTiming[]) {
      protocols.add(entry.nextHopProtocol)
      if (entry.connectEnd > entry.connectStart) use.connections++
    }
  }).observe({ type: 'resource' })

  const read = async (): Promise<void> => {
    const response = await fetch('/', { cache: 'no-store' })
    const version = response.headers.get('x-version') ?? 'nobody'
    const text = await response.text()
    if (response.status !== 200 || text !== `this is ${version}.`)
      use.failures.push(`GET: ${response.status} ${version} ${text}`)
    versions.add(version)
    use.gets++
  }
  const body = new Uint8Array(options.uploadBytes).fill(120)
  const upload = async (): Promise<void> => {
    const response = await fetch('/upload', { method: 'POST', body })
    const text = await response.text()
    if (response.status !== 200 || text !== String(options.uploadBytes))
      use.failures.push(`POST: ${response.status} ${text}`)
    versions.add(response.headers.get('x-version') ?? 'nobody')
    use.uploads++
  }
  const failed = (error: unknown): void => {
    use.failures.push(String(error))
  }
  const useOften = async (): Promise<void> => {
    while (using) {
      await Promise.all([
        ...Array.from({ length: options.gets }, () => read().catch(failed)),
        ...Array.from({ length: options.uploads }, () => upload().catch(failed)),
      ])
      await new Promise((resolve) => {
        setTimeout(resolve, options.pauseMs)
      })
    }
  }

  const openEvents = (): void => {
    const events = new EventSource('/events')
    let expected = 0
    events.addEventListener('open', () => {
      use.eventStreams++
      expected = 0
    })
    events.addEventListener('message', ({ data }: { data: string }) => {
      if (!using) events.close()
      if (Number(data) !== expected) use.failures.push(`event ${data} instead of ${expected}`)
      expected = Number(data) + 1
      use.events++
    })
  }

  const openSocket = (): void => {
    const socket = new WebSocket('/socket')
    let version: string | null = null
    let sent = 0
    const send = (): void => {
      if (using) socket.send(`message ${++sent}`)
      else socket.close(1000)
    }
    socket.addEventListener('open', send)
    socket.addEventListener('message', ({ data }: { data: string }) => {
      version ??= data.slice(0, data.indexOf(' '))
      if (data !== `${version} message ${sent}`) use.failures.push(`WebSocket: ${data}`)
      use.messages++
      setTimeout(send, 10)
    })
    socket.addEventListener('close', ({ code, wasClean }: { code: number; wasClean: boolean }) => {
      if (!using) return
      use.socketsClosed.push({ code, wasClean })
      openSocket()
    })
  }
  if (options.streams) {
    openEvents()
    openSocket()
  }
  const done = useOften()

  page.stopUsing = async () => {
    using = false
    await done
    return { ...use, versions: [...versions].toSorted(), protocols: [...protocols].toSorted() }
  }
}

/** Runs in the page too: ends the use and tells what was seen. */
export async function stopUsing(): Promise<SiteUse> {
  const { stopUsing: stop } = globalThis as Page
  if (stop === undefined) throw new Error('this page does not use the site')
  return await stop()
}
