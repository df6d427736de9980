import { createServer } from 'node:net'

/**
 * A TCP port that is free on 127.0.0.1 right now.
 * Another process may take it before the caller does, so callers that bind late retry with a new one.
 */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
