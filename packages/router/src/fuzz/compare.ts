import { METHODS } from 'node:http'
import { readRequestsWithNode, readResponseWithNode, type NodeReading } from './llhttp.ts'
import { readRequests, readResponse } from './ours.ts'
import { cutAt, type Reading } from './reading.ts'

/**
 * What is wrong when both parsers read these requests; null when nothing is. Whatever we take, llhttp reads
 * the same; what it refuses we do not take; and cuts make no difference.
 */
export async function compareRequests(
  bytes: Buffer,
  cuts: readonly number[],
): Promise<string | null> {
  const ours = readRequests([bytes])
  const problem = differs('cut', ours, readRequests(cutAt(bytes, cuts)))
  if (problem !== null) return problem
  return disagree(ours, await readRequestsWithNode([bytes]), bytes)
}

/** As `compareRequests`, for what comes in answer to a GET. */
export async function compareResponses(
  bytes: Buffer,
  cuts: readonly number[],
): Promise<string | null> {
  const ours = readResponse([bytes])
  const problem = differs('cut', ours, readResponse(cutAt(bytes, cuts)))
  if (problem !== null) return problem
  return disagree(ours, await readResponseWithNode([bytes]), bytes)
}

/** What is wrong when the bytes are cut in two at each position; null when nothing is. */
export function compareEveryCut(
  bytes: Buffer,
  read: (pieces: readonly Buffer[]) => Reading,
): string | null {
  const whole = read([bytes])
  for (let cut = 1; cut < bytes.length; cut++) {
    const problem = differs(`cut at ${cut}`, whole, read(cutAt(bytes, [cut])))
    if (problem !== null) return problem
  }
  const bytewise = read(cutAt(bytes, [...bytes.keys()]))
  return differs('byte by byte', whole, bytewise)
}

function differs(what: string, whole: Reading, cut: Reading): string | null {
  const [a, b] = [JSON.stringify(whole), JSON.stringify(cut)]
  return a === b ? null : `${what}: ${a} becomes ${b}`
}

function disagree(ours: Reading, node: NodeReading, bytes: Buffer): string | null {
  const tell = (what: string): string =>
    `${what}\nours ${JSON.stringify(ours)}\nnode ${JSON.stringify(node)}\nof ${JSON.stringify(bytes.toString('latin1'))}`
  for (const [i, message] of ours.messages.entries()) {
    const other = node.messages[i]
    if (other === undefined) {
      // A proxy passes on methods that it does not know (RFC 9110 §9.1); llhttp has a list.
      const method = message.start.slice(0, message.start.indexOf(' '))
      if (node.code === 'HPE_INVALID_METHOD' && !METHODS.includes(method)) return null
      return tell(`message ${i} is taken by us alone`)
    }
    for (const part of ['start', 'fields', 'body'] as const)
      if (JSON.stringify(message[part]) !== JSON.stringify(other[part]))
        return tell(`message ${i} has another ${part}`)
    if (message.keep && !other.keep) return tell(`message ${i} is the last only for llhttp`)
  }
  if (ours.end === 'clean' && node.end !== 'clean') return tell('what llhttp refuses is taken')
  return null
}
