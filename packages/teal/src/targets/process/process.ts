import { join, resolve } from 'node:path'
import { pause } from '../pause.ts'
import type { Application, TemplateValues } from '../../model/application.ts'
import type { Colour } from '../../model/colour.ts'
import { colours } from '../../model/colour.ts'
import { TealError, messageOf } from '../../model/error.ts'
import { expandArguments, expandTemplate, expandValues } from '../../model/template.ts'
import { bootId } from '../../system/process-identity.ts'
import { withFileLock } from '../../system/file-lock.ts'
import { requireNewestEpoch } from '../colour-epoch.ts'
import { endProcesses } from '../../system/end-processes.ts'
import { requireProcessTable } from '../../system/process-table.ts'
import type { Environment, Instance, Target, Wanted } from '../target.ts'
import { inheritedEnvironment } from './environment.ts'
import { findFamily, findLeader, isBeingForked } from './family.ts'
import { lastLines, lastReleases, outputFile, rotateOutput } from '../output.ts'
import { freePort, isFree } from './ports.ts'
import {
  readRecord,
  readRecords,
  removeRecord,
  writeRecord,
  type InstanceRecord,
} from './record.ts'
import type { ProcessSettings } from './settings.ts'
import { startInstance, type Start } from './start.ts'

// Instances as operating-system processes that need no controller to live.
//
// An instance is a record on the disk and, if all is well, a process. It goes through these states, and
// Teal may die at any point between them:
//
// - no record: there is nothing, and nothing to look for.
// - a record without a process: it is about to be started, or Teal died doing so. If the fork happened, the
//   process carries the record's token and is found by it; if not, there is none. Either way the next
//   deploy completes the record or starts anew.
// - a record with a process (pid, start time, boot): running while exactly that process does. A process
//   that merely has the same pid is not it and is left alone.
// - a record whose process has gone: stopped. The next deploy clears away what children it left, and
//   starts it again on the same port if that is still free.
//
// `stop` removes the record after the last process of the instance has gone, so a crash in between is
// only a stop that has to be asked for again.

export function createProcessTarget(application: Application): Target {
  requireProcessTable('process')
  const settings = application.target.settings as ProcessSettings
  const records = join(application.stateDirectory, 'instances')
  const logs = (colour: Colour): string => join(application.stateDirectory, 'logs', colour)
  const locked = <T>(colour: Colour, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    withFileLock(join(records, `${colour}.lock`), signal, work)

  const observe = (colour: Colour): Environment => {
    const instances = readRecords(records, colour).map(observeInstance)
    const releases = new Set(instances.map((instance) => instance.release))
    return { colour, release: releases.size === 1 ? ([...releases][0] ?? null) : null, instances }
  }

  const stop = async (record: InstanceRecord, signal: AbortSignal): Promise<void> => {
    await endProcesses(`instance ${record.id}`, () => findFamily(record), settings.stop, signal)
    removeRecord(records, record.id)
  }

  /** Completes the records of starts that a crash cut short. */
  const settle = async (colour: Colour, signal: AbortSignal): Promise<void> => {
    for (const record of readRecords(records, colour)) {
      if (record.process !== null || record.ended !== null) continue
      const output = outputFile(logs(colour), record.id, record.release)
      const deadline = performance.now() + forkTimeoutMs
      while (isBeingForked(record, output) && performance.now() < deadline) {
        await pause(10, signal)
      }
      const leader = findLeader(record)
      if (leader !== null) writeRecord(records, { ...record, process: leader })
    }
  }

  const deploy = async ({ colour, release }: Wanted, signal: AbortSignal): Promise<Environment> => {
    rotateOutput(logs(colour))
    await settle(colour, signal)
    const starts = Array.from({ length: settings.instances }, (_, index) => ({
      id: `${colour}-${index + 1}`,
      fixedPort: settings.ports?.[colour][index],
    }))
    const isRight = (record: InstanceRecord): boolean => {
      const start = starts.find(({ id }) => id === record.id)
      if (start === undefined || record.release !== release.version) return false
      if (start.fixedPort !== undefined && start.fixedPort !== record.port) return false
      return findLeader(record) !== null
    }
    const found = readRecords(records, colour)
    const right = new Set(found.filter(isRight).map((record) => record.id))
    await all(found.filter(({ id }) => !right.has(id)).map((record) => stop(record, signal)))

    const taken = new Set(colours.flatMap((each) => readRecords(records, each)).map((r) => r.port))
    const missing: Start[] = []
    for (const { id, fixedPort } of starts) {
      if (right.has(id)) continue
      const before = found.find((record) => record.id === id)?.port
      const port = await choosePort(id, fixedPort, before, taken)
      taken.add(port)
      missing.push(describeStart(application, settings, { colour, release }, id, port))
    }
    await all(missing.map((start) => startInstance(start, records, noteEnd, signal)))
    return observe(colour)
  }

  /** Writes down how an instance of ours ended, if it is still the one its record is about. */
  const noteEnd = (record: InstanceRecord, ended: string): void => {
    const isCurrent = (): boolean => readRecord(records, record.id)?.token === record.token
    if (!isCurrent()) return
    locked(record.colour, new AbortController().signal, async () => {
      if (isCurrent()) writeRecord(records, { ...record, ended })
    }).catch((error: unknown) => {
      if (isCurrent())
        process.emitWarning(`how ${record.id} ended could not be noted: ${messageOf(error)}`)
    })
  }

  return {
    abilities: { logs: true, supervise: true },
    observe: async (colour) => observe(colour),
    deploy: (wanted, signal) =>
      locked(wanted.colour, signal, () => {
        requireNewestEpoch(records, wanted.colour, wanted.epoch)
        return deploy(wanted, signal)
      }),
    stop: (colour, signal, epoch) =>
      locked(colour, signal, async () => {
        requireNewestEpoch(records, colour, epoch)
        await settle(colour, signal)
        await all(readRecords(records, colour).map((record) => stop(record, signal)))
      }),
    logs: async (colour, lines) => {
      const known = readRecords(records, colour)
      const sources =
        known.length > 0
          ? known.map(({ id, release }): [string, string] => [id, release])
          : [...lastReleases(logs(colour))]
      return sources.flatMap(([instance, release]) =>
        lastLines(logs(colour), instance, release, lines).map((text) => ({ instance, text })),
      )
    },
    maintain: async (signal) => {
      for (const colour of colours) {
        await locked(colour, signal, async () => rotateOutput(logs(colour)))
      }
    },
  }
}

/** Between a fork and the moment the child has become the instance; only a starved machine needs longer. */
const forkTimeoutMs = 2_000

function observeInstance(record: InstanceRecord): Instance {
  const leader = findLeader(record)
  const common = {
    id: record.id,
    url: `http://127.0.0.1:${record.port}`,
    release: record.release,
  }
  const identity = leader ?? record.process
  const incarnation =
    identity === null
      ? 'never started'
      : `${identity.pid}@${identity.startTime}@${identity.bootId.slice(0, 8)}`
  if (leader !== null) return { ...common, incarnation, state: 'running' }
  return { ...common, incarnation, state: 'stopped', reason: reasonOf(record) }
}

function reasonOf({ ended, process }: InstanceRecord): string {
  if (ended !== null) return ended
  if (process === null) return 'its start was interrupted'
  if (process.bootId !== bootId()) return 'the machine was started anew'
  return 'it ended, and nobody saw how'
}

function describeStart(
  application: Application,
  settings: ProcessSettings,
  { colour, release }: Wanted,
  id: string,
  port: number,
): Start {
  const values: TemplateValues = {
    version: release.version,
    colour,
    port,
    url: `http://127.0.0.1:${port}`,
  }
  return {
    id,
    colour,
    release: release.version,
    port,
    argv: expandArguments(settings.command, values),
    directory: resolve(application.directory, expandTemplate(settings.directory, values)),
    environment: {
      ...inheritedEnvironment(),
      PORT: String(port),
      ...expandValues(settings.environment, values),
      TEAL_APPLICATION: application.name,
      TEAL_COLOUR: colour,
      TEAL_RELEASE: release.version,
    },
    output: outputFile(join(application.stateDirectory, 'logs', colour), id, release.version),
  }
}

/** A fixed port must be free; else the port it had before, so that its URL stays; else any. */
async function choosePort(
  id: string,
  fixed: number | undefined,
  before: number | undefined,
  taken: Set<number>,
): Promise<number> {
  if (fixed === undefined) {
    if (before !== undefined && !taken.has(before) && (await isFree(before))) return before
    return freePort(taken)
  }
  if (await isFree(fixed)) return fixed
  throw new TealError('failed', `port ${fixed} of instance ${id} is used by another process`, {
    hint: `find it with \`ss -ltnp 'sport = :${fixed}'\` and stop it, or give ${id} another port`,
  })
}

/** Waits for all of them, whatever happens to some, and then throws what the first that failed threw. */
async function all(works: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(works)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
