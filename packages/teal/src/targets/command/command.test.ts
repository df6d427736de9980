import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '@teal/testing/wait'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Application } from '../../model/application.ts'
import { TealError } from '../../model/error.ts'
import { identify } from '../../system/process-identity.ts'
import { noAbort, processesOf, startDeployer, suiteApplication } from '../suite-application.ts'
import type { Target } from '../target.ts'
import { targetSuite } from '../target.suite.ts'
import { commandFixture, settingsOf } from './command.fixture.ts'
import { createCommandTarget } from './command.ts'

targetSuite('command', commandFixture)

describe('scripts of the user', () => {
  let application: Application
  let target: Target

  beforeEach(() => {
    application = suiteApplication(commandFixture.settings)
    target = createCommandTarget(application)
  })

  afterEach(() => {
    vi.unstubAllEnvs()
    expect(processesOf(application)).toEqual([])
    rmSync(application.directory, { recursive: true, force: true })
  })

  const use = (settings: object): void => {
    application.target = settingsOf(settings)
    target = createCommandTarget(application)
  }
  const shell = (script: string): string[] => ['sh', '-c', script]
  const wanted = { colour: 'blue', release: { version: 'v1' } } as const
  const read = (name: string): string => readFileSync(join(application.directory, name), 'utf8')
  const failureOf = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.catch((thrown: unknown) => thrown)
    if (!(error instanceof TealError)) throw new Error('it did not fail', { cause: error })
    return [error.message, ...error.lines, error.hint].join('\n')
  }

  test('are told what to do, and have the environment of the controller', async () => {
    vi.stubEnv('CLOUD_TOKEN', 'of the controller')
    const print = 'env > "$0"; echo "$1" >> "$0"'
    use({
      deploy: [...shell(print), 'deploy', '{{ colour }} {{ release.version }} $(id)'],
      stop: [...shell(print), 'stop', '{{ colour }}'],
      observe: shell(
        'echo \'{"release": "v1", "instances": [{"id": "a", "url": "http://127.0.0.1:1"}]}\'',
      ),
      environment: { REGION: 'north' },
    })
    await target.deploy(wanted, noAbort)
    const environment = [
      'CLOUD_TOKEN=of the controller',
      'REGION=north',
      `TEAL_APPLICATION=${application.name}`,
      'TEAL_COLOUR=blue',
      `TEAL_DIRECTORY=${application.directory}`,
    ]
    const deploy = read('deploy').split('\n')
    expect(deploy).toEqual(expect.arrayContaining([...environment, 'TEAL_RELEASE=v1']))
    expect(deploy).toContain('blue v1 $(id)')
    await target.stop('blue', noAbort)
    expect(read('stop').split('\n')).toEqual(expect.arrayContaining([...environment, 'blue']))
    expect(read('stop')).not.toContain('TEAL_RELEASE')
  })

  test('that print something else than what is there are shown with what they printed', async () => {
    use({ observe: shell('echo two instances; echo a warning >&2') })
    const text = await failureOf(target.observe('blue', noAbort))
    expect(text).toMatch(
      /observe script did not print[^]*it printed:\ntwo instances\nexpected JSON/,
    )
    use({ observe: 'true' })
    expect(await failureOf(target.observe('blue', noAbort))).toContain('it printed:\n(nothing)')
  })

  test('that cannot look say why', async () => {
    use({ observe: shell('echo partly; echo no connection >&2; exit 2') })
    const text = await failureOf(target.observe('blue', noAbort))
    expect(text).toMatch(/observe script exited with 2[^]*\npartly\nno connection\n/)
  })

  test('that fail to stop or to print are errors', async () => {
    use({ stop: shell('echo busy; exit 1'), logs: shell('exit 3') })
    expect(await failureOf(target.stop('blue', noAbort))).toMatch(
      /stop script exited with 1[^]*busy/,
    )
    expect(await failureOf(target.logs('blue', 5))).toContain('logs script exited with 3')
  })

  test('without one for logs, the target cannot and says so', async () => {
    use({ logs: undefined })
    expect(target.abilities.logs).toBe(false)
    expect(await failureOf(target.logs('blue', 5))).toContain('add `logs: …`')
  })

  test('do not hold up Teal with what they leave running', async () => {
    use({ deploy: shell('setsid sleep 60 & echo $! > pid'), stop: shell('kill $(cat pid)') })
    expect(await failureOf(target.deploy(wanted, noAbort))).toContain('v1 is not on blue')
    expect(processesOf(application)).toHaveLength(1)
    await target.stop('blue', noAbort)
    await waitFor('the end', () => processesOf(application).length === 0)
  })

  test.each([
    ['are aborted', '', 60_000, null],
    [
      'take too long, whatever they make of SIGTERM',
      'trap "" TERM;',
      500,
      /did not end within 0.5 s/,
    ],
  ])('end with their children when they %s', async (_, trap, timeout, says) => {
    use({
      deploy: shell(`${trap} sleep 61 & timeout 62 sleep 63 & wait; sleep 64`),
      timeout: `${timeout}ms`,
    })
    const abort = new AbortController()
    const deploying = target.deploy(wanted, abort.signal).catch((error: unknown) => error)
    await waitFor('all of them', () => processesOf(application).length >= 4)
    const reason = new Error('no longer wanted')
    if (says === null) abort.abort(reason)
    const error = await deploying
    if (says === null) expect(error).toBe(reason)
    else expect(String(error)).toMatch(says)
    expect(processesOf(application)).toEqual([])
  })

  test('left running by a controller that was killed end before the next', async () => {
    use({ deploy: shell('echo $$ >> started; sleep 60; echo late >> started') })
    const child = startDeployer(application, 'blue', 'v1')
    await waitFor('the script', () => read('started') !== '')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const [pid] = read('started').trim().split('\n').map(Number)
    expect(identify(pid ?? 0)).not.toBeNull()
    use({ deploy: shell('echo again >> started') })
    await failureOf(target.deploy(wanted, noAbort))
    expect(identify(pid ?? 0)).toBeNull()
    expect(read('started')).toBe(`${pid}\nagain\n`)
  })

  test('left running are found by their token, and a stranger with their pid is left alone', async () => {
    const record = join(application.stateDirectory, 'instances', 'blue.script.json')
    mkdirSync(join(application.stateDirectory, 'instances'), { recursive: true })
    const argv = ['sleep', '60']
    const start = async (environment: object): Promise<number> => {
      const child = spawn('sleep', ['60'], {
        detached: true,
        stdio: 'ignore',
        env: { ...process.env, ...environment },
      })
      await once(child, 'spawn')
      return child.pid ?? 0
    }
    const left = await start({ TEAL_SCRIPT: 'token-1' })
    const stranger = await start({})
    writeFileSync(record, JSON.stringify({ argv, token: 'token-1', process: null }))
    await target.stop('blue', noAbort)
    expect(identify(left)).toBeNull()
    const recycled = { ...identify(stranger), startTime: '1' }
    writeFileSync(record, JSON.stringify({ argv, token: 'token-2', process: recycled }))
    await target.stop('blue', noAbort)
    expect(identify(stranger)).not.toBeNull()
    process.kill(stranger, 'SIGKILL')
  })
})
