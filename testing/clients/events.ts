import { request, type Agent, type ClientRequest } from 'node:http'

export type EventStream = {
  /** The version that opened it. */
  version: string
  /** Resolves at its clean end, rejects when it broke off. */
  ended: Promise<void>
  close: () => void
}

/** Opens a server-sent event stream (WHATWG HTML, 9.2) and calls `onEvent` for each event. */
export function openEvents(
  agent: Agent,
  url: string,
  versionHeader: string,
  onEvent: (data: string) => void,
): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = request(url, { agent, headers: { accept: 'text/event-stream' } })
    sent.on('error', reject)
    sent.on('response', (response) => {
      const version = response.headers[versionHeader]
      if (response.statusCode !== 200 || typeof version !== 'string') {
        sent.destroy()
        reject(new Error(`the event stream answered ${response.statusCode}`))
        return
      }
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        const events = (rest + text).split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) {
          if (event.startsWith('data: ')) onEvent(event.slice('data: '.length))
        }
      })
      let closed = false
      const ended = new Promise<void>((end, broken) => {
        response.on('end', end)
        response.on('error', (error) => (closed ? end() : broken(error)))
      })
      // Whoever opened it may look at its end later.
      ended.catch(() => {})
      resolve({
        version,
        ended,
        close: () => {
          closed = true
          sent.destroy()
        },
      })
    })
    sent.end()
  })
}
