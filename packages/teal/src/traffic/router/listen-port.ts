import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Application } from '../../model/application.ts'
import { messageOf, TealError } from '../../model/error.ts'
import { describeHolder, portHolders } from '../../system/port-holders.ts'

/**
 * Makes sure that the router can listen where users are to come in. The router shares its port with those
 * of its threads, and so the kernel would let it share one with any other program of the same user that
 * does likewise: users would come to either by chance. Here the port is asked for alone.
 */
export async function requireListenPort(listen: string, { listenAt }: Application): Promise<void> {
  const colon = listen.lastIndexOf(':')
  const host = listen.slice(0, colon).replace(/^\[|\]$/g, '') || '0.0.0.0'
  const port = Number(listen.slice(colon + 1))
  const server = createServer()
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
  } catch (error) {
    const at = listenAt === undefined ? {} : { at: listenAt }
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new TealError('usage', `${listen} is in use by another application`, {
        ...at,
        lines: portHolders(port).map((holder) => `it belongs to ${describeHolder(holder)}`),
        hint: 'let the router listen on another port, or stop what listens there',
        cause: error,
      })
    }
    throw new TealError('usage', `the router cannot listen on ${listen}: ${messageOf(error)}`, {
      ...at,
      hint: 'let it listen at an address of this machine, on a port that the user Teal runs as may open (from 1024 on)',
      cause: error,
    })
  }
}
