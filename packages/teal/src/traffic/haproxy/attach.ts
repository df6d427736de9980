import { TealError } from '../../model/error.ts'
import type { RuntimeApi } from './runtime-api.ts'
import { keepServerState } from './server-state-file.ts'
import { listServers, showServersState } from './servers.ts'
import { planSlots, requireFixedServers, type SlotChange } from './slots.ts'

/**
 * Makes a backend's servers be the instances at `urls`, also after a restart: by the server-state file, or,
 * where there is none, because haproxy.cfg has them.
 */
export async function attachInstances(
  api: RuntimeApi,
  backend: string,
  urls: string[],
  serverState: string | null,
  signal: AbortSignal,
): Promise<void> {
  const servers = await listServers(api, backend, signal)
  if (serverState === null) {
    requireFixedServers(backend, servers, urls)
    return
  }
  for (const change of planSlots(backend, servers, urls)) {
    await changeSlot(api, backend, change, signal)
  }
  // Answers of `set server` are prose; what became of it is asked.
  const left = planSlots(backend, await listServers(api, backend, signal), urls)
  if (left.length > 0) throw notTaken(backend, left)
  keepServerState(serverState, backend, await showServersState(api, backend, signal))
}

async function changeSlot(
  api: RuntimeApi,
  backend: string,
  change: SlotChange,
  signal: AbortSignal,
): Promise<void> {
  const server = `${backend}/${change.server}`
  if (change.to === 'maint') {
    await api.ask(`set server ${server} state maint`, signal)
    return
  }
  // Nobody is sent to the old port of a slot that is about to get another.
  await api.ask(`set server ${server} state maint`, signal)
  await api.ask(`set server ${server} addr ${change.address} port ${change.port}`, signal)
  await api.ask(`set server ${server} state ready`, signal)
  // What HAProxy's checks found at the old port says nothing of the new one.
  await api.ask(`set server ${server} health up`, signal)
}

function notTaken(backend: string, left: SlotChange[]): TealError {
  return new TealError('failed', `HAProxy did not take the instances of backend ${backend}`, {
    lines: left.map((change) =>
      change.to === 'ready'
        ? `server ${change.server} is not ready at ${change.address}:${change.port}`
        : `server ${change.server} is not in maintenance`,
    ),
    hint: 'see with `show servers state` what holds them: tracking, or an agent check',
  })
}
