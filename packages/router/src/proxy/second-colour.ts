import type { Head } from '../http1/head.ts'
import { pickInstance, type ColourPool } from '../services/instance.ts'
import { BLUE, GREEN, WHOLE } from '../switchboard/routing-word.ts'
import type { ClientConnection } from './client-connection.ts'
import type { Exchange } from './exchange.ts'
import { MirroredRequest } from './mirrored-request.ts'
import { originForm } from './rewrite.ts'
import { sendRequest } from './send-request.ts'
import { openingOf, type Service } from './service.ts'

// What a safe request may have to do with the colour that it was not sent to.

/** Sends a copy to the other colour, and notes that it may be asked for what only it has. */
export function involveOtherColour(client: ClientConnection, bytes: Buffer, head: Head): void {
  const { exchange, plane, peer, isHead } = client
  const service = exchange.service as Service
  const { mirror, assetPaths } = service.options
  const other = otherColour(service, exchange)
  if (mirror > 0 && Math.random() * WHOLE < mirror) {
    const instance = pickInstance(other.instances, null)
    if (instance !== null)
      exchange.mirror = MirroredRequest.send(
        plane,
        service,
        other.index,
        instance,
        exchange.sentText,
        openingOf(service, peer),
        isHead,
      )
  }
  if (assetPaths.length > 0 && other.instances.length > 0) {
    const path = originForm(bytes, head)
    exchange.asset = assetPaths.some((prefix) => path.startsWith(prefix))
  }
}

/** Asks the other colour, which may be the one the page came from, for a file. False when it cannot. */
export function askOtherColour(client: ClientConnection): boolean {
  const { exchange } = client
  const other = otherColour(exchange.service as Service, exchange)
  const instance = pickInstance(other.instances, null)
  if (instance === null) return false
  exchange.asset = false
  exchange.bridged = true
  exchange.dropUpstream(client.plane.worker)
  exchange.colour = other.index
  sendRequest(client, instance)
  return true
}

function otherColour(service: Service, exchange: Exchange): ColourPool {
  return service.colours[exchange.colour === BLUE ? GREEN : BLUE]
}
