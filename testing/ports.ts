import { createServer } from 'node:net'

// Below 32768, from where Linux takes the ports of outgoing connections and of servers that ask for any, and
// below those that Teal gives to instances: the crowd of a test cannot sit on a port before its owner does.
const LOWEST = 12_000
const HIGHEST = 19_999

/**
 * A TCP port that is free on 127.0.0.1 right now.
 * Another process may take it before the caller does, so callers that bind late retry with a new one.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1))
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
