import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Application } from '../../model/application.ts'
import { identify, isRunning } from '../../system/process-identity.ts'
import { ask, noAbort, processesOf, serverCommand, suiteApplication } from '../suite-application.ts'
import type { Target } from '../target.ts'
import { targetSuite } from '../target.suite.ts'
import { processFixture, settingsOf } from './process.fixture.ts'
import { createProcessTarget } from './process.ts'
import { readRecord, writeRecord, type InstanceRecord } from './record.ts'

targetSuite('process', processFixture)

describe('instances as processes', () => {
  let application: Application
  let target: Target
  let records: string
  const bystanders: ChildProcess[] = []

  beforeEach(() => {
    application = suiteApplication(() => settingsOf({ command: serverCommand }))
    target = createProcessTarget(application)
    records = join(application.stateDirectory, 'instances')
  })

  afterEach(async () => {
    await target.stop('blue', noAbort)
    await target.stop('green', noAbort)
    expect(processesOf(application)).toEqual([])
    rmSync(application.directory, { recursive: true, force: true })
    for (const bystander of bystanders.splice(0)) bystander.kill('SIGKILL')
    vi.unstubAllEnvs()
  })

  const use = (settings: object): void => {
    application.target = settingsOf({ command: serverCommand, ...settings })
    target = createProcessTarget(application)
  }
  const shell = (script: string, settings: object = {}): void =>
    use({ command: ['sh', '-c', script], ...settings })
  const deploy = (version = 'v1') =>
    target.deploy({ colour: 'blue', release: { version } }, noAbort)
  const observeOne = async () => (await target.observe('blue', noAbort)).instances[0]

  /** A process that Teal did not start, leader of a session of its own. */
  const startBystander = async (): Promise<number> => {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    bystanders.push(child)
    await once(child, 'spawn')
    return child.pid ?? 0
  }

  const recordOf = (change: Partial<InstanceRecord>): InstanceRecord => ({
    id: 'blue-1',
    colour: 'blue',
    release: 'v1',
    port: 20_001,
    token: 'a-token-of-nobody',
    process: null,
    ended: null,
    ...change,
  })

  describe('get', () => {
    test('what is configured and said of them, and of the rest only what describes the user', async () => {
      vi.stubEnv('CLOUD_TOKEN', 'of the controller')
      use({ environment: { SELF: '{{ url }} {{ colour }} {{ release.version }}', PLAIN: 5 } })
      const { instances } = await deploy()
      const { environment } = await ask(instances[0]?.url)
      expect(environment).toMatchObject({
        SELF: `${instances[0]?.url} blue v1`,
        PLAIN: '5',
        PORT: new URL(instances[0]?.url ?? '').port,
        PATH: process.env['PATH'],
        TEAL_APPLICATION: application.name,
        TEAL_COLOUR: 'blue',
        TEAL_RELEASE: 'v1',
      })
      expect(environment).not.toHaveProperty('CLOUD_TOKEN')
    })

    test('their directory, from the folder of teal.yaml on', async () => {
      mkdirSync(join(application.directory, 'app-v1'))
      shell('pwd; exec sleep 60', { directory: 'app-{{ release.version }}' })
      await deploy()
      const [line] = await target.logs('blue', 1)
      expect(line?.text).toBe(join(application.directory, 'app-v1'))
    })

    test('arguments and never a shell', async () => {
      use({ command: [...serverCommand, '$(touch stolen); `touch stolen` {{ port }}'] })
      const { instances } = await deploy()
      const { pid } = await ask(instances[0]?.url)
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      expect(line.at(-2)).toBe(
        `$(touch stolen); \`touch stolen\` ${new URL(instances[0]?.url ?? '').port}`,
      )
      expect(readdirSync(application.directory)).not.toContain('stolen')
    })

    test('their fixed ports', async () => {
      const [blue, green] = [await freePort(), await freePort()]
      use({ ports: { blue: [blue], green: [green] } })
      expect((await deploy()).instances[0]?.url).toBe(`http://127.0.0.1:${blue}`)
      const other = await freePort()
      use({ ports: { blue: [other], green: [green] } })
      expect((await deploy()).instances[0]?.url).toBe(`http://127.0.0.1:${other}`)
      expect(processesOf(application)).toHaveLength(1)
    })

    test('no port that somebody else listens on', async () => {
      const stranger = createServer().listen(0, '127.0.0.1')
      await once(stranger, 'listening')
      const { port } = stranger.address() as { port: number }
      use({ ports: { blue: [port], green: [await freePort()] } })
      await expect(deploy()).rejects.toThrow(`port ${port} of instance blue-1 is used by another`)
      expect(processesOf(application)).toEqual([])
      stranger.close()
    })
  })

  describe('are stopped', () => {
    // Some want to be killed: they end by themselves too, for when nobody is left to do it.
    const waits = 'i=0; while [ $((i += 1)) -lt 2000 ]; do sleep 0.01; done'

    test('with SIGTERM, and have the time to end well', async () => {
      shell(`trap "sleep 0.2; echo ended well; exit 0" TERM; echo up; ${waits}`)
      await deploy()
      await waitFor('the trap', async () => (await target.logs('blue', 1))[0]?.text === 'up')
      await target.stop('blue', noAbort)
      expect((await target.logs('blue', 1))[0]?.text).toBe('ended well')
    })

    test('with SIGKILL after the deadline', async () => {
      shell(`trap "echo never" TERM; echo up; ${waits}`, { stop: '300ms' })
      await deploy()
      await waitFor('the trap', async () => (await target.logs('blue', 1))[0]?.text === 'up')
      const began = performance.now()
      await target.stop('blue', noAbort)
      expect(performance.now() - began).toBeGreaterThan(290)
      expect(processesOf(application)).toEqual([])
    })

    test('with their children, also those in a session of their own or without our token', async () => {
      // Seconds nobody else sleeps, so that these are found also without a token. Each of the three behind
      // the first has one mark alone: token, session, parent. They ignore SIGTERM, and so are to be
      // found again when the instance itself has gone already.
      const seconds = `60.${process.pid}${Date.now()}`
      const sleeping = (): number =>
        readdirSync('/proc')
          .filter((name) => /^\d+$/.test(name))
          .filter((pid) => commandLine(pid) === `sleep ${seconds}`).length
      shell(
        `sleep ${seconds} & trap "" TERM
        (setsid sleep ${seconds} &); (env -i sleep ${seconds} &); setsid env -i sleep ${seconds} &
        trap "exit 0" TERM; echo up; ${waits}`,
        { stop: '300ms' },
      )
      await deploy()
      await waitFor('all of them', () => sleeping() === 4)
      await waitFor('the trap', async () => (await target.logs('blue', 1))[0]?.text === 'up')
      await target.stop('blue', noAbort)
      expect(sleeping()).toBe(0)
    })

    test('and what a dead one left behind goes before the next start', async () => {
      shell('setsid sleep 60 & exec sleep 60')
      await deploy()
      const { process: leader } = readRecord(records, 'blue-1') ?? {}
      await waitFor('both', () => processesOf(application).length === 2)
      process.kill(leader?.pid ?? 0, 'SIGKILL')
      await waitFor('the death', async () => (await observeOne())?.state === 'stopped')
      expect(processesOf(application)).toHaveLength(1)
      await deploy()
      await waitFor('both', () => processesOf(application).length === 2)
    })
  })

  describe('that died', () => {
    test('say how, as long as somebody saw it, and come back on their port', async () => {
      const [before] = (await deploy()).instances
      process.kill((await ask(before?.url)).pid, 'SIGKILL')
      await waitFor('the note', async () => (await observeOne())?.reason === 'killed by SIGKILL')
      const [after] = (await deploy()).instances
      expect(after?.url).toBe(before?.url)
      expect(after?.incarnation).not.toBe(before?.incarnation)
    })

    test('and were started before the machine was, are stopped', async () => {
      await deploy()
      const record = readRecord(records, 'blue-1')
      if (record?.process == null) throw new Error('no record')
      writeRecord(records, { ...record, process: { ...record.process, bootId: 'another' } })
      expect(await observeOne()).toMatchObject({
        state: 'stopped',
        reason: 'the machine was started anew',
      })
      writeRecord(records, record)
    })
  })

  describe('that are not ours', () => {
    test('are left alone when they have the pid of one that was', async () => {
      const pid = await startBystander()
      const identity = identify(pid)
      if (identity === null) throw new Error('no bystander')
      const strangers = [
        { ...identity, startTime: String(Number(identity.startTime) - 1) },
        { ...identity, bootId: 'another' },
      ]
      for (const process of strangers) {
        writeRecord(records, recordOf({ process }))
        expect((await observeOne())?.state).toBe('stopped')
        await target.stop('blue', noAbort)
        expect(isRunning(identity)).toBe(true)
        writeRecord(records, recordOf({ process }))
        await deploy()
        expect(isRunning(identity)).toBe(true)
        await target.stop('blue', noAbort)
        expect(isRunning(identity)).toBe(true)
      }
    })

    test('are left alone by an interrupted start without a process', async () => {
      const pid = await startBystander()
      writeRecord(records, recordOf({}))
      expect(await observeOne()).toMatchObject({
        state: 'stopped',
        reason: 'its start was interrupted',
      })
      await target.stop('blue', noAbort)
      expect(identify(pid)).not.toBeNull()
    })
  })

  describe('of an interrupted start', () => {
    /** What a controller leaves that dies after the fork: the record has no process, the process a token. */
    const startAsForked = async (script: string): Promise<number> => {
      const logs = join(application.stateDirectory, 'logs', 'blue')
      mkdirSync(logs, { recursive: true })
      const output = openSync(join(logs, 'blue-1.v1.log'), 'a')
      const child = spawn('sh', ['-c', script], {
        detached: true,
        stdio: ['ignore', output, output],
        env: { ...process.env, TEAL_APPLICATION: application.name },
      })
      bystanders.push(child)
      await once(child, 'spawn')
      writeRecord(records, recordOf({ token: 'token-1' }))
      return child.pid ?? 0
    }

    test('are found by their token, and kept', async () => {
      const pid = await startAsForked('exec env TEAL_INSTANCE=token-1 sleep 60')
      await waitFor('it', async () => (await observeOne())?.state === 'running')
      const { instances } = await deploy()
      expect(instances).toEqual([await observeOne()])
      expect(readRecord(records, 'blue-1')?.process).toEqual(identify(pid))
    })

    test('are waited for while they are not yet what they will be', async () => {
      const pid = await startAsForked('sleep 0.3; exec env TEAL_INSTANCE=token-1 sleep 60')
      expect((await observeOne())?.state).toBe('stopped')
      await deploy()
      expect(readRecord(records, 'blue-1')?.process).toEqual(identify(pid))
    })
  })

  test('keep their output within bounds while they run', async () => {
    shell(
      'head -c 25000000 /dev/zero | tr "\\0" x; echo; echo last; read wait < pipe; echo more; exec sleep 60',
    )
    execFileSync('mkfifo', [join(application.directory, 'pipe')])
    await deploy()
    const lastLine = async () => (await target.logs('blue', 1))[0]?.text
    await waitFor('the output', async () => (await lastLine()) === 'last')
    await target.maintain(noAbort)
    expect(await lastLine()).toBe('last')
    writeFileSync(join(application.directory, 'pipe'), 'go\n')
    await waitFor('more output', async () => (await lastLine()) === 'more')
    const logs = join(application.stateDirectory, 'logs', 'blue')
    const sizes = readdirSync(logs).map((name) => statSync(join(logs, name)).size)
    expect(sizes.toSorted((a, b) => a - b)).toEqual(['more\n'.length, 10_000_000])
  })
})

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
  } catch {
    return 'gone meanwhile'
  }
}
