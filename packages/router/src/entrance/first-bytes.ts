import type { Socket } from 'node:net'

/** How much of what was read is not for those behind: it is taken away. `null`: more is needed; -1: enough is known, and it is wrong. */
export type Decide = (bytes: Buffer) => number | null

/**
 * Reads the first bytes of a connection of which nothing was read yet, until `decide` knows; puts back what is
 * not taken away, and resolves to whether to go on. The connection is closed when not, or when it takes longer
 * than `withinMs`.
 */
export async function readFirstBytes(
  socket: Socket,
  withinMs: number,
  decide: Decide,
): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    let bytes = Buffer.alloc(0)
    const finish = (goOn: boolean): void => {
      clearTimeout(timer)
      socket.off('readable', onReadable)
      socket.off('end', onGone)
      socket.off('error', onGone)
      socket.off('close', onGone)
      if (!goOn) socket.destroy()
      resolve(goOn)
    }
    const onGone = (): void => {
      finish(false)
    }
    const onReadable = (): void => {
      const piece = socket.read() as Buffer | null
      if (piece === null) return
      bytes = Buffer.concat([bytes, piece])
      const taken = decide(bytes)
      if (taken === null) return
      if (taken >= 0 && taken < bytes.length) socket.unshift(bytes.subarray(taken))
      finish(taken >= 0)
    }
    const timer = setTimeout(onGone, withinMs)
    socket.on('readable', onReadable)
    socket.on('end', onGone)
    socket.on('error', onGone)
    socket.on('close', onGone)
  })
}
