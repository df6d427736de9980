import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { waitFor } from '@teal/testing/wait'
import { expect } from 'vitest'
import type { AdapterSettings, Application } from '../model/application.ts'
import type { Colour } from '../model/colour.ts'
import { hasVariable, listProcesses } from '../system/process-table.ts'
import { bareApplication } from '../testing/application.ts'
import type { CreateTarget, Environment } from './target.ts'

// What the suites of targets share: an application, its processes, and controllers that can be killed.

/** What an adapter brings to the suites; all of it runs real processes. */
export type TargetFixture = {
  create: CreateTarget
  /** Two copies of fixtures/server.ts a colour. */
  settings: () => AdapterSettings
  /** Settings with which a deploy fails, and what the error must say. */
  failures: { name: string; settings: AdapterSettings; says: RegExp[] }[]
}

export const instances = 2
export const noAbort: AbortSignal = new AbortController().signal

const server = join(import.meta.dirname, 'fixtures', 'server.ts')
const deployer = join(import.meta.dirname, 'fixtures', 'deployer.ts')

/** An application with a name nobody else has, by which its processes are found. */
export function suiteApplication(settings: () => AdapterSettings): Application {
  return bareApplication({ name: `suite-${randomUUID()}`, target: settings() })
}

/** Every running process that was started for the application, by whatever way. */
export function processesOf(application: Application): number[] {
  return listProcesses()
    .filter(({ pid }) => hasVariable(pid, 'TEAL_APPLICATION', application.name))
    .map(({ pid }) => pid)
}

export type Answer = {
  application: string
  colour: string
  release: string
  pid: number
  environment: Record<string, string>
}

/** Asks an instance of fixtures/server.ts who it is, as soon as it listens. */
export async function ask(url: string | undefined): Promise<Answer> {
  return await waitFor(
    `${url} to answer`,
    async () => (await (await fetch(url ?? '')).json()) as Answer,
  )
}

/** The command of an instance that works. */
export const serverCommand = [process.execPath, server]

/** A controller in a process of its own that deploys once; see fixtures/deployer.ts for `dieAt`. */
export function startDeployer(
  application: Application,
  colour: Colour,
  version: string,
  dieAt?: number,
): ChildProcess {
  const dying = dieAt === undefined ? [] : [String(dieAt)]
  return spawn(
    process.execPath,
    [deployer, JSON.stringify(application), colour, version, ...dying],
    { detached: true, stdio: ['ignore', 'inherit', 'inherit'] },
  )
}

/** The release runs on all instances, and no process of the application is there besides them. */
export async function expectAlone(
  application: Application,
  environment: Environment,
  release: string,
): Promise<void> {
  expect(environment.release).toBe(release)
  expect(environment.instances.map(({ state }) => state)).toEqual(['running', 'running'])
  const answers = await Promise.all(environment.instances.map(({ url }) => ask(url)))
  for (const answer of answers) expect(answer).toMatchObject({ release })
  expect(new Set(answers.map(({ pid }) => pid))).toEqual(new Set(processesOf(application)))
}
