import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Path } from './document.ts'
import type { Configuration } from './schema.ts'

// What no single schema sees: whether the parts of a configuration agree with each other and with the disk.

export type Disagreement = { path: Path; message: string; hint: string }

// Adapters that have such settings call them so; the others have none to compare.
const listening = z.object({ listen: z.string() })
const onlyFor = z.object({ hosts: z.array(z.string()).min(1) })
const fixedPorts = z.object({ ports: z.record(z.string(), z.array(z.number())) })

export function findDisagreements(
  { target, traffic, entrance, stages }: Configuration,
  directory: string,
): Disagreement[] {
  const found: Disagreement[] = []
  const { listen } = listening.safeParse(traffic.settings).data ?? {}
  const { hosts } = onlyFor.safeParse(traffic.settings).data ?? {}
  const { ports = {} } = fixedPorts.safeParse(target.settings).data ?? {}

  for (const [colour, list] of Object.entries(ports)) {
    for (const [index, port] of list.entries()) {
      if (listen === undefined || port !== portOf(listen)) continue
      found.push({
        path: ['target', target.kind, 'ports', colour, index],
        message: `${traffic.kind} listens on port ${port} already, for users`,
        hint: 'give the instance another port, or change listen',
      })
    }
  }
  if (entrance === undefined && (listen === undefined || hosts !== undefined)) {
    const why =
      listen === undefined ? '' : `: ${traffic.kind} answers only for ${hosts?.join(', ')}`
    found.push({
      path: ['entrance'],
      message: `entrance is missing${why}`,
      hint: `add where users come in: entrance: http://${hosts?.[0] ?? 'shop.example.com'}`,
    })
  }
  if (stages.expand !== null && 'sql' in stages.expand) {
    const folder = resolve(directory, stages.expand.sql)
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      found.push({
        path: ['stages', 'expand', 'sql'],
        message: `there is no folder ${folder}`,
        hint: 'create it, or name the folder of your *.sql files',
      })
    }
  }
  return found
}

/** The address to reach what listens at `listen`; that on every address is reached on this machine. */
export function entranceOf(listen: string): string {
  const host = listen.slice(0, listen.lastIndexOf(':'))
  const everywhere = host === '' || host === '0.0.0.0' || host === '[::]' || host === '*'
  return new URL(`http://${everywhere ? '127.0.0.1' : host}:${portOf(listen)}`).origin
}

export function listenOf(settings: unknown): string | undefined {
  return listening.safeParse(settings).data?.listen
}

function portOf(listen: string): number {
  return Number(listen.slice(listen.lastIndexOf(':') + 1))
}
