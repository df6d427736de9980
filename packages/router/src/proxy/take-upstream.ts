import type { Instance } from '../services/instance.ts'
import type { Plane } from './plane.ts'
import { UpstreamConnection } from './upstream-connection.ts'

/** What a connection is for: a request that may be sent again, one that may not, or one that was. */
export type Purpose = 'repeatable' | 'once' | 'again'

/**
 * A connection to the instance: one from its pool that suits the purpose, or a new one that is about to open.
 * One that begins with an `opening` (a PROXY header, as latin1 text) belongs to one client and is never
 * pooled: it ends with its answer.
 */
export function takeUpstream(
  plane: Plane,
  instance: Instance,
  opening: string,
  purpose: Purpose,
): UpstreamConnection {
  // Where one kept connection was closed the others may be, too.
  if (opening !== '' || purpose === 'again') return new UpstreamConnection(plane, instance, opening)
  for (;;) {
    const idle = instance.idle.pop()
    if (idle === undefined) return new UpstreamConnection(plane, instance, '')
    if (!idle.usable) idle.destroy()
    else if (purpose === 'repeatable' || idle.isSurelyKept) return idle
    else {
      instance.idle.push(idle)
      return new UpstreamConnection(plane, instance, '')
    }
  }
}
