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
    const board =
      old !== undefined && old.board.memory === told.memory
        ? old.board
        : Switchboard.over(told.memory, workers)
    const known = new Map(
      (old?.colours ?? []).flatMap((colour) => colour.instances.map((i) => [keyOf(i), i] as const)),
    )
    const instances = (list: InstanceForWorker[]): Instance[] =>
      list.map((told) => {
        const key = keyOf(told)
        const kept = known.get(key)
        known.delete(key)
        return kept ?? new Instance(told.host, told.port, told.slot, board)
      })
    const { blue, green } = told.colours
    const service: Service = {
      name: told.name,
      hosts: told.hosts,
      paths: told.paths,
      probeToken: told.probeToken === null ? null : Buffer.from(told.probeToken, 'latin1'),
      timeouts: told.timeouts,
      board,
      colours: [
        { index: BLUE, release: blue.release, instances: instances(blue.instances) },
        { index: GREEN, release: green.release, instances: instances(green.instances) },
      ],
    }
    for (const gone of known.values()) gone.closeIdle()
    plane.services.set(told.name, service)
  }
  plane.table = new RoutingTable([...plane.services.values()])
}

function keyOf(instance: InstanceForWorker): string {
  return `${instance.slot} ${instance.host} ${instance.port}`
}
