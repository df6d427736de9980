import { Instance } from '../services/instance.ts'
import { RoutingTable } from '../services/routing-table.ts'
import type { InstanceForWorker, ServiceForWorker } from '../services/settings.ts'
import { BLUE, GREEN } from '../switchboard/routing-word.ts'
import { Switchboard } from '../switchboard/switchboard.ts'
import type { Plane } from './plane.ts'
import type { Service } from './service.ts'

/**
 * Puts a worker's routing table in place, in one step. Requests under way keep what they have; instances
 * that stay keep their connections, those that go lose their idle ones.
 */
export function configure(plane: Plane, services: ServiceForWorker[], workers: number): void {
  const before = plane.services
  plane.services = new Map()
  for (const told of services) {
    const old = before.get(told.name)
    plane.services.set(told.name, update(told, old, workers))
  }
  plane.table = new RoutingTable(
    [...plane.services.values()].map((service) => ({
      hosts: [...service.options.hosts, ...service.options.previewHosts],
      anyHost: service.options.hosts.length === 0,
      paths: service.options.paths,
      service,
    })),
  )
}

function update(told: ServiceForWorker, old: Service | undefined, workers: number): Service {
  const board =
    old !== undefined && old.board.memory === told.memory
      ? old.board
      : Switchboard.over(told.memory, workers)
  const known = new Map(
    (old?.colours ?? []).flatMap((colour) => colour.instances.map((i) => [keyOf(i), i] as const)),
  )
  const instances = (list: InstanceForWorker[]): Instance[] =>
    list.map((one) => {
      const key = keyOf(one)
      const kept = known.get(key)
      known.delete(key)
      return kept ?? new Instance(one.host, one.port, one.slot, board)
    })
  const { blue, green } = told.colours
  const { options } = told
  const service: Service = {
    name: told.name,
    options,
    plain: options.sticky === null && options.previewHosts.length === 0,
    secret: Buffer.from(told.secret, 'hex'),
    probeToken: options.probeToken === null ? null : Buffer.from(options.probeToken, 'latin1'),
    previewHosts: new Set(options.previewHosts.map((host) => host.toLowerCase())),
    board,
    colours: [
      { index: BLUE, release: blue.release, instances: instances(blue.instances) },
      { index: GREEN, release: green.release, instances: instances(green.instances) },
    ],
  }
  for (const gone of known.values()) gone.closeIdle()
  return service
}

function keyOf(instance: InstanceForWorker): string {
  return `${instance.slot} ${instance.host} ${instance.port}`
}
