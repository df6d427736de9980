// The shop: it says which release answers, takes uploads, and has one page that is slow.
import { createServer } from 'node:http'

const release = process.env.TEAL_RELEASE

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://shop')
  response.setHeader('release', release)
  if (pathname === '/version') response.end(JSON.stringify({ release }))
  else if (pathname === '/slow') setTimeout(() => response.end(`late, from ${release}.`), 2_000)
  else if (pathname === '/upload') {
    let bytes = 0
    request.on('data', (part) => (bytes += part.length))
    request.on('end', () => response.end(String(bytes)))
  } else response.end(`hello from ${release}.`)
})

server.listen(process.env.PORT, '127.0.0.1')
