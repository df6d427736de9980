import { ChunkedScanner } from '../http1/chunked.ts'
import { UPGRADE } from '../http1/fields.ts'
import { INCOMPLETE } from '../http1/failure.ts'
import { DEFAULT_LIMITS, Head } from '../http1/head.ts'
import { parseRequestHead } from '../http1/request-head.ts'
import { parseResponseHead } from '../http1/response-head.ts'
import type { Message, Reading } from './reading.ts'

type Parse = typeof parseRequestHead

/** Reads requests as the data path does: what does not make a whole head is kept for the next piece. */
export function readRequests(pieces: readonly Buffer[]): Reading {
  return read(pieces, parseRequestHead, (bytes, head) => ({
    start: `${text(bytes, head.start, head.methodEnd)} ${text(bytes, head.targetStart, head.targetEnd)} 1.${head.minor}`,
    left: head.chunked ? CHUNKED : Math.max(head.contentLength, 0),
    // What comes behind an upgrade depends on the answer.
    last: head.close || (head.connectionUpgrade && head.has(UPGRADE)),
  }))
}

/** Reads the answer to a GET, up to the one that is final. */
export function readResponse(pieces: readonly Buffer[]): Reading {
  const reading = read(pieces, parseResponseHead, (_, head) => {
    const { status } = head
    const empty = status < 200 || status === 204 || status === 304
    return {
      start: `${status} 1.${head.minor}`,
      left: empty ? 0 : head.chunked ? CHUNKED : head.contentLength,
      last: status >= 200 || status === 101,
    }
  })
  if (reading.end === 'clean') reading.end = 'incomplete'
  return reading
}

const CHUNKED = -2
const UNTIL_CLOSE = -1

/** How long its body is, and whether it is the last message to read. */
type Framing = { start: string; left: number; last: boolean }

function read(
  pieces: readonly Buffer[],
  parse: Parse,
  frame: (bytes: Buffer, head: Head) => Framing,
): Reading {
  const messages: Message[] = []
  const head = new Head()
  let stash: Buffer = Buffer.alloc(0)
  let message: Message | null = null
  let left = 0
  let last = false
  let bytes: Buffer = stash
  const scanner = new ChunkedScanner((start, end) => {
    ;(message as Message).body += text(bytes, start, end)
  })

  for (const piece of pieces) {
    bytes = Buffer.concat([stash, piece])
    stash = Buffer.alloc(0)
    let at = 0
    while (at < bytes.length || (message !== null && left === 0)) {
      if (message === null) {
        const next = parse(bytes, at, bytes.length, head, DEFAULT_LIMITS)
        if (next === INCOMPLETE) {
          stash = Buffer.from(bytes.subarray(at))
          break
        }
        if (next < 0) return { messages, end: 'refused' }
        const framing = frame(bytes, head)
        left = framing.left
        last = framing.last
        message = {
          start: framing.start,
          fields: fieldsOf(bytes, head),
          body: '',
          keep: !head.close,
        }
        if (left === UNTIL_CLOSE) message.keep = false
        scanner.reset()
        at = next
      } else if (left === CHUNKED) {
        const next = scanner.scan(bytes, at, bytes.length)
        if (next === INCOMPLETE) break
        if (next < 0) return { messages, end: 'refused' }
        at = next
        left = 0
      } else {
        const take = left === UNTIL_CLOSE ? bytes.length - at : Math.min(left, bytes.length - at)
        message.body += text(bytes, at, at + take)
        at += take
        if (left > 0) left -= take
      }
      if (message !== null && left === 0) {
        messages.push(message)
        if (last) return { messages, end: 'closed' }
        message = null
      }
    }
  }
  if (message !== null && left === UNTIL_CLOSE) {
    messages.push(message)
    return { messages, end: 'closed' }
  }
  return { messages, end: message === null && stash.length === 0 ? 'clean' : 'incomplete' }
}

function fieldsOf(bytes: Buffer, head: Head): [string, string][] {
  return Array.from({ length: head.count }, (_, i) => [
    text(bytes, head.nameStart[i] as number, head.nameEnd[i] as number),
    text(bytes, head.valueStart[i] as number, head.valueEnd[i] as number),
  ])
}

function text(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end)
}
