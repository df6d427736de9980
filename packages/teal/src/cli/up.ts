import { setTimeout as sleep } from 'node:timers/promises'
import { runController } from '../controller/controller.ts'
import {
  controllerLog,
  forgetController,
  recordController,
  runningController,
  spawnController,
} from '../controller/process.ts'
import type { Application } from '../model/application.ts'
import { messageOf, TealError } from '../model/error.ts'
import { redact } from '../model/redact.ts'
import { observe } from '../rollout/observe.ts'
import { exitCode } from './exit-code.ts'
import { interruptible } from './interrupt.ts'
import { openApplication, withEngineOf, type CommonOptions } from './open.ts'
import { claimState } from './state-folder.ts'
import { print } from './show/print.ts'
import { within } from './within.ts'

/** `teal up`: what moves the traffic, and the controller, until Ctrl-C; they outlive neither each other's death. */
export async function up(options: CommonOptions & { detach?: boolean }): Promise<number> {
  const application = openApplication(options)
  const running = runningController(application)
  if (options.detach === true) return detach(options, application, running?.pid ?? null)
  if (running !== null) {
    throw new TealError(
      'refused',
      `the controller of ${application.name} runs already (pid ${running.pid})`,
      {
        hint: 'see what it does with `teal status`; stop it with `teal down`',
      },
    )
  }
  const say = (text: string): void => {
    const safe = redact(text, application.secrets)
    const at = new Date().toISOString()
    print(options.json === true ? JSON.stringify({ at, text: safe }) : `${at} ${safe}`)
  }
  const { signal, dispose } = interruptible(() => false)
  try {
    await withEngineOf(application, 'up', async ({ engine, holder }) => {
      claimState(application)
      await engine.world.traffic.start(signal)
      recordController(application)
      say(
        `${application.name}: users come in at ${application.entrance}; the controller is pid ${process.pid}`,
      )
      await runController({ engine, holder, say }, signal)
    })
    while (!signal.aborted) await goOn(application, say, signal)
    say('the controller has ended; traffic and instances go on')
  } finally {
    forgetController(application)
    dispose()
  }
  return exitCode.done
}

/** The controller with a store that was put in the place of the one before; it may not be whole yet. */
async function goOn(
  application: Application,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    await withEngineOf(application, 'up', ({ engine, holder }) =>
      runController({ engine, holder, say }, signal),
    )
  } catch (error) {
    say(`failed: ${messageOf(error)}; trying again in 1 s`)
    await sleep(1_000, undefined, { signal }).catch(() => {})
  }
}

async function detach(
  options: CommonOptions,
  application: Application,
  running: number | null,
): Promise<number> {
  const pid = running ?? spawnController(application)
  const deadline = Date.now() + 30_000
  while (runningController(application)?.pid !== pid) {
    const gone = !isAlive(pid)
    if (gone || Date.now() > deadline) {
      throw new TealError('failed', 'the controller did not come up', {
        hint: `what it said is in ${controllerLog(application)}`,
      })
    }
    await sleep(20)
  }
  const late = await waitUntilLive(application)
  const { name, entrance } = application
  const ready = `${name}: users come in at ${entrance}; the controller is pid ${pid}`
  const next = late === null ? 'Next: teal deploy <release>' : `${late}\nNext: teal status`
  print(
    options.json === true
      ? JSON.stringify({ application: name, entrance, pid, late })
      : `${ready}\n${next}`,
  )
  return exitCode.done
}

/**
 * After a `teal down` the controller starts again what users were on; who was told that all is up should not
 * meet a 502. Returns what does not answer yet after 20 s, null when users are answered or nothing was live.
 */
async function waitUntilLive(application: Application): Promise<string | null> {
  return withEngineOf(application, 'up', async ({ engine: { world } }) => {
    const deadline = Date.now() + 20_000
    const signal = within(30_000, 'asking where users are', 'see what runs with `teal status`')
    for (;;) {
      const { traffic, environments } = await observe(world, signal)
      const { active, colours } = traffic
      const release = active === null ? null : colours[active].release
      if (active === null || release === null) return null
      // Traffic may still know the instances of before: only those that the target runs count.
      const { instances } = environments[active]
      const running = instances.filter(({ state }) => state === 'running').map(({ url }) => url)
      if (colours[active].instances.some(({ url, healthy }) => healthy && running.includes(url))) {
        return null
      }
      if (Date.now() > deadline) return `${release} on ${active} does not answer yet`
      await sleep(50)
    }
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
