import { RouterError } from '../errors.ts'
import type { ServiceSettings } from '../services/registry.ts'
import type { HealthCheck, Sticky, Timeouts } from '../services/settings.ts'
import { WHOLE, type Colour } from '../switchboard/routing-word.ts'

// Bodies of the admin API are checked here, at the edge; what comes out is right.

export type Body = Record<string, unknown>

function wrong(field: string, want: string): RouterError {
  return new RouterError('bad-request', `${field} must be ${want}`, { field })
}

export function readBody(text: string): Body {
  let value: unknown
  try {
    value = text === '' ? {} : JSON.parse(text)
  } catch (cause) {
    throw new RouterError('bad-request', 'the body is not JSON', { field: 'body', cause })
  }
  if (!isObject(value)) throw wrong('body', 'an object')
  return value
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function readInteger(
  body: Body,
  field: string,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = body[field]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
    throw wrong(field, `an integer from ${least} to ${most}`)
  return value
}

export function readBoolean(body: Body, field: string): boolean {
  const value = body[field]
  if (typeof value !== 'boolean') throw wrong(field, 'true or false')
  return value
}

export function readColour(value: unknown, field: string): Colour {
  if (value !== 'blue' && value !== 'green') throw wrong(field, 'blue or green')
  return value
}

/** A release's name goes into a response field, so it is visible ASCII. */
export function readRelease(body: Body): string | null {
  const value = body['release']
  if (value === null || value === undefined) return null
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(value))
    throw wrong('release', 'a name of visible ASCII characters')
  return value
}

export function readInstances(body: Body): string[] {
  const value = body['instances']
  if (!Array.isArray(value)) throw wrong('instances', 'a list of URLs')
  const urls = value.map((url, i) => readInstance(url, `instances[${i}]`))
  const origins = new Set(urls.map((url) => new URL(url).origin))
  if (origins.size !== urls.length) throw wrong('instances', 'a list without duplicates')
  return urls
}

/** `http://host:port`, nothing behind it. */
export function readInstance(value: unknown, field: string): string {
  // The URL parser forgives blanks and line ends, and whoever reads the URL again may not.
  const url = typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) ? URL.parse(value) : null
  if (
    url === null ||
    url.port === '0' ||
    url.protocol !== 'http:' ||
    url.hostname === '' ||
    url.pathname !== '/' ||
    url.username + url.password + url.search + url.hash !== ''
  )
    throw wrong(field, 'a URL like http://127.0.0.1:9001')
  return value as string
}

export function readSplit(body: Body): { blue: number; green: number } {
  const blue = readInteger(body, 'blue', 0, WHOLE)
  const green = readInteger(body, 'green', 0, WHOLE)
  if (blue + green !== WHOLE) throw wrong('blue', `such that blue and green add up to ${WHOLE}`)
  return { blue, green }
}

/** `hold: { deadlineMs }` of a switch. */
export function readHoldDeadline(value: unknown): number {
  if (!isObject(value)) throw wrong('hold', 'an object')
  return within('hold', value, 'deadlineMs', 10_000)
}

export function readService(body: Body): ServiceSettings {
  const settings: ServiceSettings = {}
  if (body['hosts'] !== undefined) settings.hosts = readStrings(body, 'hosts', HOST, 'host names')
  if (body['paths'] !== undefined) {
    settings.paths = readStrings(body, 'paths', PATH, 'path prefixes that begin with /')
    if (settings.paths.length === 0) throw wrong('paths', 'a list of at least one path prefix')
  }
  if (body['previewHosts'] !== undefined)
    settings.previewHosts = readStrings(body, 'previewHosts', NAME, 'host names')
  if (body['assetPaths'] !== undefined)
    settings.assetPaths = readStrings(body, 'assetPaths', PATH, 'path prefixes that begin with /')
  if (body['mirror'] !== undefined) settings.mirror = readInteger(body, 'mirror', 0, WHOLE)
  if (body['sticky'] !== undefined) settings.sticky = readSticky(body['sticky'])
  if (body['health'] !== undefined) settings.health = readHealth(body['health'])
  if (body['probeToken'] !== undefined) settings.probeToken = readToken(body['probeToken'])
  if (body['sendProxyProtocol'] !== undefined)
    settings.sendProxyProtocol = readProxyVersion(body['sendProxyProtocol'])
  if (body['timeouts'] !== undefined) settings.timeouts = readTimeouts(body['timeouts'])
  return settings
}

const HOST = /^(\*\.)?([A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+$|^\[[0-9A-Fa-f:.]+\]$/
const NAME = /^([A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+$/
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const PATH = /^\/[\x21\x24-\x3e\x40-\x7e]*$/

function readStrings(body: Body, field: string, pattern: RegExp, what: string): string[] {
  const value = body[field]
  if (!Array.isArray(value)) throw wrong(field, `a list of ${what}`)
  return value.map((item, i) => {
    if (typeof item !== 'string' || !pattern.test(item))
      throw wrong(`${field}[${i}]`, `one of a list of ${what}`)
    return item
  })
}

function readSticky(value: unknown): Sticky | null {
  if (value === null) return null
  if (!isObject(value)) throw wrong('sticky', 'an object or null')
  const { by, name } = value
  if (by === 'cookie' || by === 'address') return { by }
  if (by !== 'header' && by !== 'cookie-value')
    throw wrong('sticky.by', 'cookie, header, cookie-value or address')
  if (typeof name !== 'string' || !TOKEN.test(name)) throw wrong('sticky.name', 'a name')
  return { by, name }
}

function readHealth(value: unknown): HealthCheck | null {
  if (value === null) return null
  if (!isObject(value)) throw wrong('health', 'an object or null')
  const path = value['path']
  if (typeof path !== 'string' || !/^\/[\x21-\x7e]*$/.test(path))
    throw wrong('health.path', 'a path that begins with /')
  return {
    path,
    intervalMs: within('health', value, 'intervalMs', 2_000),
    timeoutMs: within('health', value, 'timeoutMs', 2_000),
  }
}

function readToken(value: unknown): string | null {
  if (value === null) return null
  if (typeof value !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(value))
    throw wrong('probeToken', '8 to 200 visible ASCII characters')
  return value
}

function readProxyVersion(value: unknown): 1 | 2 | null {
  if (value !== null && value !== 1 && value !== 2) throw wrong('sendProxyProtocol', '1, 2 or null')
  return value
}

const TIMEOUTS = ['connectMs', 'responseMs', 'bodyMs', 'tunnelMs', 'holdMs'] as const

function readTimeouts(value: unknown): Partial<Timeouts> {
  if (!isObject(value)) throw wrong('timeouts', 'an object')
  const timeouts: Partial<Timeouts> = {}
  for (const key of TIMEOUTS)
    if (value[key] !== undefined) timeouts[key] = within('timeouts', value, key, 0)
  return timeouts
}

function within(parent: string, object: Body, field: string, byDefault: number): number {
  const value = object[field] ?? byDefault
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 86_400_000)
    throw wrong(`${parent}.${field}`, 'a number of milliseconds from 1 to 86400000')
  return value
}
