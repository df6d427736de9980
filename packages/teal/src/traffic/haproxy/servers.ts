import { TealError } from '../../model/error.ts'
import type { RuntimeApi } from './runtime-api.ts'

/** A server line of a backend, as HAProxy runs it now. */
export type Server = {
  name: string
  address: string
  port: number
  tls: boolean
  /** Not in forced maintenance. */
  enabled: boolean
  /** Enabled, and not taken out by HAProxy's own checks. */
  healthy: boolean
}

/** The command that asks for a backend's servers, to be asked alone or with others. */
export function serversQuery(backend: string): string {
  return `show servers state ${backend}`
}

/** The answer to it: the format's version, the columns' names, a line a server. */
export async function showServersState(
  api: RuntimeApi,
  backend: string,
  signal: AbortSignal,
): Promise<string> {
  return requireBackend(backend, await api.ask(serversQuery(backend), signal))
}

export async function listServers(
  api: RuntimeApi,
  backend: string,
  signal: AbortSignal,
): Promise<Server[]> {
  return parseServers(backend, await api.ask(serversQuery(backend), signal))
}

function requireBackend(backend: string, answer: string): string {
  if (answer.startsWith('1\n')) return answer
  throw new TealError('usage', `HAProxy has no backend ${backend}`, {
    lines: [`asked: ${serversQuery(backend)}`, `answered: ${answer}`],
    hint: 'name a backend of haproxy.cfg under traffic: haproxy: backends:',
  })
}

/** Bits of srv_admin_state that keep users away: forced or inherited maintenance, and drain. */
const keptAway = 0x01 | 0x02 | 0x08 | 0x10 | 0x20

export function parseServers(backend: string, answer: string): Server[] {
  const [, header = '', ...lines] = requireBackend(backend, answer).trim().split('\n')
  const columns = header.replace(/^# /, '').split(' ')
  return lines.map((line) => {
    const values = line.split(' ')
    const field = (name: string): string => values[columns.indexOf(name)] ?? ''
    const enabled = (Number(field('srv_admin_state')) & keptAway) === 0
    return {
      name: field('srv_name'),
      address: field('srv_addr'),
      port: Number(field('srv_port')),
      tls: field('srv_use_ssl') === '1',
      enabled,
      // srv_op_state: 0 stopped, 1 starting, 2 running, 3 stopping.
      healthy: enabled && ['1', '2'].includes(field('srv_op_state')),
    }
  })
}

export function urlOf({ tls, address, port }: Server): string {
  const host = address.includes(':') ? `[${address}]` : address
  return `${tls ? 'https' : 'http'}://${host}:${port}`
}
