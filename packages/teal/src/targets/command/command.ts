import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Application } from '../../model/application.ts'
import { colours, type Colour } from '../../model/colour.ts'
import { TealError, messageOf } from '../../model/error.ts'
import { expandArguments } from '../../model/template.ts'
import { withFileLock } from '../../system/file-lock.ts'
import { requireNewestEpoch } from '../colour-epoch.ts'
import { linesFrom, openOutput, readFrom, rotateOutput } from '../output.ts'
import { requireProcessTable } from '../../system/process-table.ts'
import type { Environment, Target } from '../target.ts'
import { parseObservation } from './observation.ts'
import { endLeftover, runScript, scriptFailed, type Script } from './script.ts'
import type { CommandSettings } from './settings.ts'

// The user's own scripts bring a colour to a release, say what is there, and stop it. They are told what to
// do in their arguments (`{{ colour }}`, `{{ release.version }}`) and in TEAL_APPLICATION, TEAL_COLOUR,
// TEAL_RELEASE (deploy only) and TEAL_DIRECTORY, and run in the folder of teal.yaml with the controller's
// whole environment, since tools such as ssh and kubectl take their identity from it.
//
// What deploy and stop print is kept in `<stateDirectory>/logs/<colour>/`; a server that a deploy script
// starts and leaves there prints into the same file, unless the script sends its output elsewhere.

type Verb = 'deploy' | 'observe' | 'stop' | 'logs'

export function createCommandTarget(application: Application): Target {
  requireProcessTable('command')
  const settings = application.target.settings as CommandSettings
  const folder = (colour: Colour): string => join(application.stateDirectory, 'logs', colour)
  const instances = join(application.stateDirectory, 'instances')
  const runFile = (colour: Colour): string => join(instances, `${colour}.script.json`)

  const describe = (verb: Verb, argv: string[], colour: Colour, version: string | null) => {
    // Commands that are not told the release were checked not to refer to it; see settings.ts.
    return {
      name: verb,
      argv: expandArguments(argv, { version: version ?? '', colour }),
      directory: application.directory,
      environment: {
        ...settings.environment,
        TEAL_APPLICATION: application.name,
        TEAL_COLOUR: colour,
        TEAL_DIRECTORY: application.directory,
        ...(version === null ? {} : { TEAL_RELEASE: version }),
      },
      timeoutMs: settings.timeout,
    }
  }

  /** Runs a script that changes something; what it prints is kept, and its last lines are in the error. */
  const act = async (
    verb: 'deploy' | 'stop',
    colour: Colour,
    version: string | null,
    signal: AbortSignal,
  ): Promise<void> => {
    await endLeftover(runFile(colour))
    rotateOutput(folder(colour))
    const file = join(folder(colour), `${verb}.log`)
    const output = openOutput(folder(colour), file)
    try {
      const printedBefore = fstatSync(output).size
      const script: Script = {
        ...describe(verb, settings[verb], colour, version),
        stdout: output,
        stderr: output,
        record: runFile(colour),
      }
      const how = await runScript(script, signal)
      if (how !== null) throw scriptFailed(script, how, linesFrom(file, printedBefore).slice(-20))
    } finally {
      closeSync(output)
    }
  }

  /** Runs a script that only looks, and returns what it printed. */
  const ask = async (
    verb: 'observe' | 'logs',
    argv: string[],
    colour: Colour,
    signal: AbortSignal,
  ): Promise<string> => {
    const stdout = openScratch()
    const stderr = openScratch()
    try {
      const script: Script = {
        ...describe(verb, argv, colour, null),
        stdout,
        stderr,
        record: null,
      }
      const how = await runScript(script, signal)
      const printed = readAll(stdout)
      if (how === null) return printed
      const lines = [...printed.split('\n'), ...readAll(stderr).split('\n')]
      throw scriptFailed(script, how, lines.filter((line) => line !== '').slice(-20))
    } finally {
      closeSync(stdout)
      closeSync(stderr)
    }
  }

  const observe = async (colour: Colour, signal: AbortSignal): Promise<Environment> => {
    const text = await ask('observe', settings.observe, colour, signal)
    try {
      return parseObservation(colour, text)
    } catch (error) {
      throw new TealError('failed', 'the observe script did not print what is on the colour', {
        lines: [messageOf(error), 'it printed:', ...excerpt(text)],
        hint: 'expected JSON such as { "release": "v1", "instances": [{ "id": "web-1", "url": "http://127.0.0.1:8080" }] } on its standard output',
        cause: error,
      })
    }
  }

  const locked = <T>(colour: Colour, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    withFileLock(join(instances, `${colour}.lock`), signal, work)

  return {
    abilities: { logs: settings.logs !== undefined, supervise: false },
    observe,
    deploy: ({ colour, release, epoch }, signal) =>
      locked(colour, signal, async () => {
        requireNewestEpoch(instances, colour, epoch)
        await act('deploy', colour, release.version, signal)
        const environment = await observe(colour, signal)
        const stopped = environment.instances.find(({ state }) => state !== 'running')
        if (environment.release === release.version && stopped === undefined) return environment
        throw new TealError(
          'failed',
          `the deploy script ended well, but ${release.version} is not on ${colour}`,
          {
            lines: [`the observe script says: ${JSON.stringify(environment)}`],
            hint: 'make deploy end only when its instances were started, and observe report them',
          },
        )
      }),
    stop: (colour, signal, epoch) =>
      locked(colour, signal, () => {
        requireNewestEpoch(instances, colour, epoch)
        return act('stop', colour, null, signal)
      }),
    logs: async (colour, lines) => {
      if (settings.logs === undefined) {
        throw new TealError('refused', 'there is no script that prints the output of instances', {
          hint: 'add `logs: …` to the target in teal.yaml',
        })
      }
      const text = await ask('logs', settings.logs, colour, new AbortController().signal)
      const printed = text.replace(/\n$/, '').split('\n')
      return text === '' || lines === 0
        ? []
        : printed.slice(-lines).map((line) => ({ instance: colour, text: line }))
    },
    maintain: async (signal) => {
      for (const colour of colours) {
        await locked(colour, signal, async () => rotateOutput(folder(colour)))
      }
    },
  }
}

/** A file without a name, gone with its last descriptor: unlike a pipe, a child left behind cannot hold it up. */
function openScratch(): number {
  const file = join(tmpdir(), `teal-${randomUUID()}`)
  const descriptor = openSync(file, 'wx+', 0o600)
  rmSync(file)
  return descriptor
}

function readAll(descriptor: number): string {
  return readFrom(descriptor, 0)
}

function excerpt(text: string): string[] {
  const lines = text.trimEnd().split('\n')
  return text.trim() === '' ? ['(nothing)'] : lines.slice(-20).map((line) => line.slice(0, 500))
}
