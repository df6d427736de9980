/** One HTTP request and its whole answer. */
export type Question = {
  url: string
  method?: string
  headers?: Record<string, string>
  timeoutMs: number
  signal: AbortSignal
}

export type Reply = { status: number; headers: Record<string, string>; body: string; ms: number }

export type Ask = (question: Question) => Promise<Reply>

/** More of a body than this is not read: checks look for a version or a word. */
const longestBody = 256 * 1024

/**
 * Asks over a connection of its own, so that an answer says something about who listens now and not about
 * who listened when a pooled connection was made. Redirects are answers. Rejects on a connection that
 * fails or ends early, and after `timeoutMs` for the whole exchange.
 */
export const ask: Ask = async ({ url, method = 'GET', headers = {}, timeoutMs, signal }) => {
  const started = performance.now()
  // Imported as ES modules, these also load the whole of `fetch`, which every command would wait for.
  const { request } = process.getBuiltinModule(
    url.startsWith('https:') ? 'node:https' : 'node:http',
  )
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  return new Promise<Reply>((resolve, reject) => {
    const fail = (error: Error): void => {
      const tooLong = bounded.aborted && !signal.aborted
      reject(tooLong ? new Error(`no whole answer within ${timeoutMs} ms`) : error)
    }
    const asked = request(url, { method, headers, agent: false, signal: bounded }, (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        if (length < longestBody) chunks.push(chunk)
        length += chunk.length
      })
      response.on('error', fail)
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(chunks).toString('utf8'),
          ms: performance.now() - started,
        })
      })
    })
    asked.on('error', fail)
    asked.end()
  })
}
