import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Running } from './launch.ts'
import { residentBytes } from './processes.ts'

const CONNECTIONS = 10_000
const AT_ONCE = 200

/** Bytes that each of 10,000 connections costs a proxy that has answered one request on it. */
export async function idleConnectionBytes({ port, pid }: Running): Promise<number> {
  const sockets: Socket[] = []
  const open = async (): Promise<void> => {
    const socket = connect({ host: '127.0.0.1', port })
    sockets.push(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.once('data', () => resolve())
      socket.write('GET /1k HTTP/1.1\r\nHost: bench\r\n\r\n')
    })
    socket.removeAllListeners('error')
    socket.on('error', () => {
      // It is closed with its proxy.
    })
  }
  try {
    // What a first crowd needs is not a matter of connections: pools, compiled code, arenas.
    for (let i = 0; i < 5; i++) await Promise.all(Array.from({ length: AT_ONCE }, open))
    await sleep(1_000)
    const before = residentBytes(pid)
    const first = sockets.length
    while (sockets.length < first + CONNECTIONS)
      await Promise.all(Array.from({ length: AT_ONCE }, open))
    await sleep(2_000)
    return Math.round((residentBytes(pid) - before) / CONNECTIONS)
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}
