import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FileOrigin } from './file-origin.ts'

/** `node:http` that behaves like nginx-origin.ts. What it sends has no length where `?chunked` asks so. */
export async function startNodeOrigin(
  name: string,
  files: Record<string, Buffer>,
): Promise<FileOrigin> {
  const counts: Record<string, number> = {}
  const uploads = new Map<string, Buffer>()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '' } = request
    counts[method] = (counts[method] ?? 0) + 1
    response.setHeader('x-version', name)
    const [path = '', query] = url.slice(1).split('?')
    if (path.startsWith('small/')) {
      response.writeHead(413, { connection: 'close' }).end('too large')
    } else if (method === 'PUT') {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      uploads.set(path.slice('uploads/'.length), Buffer.concat(parts))
      response.writeHead(201).end()
    } else if (path === 'name') response.end(name)
    else if (path === 'nothing') response.writeHead(204).end()
    else {
      const file = files[path]
      if (file === undefined) response.writeHead(404).end()
      else if (query === 'chunked') sendInParts(response, file)
      else sendFile(response, file, request.headers)
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  server.on('checkContinue', (request, response) => {
    if (request.url?.startsWith('/small/') !== true) response.writeContinue()
    void answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: (method) => counts[method] ?? 0,
    uploaded: (file) => uploads.get(file) ?? Buffer.alloc(0),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function sendFile(response: ServerResponse, file: Buffer, asked: IncomingHttpHeaders): void {
  response.setHeader('etag', '"same"')
  const found = /^bytes=(\d+)-(\d+)$/.exec(asked.range ?? '')
  if (asked['if-none-match'] === '"same"') response.writeHead(304).end()
  else if (found === null) response.setHeader('content-length', file.length).end(file)
  else {
    const [first, last] = [Number(found[1]), Number(found[2])]
    response.setHeader('content-range', `bytes ${first}-${last}/${file.length}`)
    response.writeHead(206).end(file.subarray(first, last + 1))
  }
}

function sendInParts(response: ServerResponse, file: Buffer): void {
  for (let at = 0; at < file.length; at += 10_007) response.write(file.subarray(at, at + 10_007))
  response.end()
}
