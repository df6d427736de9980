import { TealError } from '../../model/error.ts'

/** What `show stat` counts for a backend since HAProxy started. */
export type BackendStatistics = {
  requests: number
  failed: number
  /** Requests that have come and whose answers have not gone out whole. */
  inFlight: number
}

/** The command that asks for them, of all backends; to be asked alone or with others. */
export const statisticsQuery = 'show stat'

export function parseStatistics(backend: string, answer: string): BackendStatistics {
  const [header = '', ...lines] = answer.split('\n')
  const columns = header.replace(/^# /, '').split(',')
  const at = (name: string): number => columns.indexOf(name)
  const row = lines
    .map((line) => line.split(','))
    .find((values) => values[at('pxname')] === backend && values[at('svname')] === 'BACKEND')
  if (row === undefined) {
    throw new TealError('usage', `HAProxy has no backend ${backend}`, {
      hint: 'name a backend of haproxy.cfg under traffic: haproxy: backends:',
    })
  }
  const count = (name: string): number => Number(row[at(name)] ?? 0)
  const inFlight = count('scur')
  const requests = count('stot')
  // A request that a server breaks off on a kept connection gets no answer at all: HAProxy closes the
  // client's connection too, and leaves that request out of req_tot.
  const unanswered = Math.max(0, requests - inFlight - count('req_tot'))
  return {
    requests,
    // A server that breaks off before its answer begins makes a 502, and one in the middle only an abort.
    failed: count('hrsp_5xx') + count('srv_abrt') + unanswered,
    // Sessions of a backend are requests: an idle connection of a client belongs to the frontend.
    inFlight,
  }
}
