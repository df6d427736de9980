import { TealError } from '../../model/error.ts'
import { urlOf, type Server } from './servers.ts'

// The servers of a backend are slots for instances. A slot's address stays what haproxy.cfg says: HAProxy
// forgets another one at its next restart, while it does remember ports and maintenance (its server-state
// file). Instances that are at their place already are never touched, for users may be on them.

/** What is to be done with one server; servers without a change are right as they are. */
export type SlotChange =
  { server: string; to: 'ready'; address: string; port: number } | { server: string; to: 'maint' }

/** Changes that put the instances into the backend: the new ones come before the old ones go. */
export function planSlots(backend: string, servers: Server[], urls: string[]): SlotChange[] {
  const wanted = new Map(urls.map((url) => [originOf(url), new URL(url)]))
  const free = new Set(servers)
  for (const server of servers) {
    if (server.enabled && wanted.delete(urlOf(server))) free.delete(server)
  }
  const changes: SlotChange[] = []
  for (const [origin, url] of wanted) {
    const server = pickSlot([...free], url)
    if (server === undefined) throw noSlot(backend, servers, urls, origin)
    free.delete(server)
    const { name, address } = server
    changes.push({ server: name, to: 'ready', address, port: portOf(url) })
  }
  for (const server of free) {
    if (server.enabled) changes.push({ server: server.name, to: 'maint' })
  }
  return changes
}

/** Without a server-state file nothing may be changed: the instances must be where haproxy.cfg says. */
export function requireFixedServers(backend: string, servers: Server[], urls: string[]): void {
  const wanted = urls.map(originOf).sort()
  const found = servers.filter(({ enabled }) => enabled).map(urlOf)
  if (wanted.join() === found.sort().join()) return
  throw new TealError('usage', `backend ${backend} of HAProxy is not where the instances are`, {
    lines: [`instances: ${wanted.join(', ')}`, `servers:   ${found.join(', ') || 'none enabled'}`],
    hint: 'give the instances these fixed ports; or set traffic: haproxy: serverState: to the file that load-server-state-from-file reads, and Teal keeps the ports',
  })
}

/** Free slots that no user can be on come first. */
function pickSlot(free: Server[], url: URL): Server | undefined {
  const address = url.hostname.replace(/^\[|\]$/g, '')
  const fitting = free.filter(
    (server) => server.address === address && server.tls === (url.protocol === 'https:'),
  )
  return fitting.find(({ enabled }) => !enabled) ?? fitting[0]
}

function noSlot(backend: string, servers: Server[], urls: string[], origin: string): TealError {
  const { hostname, protocol } = new URL(origin)
  const tls = protocol === 'https:' ? ' ssl' : ''
  return new TealError(
    'usage',
    `backend ${backend} of HAProxy has no server left for ${origin}: it has ${servers.length} for ${urls.length} instances`,
    {
      lines: servers.map((server) => `server ${server.name} ${urlOf(server)}`),
      hint: `add servers with that address to the backend, such as: server s${servers.length + 1} ${hostname}:1${tls} disabled`,
    },
  )
}

function originOf(url: string): string {
  const { protocol, hostname } = new URL(url)
  return `${protocol}//${hostname}:${portOf(new URL(url))}`
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}
