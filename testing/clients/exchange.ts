import { request, type Agent, type IncomingHttpHeaders } from 'node:http'

export type Reply = { status: number; headers: IncomingHttpHeaders; body: Buffer }

export type Sending = { agent: Agent | false; url: string; method?: string; body?: Buffer }

const patienceMs = 20_000

/**
 * One request and its whole answer, over the agent's connection or one of its own (`false`). Nothing is tried again: a kept connection
 * that is reset under a request is a request that was lost.
 */
export function exchange({ agent, url, method = 'GET', body }: Sending): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-length': body.length }
    const sent = request(url, { agent, method, headers })
    const timer = setTimeout(
      () => sent.destroy(new Error(`no whole answer within ${patienceMs} ms`)),
      patienceMs,
    )
    const fail = (error: Error): void => {
      clearTimeout(timer)
      reject(
        new Error(
          `${method} ${url}${sent.reusedSocket ? ' (kept connection)' : ''}: ${error.message}`,
        ),
      )
    }
    sent.on('error', fail)
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => {
        clearTimeout(timer)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        })
      })
    })
    sent.end(body)
  })
}

/** The version that a right answer names. */
export function versionOf({ status, headers, body }: Reply, versionHeader: string): string {
  if (status !== 200) throw new Error(`answered ${status}: ${body.toString('utf8').slice(0, 200)}`)
  const version = headers[versionHeader]
  if (typeof version !== 'string') throw new Error(`the answer has no header ${versionHeader}`)
  return version
}
