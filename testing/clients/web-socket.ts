// Node's own WebSocket client, which says by its close code whether the other side ended it properly.

export type Conversation = {
  /** Sends a text and resolves to the next text that comes back. */
  say: (text: string) => Promise<string>
  /** Resolves to whether it was closed cleanly (RFC 6455, 7.1.4): a closing handshake, with a code. */
  ended: Promise<{ clean: boolean; code: number }>
  close: () => void
}

export function openWebSocket(url: string): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    let waiting: { resolve: (text: string) => void; reject: (error: Error) => void } | null = null
    const ended = new Promise<{ clean: boolean; code: number }>((end) => {
      socket.addEventListener('close', ({ wasClean, code }) => {
        const error = new Error(`the WebSocket was closed with ${code}`)
        waiting?.reject(error)
        reject(error)
        end({ clean: wasClean, code })
      })
    })
    socket.addEventListener('message', ({ data }) => {
      waiting?.resolve(String(data))
      waiting = null
    })
    socket.addEventListener('open', () => {
      resolve({
        say: (text) =>
          new Promise((said, failed) => {
            waiting = { resolve: said, reject: failed }
            socket.send(text)
          }),
        ended,
        close: () => socket.close(1000),
      })
    })
  })
}
