import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { TealError } from '../../model/error.ts'

// Below 32768, from where Linux takes the ports of outgoing connections: a busy client on this machine
// cannot sit on the port between our look and the moment the instance binds it.
const lowest = 20_000
const highest = 32_000

/** A port nobody listens on now and that is not in `taken`. */
export async function freePort(taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (!taken.has(port) && (await isFree(port))) return port
  }
  throw new TealError('failed', `no free port was found between ${lowest} and ${highest}`, {
    hint: 'give the instances fixed ports: `ports: { blue: [9001], green: [9002] }`',
  })
}

/** Whether `port` can be listened on, on every address. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once('error', resolve)
    server.listen(port, () => resolve(null))
  })
  if (error === null) {
    await new Promise<void>((resolve) => server.close(() => resolve()))
    return true
  }
  // A port below 1024 may be allowed to the instance and not to Teal: it will find out.
  return error.code === 'EACCES'
}

/** Whether anybody on this machine listens on `port`, asked of the kernel without connecting. */
export function isListening(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  // Local address and port, remote ones, and the state LISTEN. It is looked for in the whole table at once:
  // that of a busy machine has ten thousands of lines.
  const listening = new RegExp(`:${hex} [0-9A-F]+:0000 0A `)
  return ['/proc/net/tcp', '/proc/net/tcp6'].some((table) => listening.test(readTable(table)))
}

function readTable(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch (error) {
    // No IPv6 here.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
