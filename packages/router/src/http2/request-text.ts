// The head of an HTTP/2 request as HTTP/1.1 text, for the data path, whose parser then checks it as it
// checks every other.

/** Fields about a connection, which HTTP/2 does not have: a request with one is malformed (RFC 9113 §8.2.2). */
const FORBIDDEN = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
])

export type RequestText = { text: string; method: string; chunked: boolean }

/**
 * Turns the fields of a request, as a flat list of names and values, into a head; null when they are
 * malformed (RFC 9113 §8.3.1). A body without a length is to be sent in chunks.
 */
export function requestText(raw: readonly string[], hasBody: boolean): RequestText | null {
  let method = ''
  let path = ''
  let authority: string | null = null
  let host: string | null = null
  let cookie = ''
  let fields = ''
  let hasLength = false
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string
    const value = raw[i + 1] as string
    if (LINE_END.test(value)) return null
    if (name === ':method') method = value
    else if (name === ':path') path = value
    else if (name === ':authority') authority = value
    else if (name === 'host') {
      if (host !== null) return null
      host = value
    } else if (FORBIDDEN.has(name)) return null
    // Browsers send a field for each cookie; in HTTP/1.1 there is one (RFC 9113 §8.2.3).
    else if (name === 'cookie') cookie = cookie === '' ? value : `${cookie}; ${value}`
    else if (!name.startsWith(':')) {
      if (name === 'content-length') hasLength = true
      fields += `${name}: ${value}\r\n`
    }
  }
  // Two names for one request are two readings of it.
  if (authority !== null && host !== null && authority.toLowerCase() !== host.toLowerCase())
    return null
  if (!TARGET.test(path) || !TOKEN.test(method)) return null
  const chunked = hasBody && !hasLength
  if (cookie !== '') fields += `cookie: ${cookie}\r\n`
  if (chunked) fields += 'transfer-encoding: chunked\r\n'
  return {
    text: `${method} ${path} HTTP/1.1\r\nhost: ${authority ?? host ?? ''}\r\n${fields}\r\n`,
    method,
    chunked,
  }
}

/** Trailer fields as lines; those that are malformed make the request so: null. */
export function trailerText(raw: readonly string[]): string | null {
  let lines = ''
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string
    const value = raw[i + 1] as string
    if (name.startsWith(':') || FORBIDDEN.has(name) || LINE_END.test(value)) return null
    lines += `${name}: ${value}\r\n`
  }
  return lines
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const LINE_END = /[\0\r\n]/
const TARGET = /^(?:\/[\x21\x22\x24-\x7e]*|\*)$/
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
