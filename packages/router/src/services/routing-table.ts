/** A service and what it takes: these hosts, or any; these path prefixes. */
export type Route<S> = { hosts: string[]; anyHost: boolean; paths: string[]; service: S }

type Entry<S> = { prefix: string; service: S }

/**
 * Finds the service of a request by host, then by path prefix: an exact host before the longest wildcard
 * before services for any host; among those the longest path prefix, in whole segments.
 */
export class RoutingTable<S> {
  private readonly exact = new Map<string, Entry<S>[]>()
  private readonly wildcards: { suffix: string; entries: Entry<S>[] }[] = []
  private readonly anyHost: Entry<S>[] = []
  /** The one service that takes everything, when there is such; spares every look-up. */
  readonly only: S | null

  constructor(routes: readonly Route<S>[]) {
    for (const { hosts, anyHost, paths, service } of routes)
      for (const host of anyHost ? ['*', ...hosts] : hosts)
        for (const prefix of paths) this.entriesOf(host).push({ prefix, service })
    this.wildcards.sort((a, b) => b.suffix.length - a.suffix.length)
    for (const entries of [
      ...this.exact.values(),
      ...this.wildcards.map((w) => w.entries),
      this.anyHost,
    ])
      entries.sort((a, b) => b.prefix.length - a.prefix.length)
    const first = routes[0]
    this.only =
      routes.length === 1 && first !== undefined && first.anyHost && first.paths.includes('/')
        ? first.service
        : null
  }

  /** `host` as the client sent it, perhaps with a port; `path` with or without a query. */
  find(host: string, path: string): S | null {
    const name = hostName(host)
    const exact = this.exact.get(name)
    if (exact !== undefined) {
      const found = longest(exact, path)
      if (found !== null) return found
    }
    for (const wildcard of this.wildcards)
      if (name.length > wildcard.suffix.length && name.endsWith(wildcard.suffix)) {
        const found = longest(wildcard.entries, path)
        if (found !== null) return found
      }
    return longest(this.anyHost, path)
  }

  private entriesOf(host: string): Entry<S>[] {
    if (host === '*') return this.anyHost
    if (host.startsWith('*.')) {
      const suffix = host.slice(1).toLowerCase()
      let wildcard = this.wildcards.find((w) => w.suffix === suffix)
      if (wildcard === undefined) this.wildcards.push((wildcard = { suffix, entries: [] }))
      return wildcard.entries
    }
    const name = host.toLowerCase()
    let entries = this.exact.get(name)
    if (entries === undefined) this.exact.set(name, (entries = []))
    return entries
  }
}

/** The name in a Host field: lower case, without port and final dot. */
export function hostName(host: string): string {
  let end = host.length
  const colon = host.lastIndexOf(':')
  if (colon > host.lastIndexOf(']')) end = colon
  if (host[end - 1] === '.') end--
  return host.slice(0, end).toLowerCase()
}

function longest<S>(entries: readonly Entry<S>[], path: string): S | null {
  for (const { prefix, service } of entries) if (isBelow(path, prefix)) return service
  return null
}

/** `/shop` takes /shop, /shop/cart and /shop?x, but not /shopping. */
function isBelow(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false
  if (prefix.endsWith('/') || path.length === prefix.length) return true
  const next = path[prefix.length]
  return next === '/' || next === '?'
}
