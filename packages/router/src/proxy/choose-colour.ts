import { timingSafeEqual } from 'node:crypto'
import {
  COOKIE,
  TEAL_PREVIEW,
  TEAL_PROBE,
  TEAL_PROBE_COLOUR,
  equalsIgnoringCase,
} from '../http1/fields.ts'
import type { Head } from '../http1/head.ts'
import { hostName } from '../services/routing-table.ts'
import {
  BLUE,
  GREEN,
  WHOLE,
  activeColour,
  blueShare,
  hasActive,
  type ColourIndex,
} from '../switchboard/routing-word.ts'
import { fieldValue, requestHost } from './rewrite.ts'
import type { Service } from './service.ts'
import { cookieValue, signed, verified } from './signed-cookie.ts'

/** Which colour a request goes to, and what the client is told about it. */
export type Choice = {
  colour: ColourIndex
  /** It is a probe that knows the token: the answer names colour and release. */
  probed: boolean
  /** It was sent to this colour by name, not by the split: it neither waits nor is mirrored. */
  chosen: boolean
  /** A Set-Cookie line that keeps the user where they are. */
  cookie: string | null
}

/** Cookie of the service that keeps users on a version. */
export const stickyCookie = (service: string): string => `teal-${service}`
/** Cookie that shows the idle colour until a time in seconds since the epoch. */
export const previewCookie = (service: string): string => `teal-preview-${service}`

/**
 * Decides by, in this order: a probe's wish, the preview, the user's bucket, chance. Fills `choice`; false
 * when the service has no active colour yet.
 */
export function chooseColour(
  choice: Choice,
  bytes: Buffer,
  head: Head,
  service: Service,
  word: number,
  address: string,
): boolean {
  choice.probed = false
  choice.chosen = false
  choice.cookie = null
  if (service.probeToken !== null && (head.has(TEAL_PROBE) || head.has(TEAL_PREVIEW))) {
    const wanted = probedColour(choice, bytes, head, service.probeToken)
    if (wanted !== null) return choose(choice, wanted)
    if (holdsToken(bytes, head, TEAL_PREVIEW, service.probeToken)) return choose(choice, idle(word))
  }
  const share = blueShare(word)
  if (!service.plain || head.has(COOKIE)) {
    if (isPreview(bytes, head, service)) return choose(choice, idle(word))
    if (hasActive(word) && share !== 0 && share !== WHOLE && service.options.sticky !== null) {
      const bucket = bucketOf(choice, bytes, head, service, address)
      if (bucket !== null) {
        choice.colour = colourOfBucket(bucket, word, share)
        return true
      }
    }
  }
  if (!hasActive(word)) return false
  if (share === WHOLE) choice.colour = BLUE
  else if (share === 0) choice.colour = GREEN
  else choice.colour = Math.random() * WHOLE < share ? BLUE : GREEN
  return true
}

function choose(choice: Choice, colour: ColourIndex): true {
  choice.colour = colour
  choice.chosen = true
  return true
}

function idle(word: number): ColourIndex {
  return activeColour(word) === BLUE ? GREEN : BLUE
}

/**
 * The lowest buckets go to the idle colour: as its share grows users only ever move to it, and as it
 * shrinks the same users move back.
 */
function colourOfBucket(bucket: number, word: number, blue: number): ColourIndex {
  const canary = idle(word)
  const share = canary === BLUE ? blue : WHOLE - blue
  if (bucket < share) return canary
  return canary === BLUE ? GREEN : BLUE
}

function probedColour(
  choice: Choice,
  bytes: Buffer,
  head: Head,
  token: Buffer,
): ColourIndex | null {
  choice.probed = holdsToken(bytes, head, TEAL_PROBE, token)
  if (!choice.probed || !head.has(TEAL_PROBE_COLOUR)) return null
  const wanted = fieldValue(bytes, head, head.find(TEAL_PROBE_COLOUR))
  if (wanted === 'blue') return BLUE
  return wanted === 'green' ? GREEN : null
}

function holdsToken(bytes: Buffer, head: Head, kind: number, token: Buffer): boolean {
  const at = head.find(kind)
  if (at < 0) return false
  const given = bytes.subarray(head.valueStart[at], head.valueEnd[at])
  return given.length === token.length && timingSafeEqual(given, token)
}

function isPreview(bytes: Buffer, head: Head, service: Service): boolean {
  if (service.previewHosts.size > 0 && service.previewHosts.has(hostName(requestHost(bytes, head))))
    return true
  const cookie = cookieOf(bytes, head, previewCookie(service.name))
  if (cookie === null) return false
  const until = verified(service.secret, previewCookie(service.name), cookie)
  return until !== null && Number(until) * 1_000 > Date.now()
}

/** Where the user stands, 0 to 9999; null when the request does not have what users are told apart by. */
function bucketOf(
  choice: Choice,
  bytes: Buffer,
  head: Head,
  service: Service,
  address: string,
): number | null {
  const { sticky } = service.options
  switch (sticky?.by) {
    case 'address':
      return hash(address)
    case 'header': {
      const value = namedField(bytes, head, sticky.name)
      return value === null ? null : hash(value)
    }
    case 'cookie-value': {
      const value = cookieOf(bytes, head, sticky.name)
      return value === null ? null : hash(value)
    }
    case 'cookie': {
      const name = stickyCookie(service.name)
      const cookie = cookieOf(bytes, head, name)
      const known = cookie === null ? null : verified(service.secret, name, cookie)
      if (known !== null) return Number(known)
      const bucket = Math.floor(Math.random() * WHOLE)
      const value = signed(service.secret, name, String(bucket))
      choice.cookie = `Set-Cookie: ${name}=${value}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax\r\n`
      return bucket
    }
    default:
      return null
  }
}

function cookieOf(bytes: Buffer, head: Head, name: string): string | null {
  if (!head.has(COOKIE)) return null
  for (let i = 0; i < head.count; i++) {
    if (head.kinds[i] !== COOKIE) continue
    const value = cookieValue(fieldValue(bytes, head, i), name)
    if (value !== null) return value
  }
  return null
}

function namedField(bytes: Buffer, head: Head, name: string): string | null {
  const lower = Buffer.from(name.toLowerCase(), 'latin1')
  for (let i = 0; i < head.count; i++)
    if (equalsIgnoringCase(bytes, head.nameStart[i] as number, head.nameEnd[i] as number, lower))
      return fieldValue(bytes, head, i)
  return null
}

/** FNV-1a with a final mix, so that similar keys land far apart. */
function hash(key: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < key.length; i++) value = Math.imul(value ^ key.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return ((value ^ (value >>> 16)) >>> 0) % WHOLE
}
