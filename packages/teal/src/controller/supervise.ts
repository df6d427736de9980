import { appendAudit } from '../store/store.ts'
import { underLease, type Controller } from './under-lease.ts'

/**
 * Keeps the active colour running: an instance that died is started again, and traffic is told where
 * everything is. Only what a rollout left there is restored; a release is never chosen here.
 */
export async function supervise(controller: Controller, signal: AbortSignal): Promise<void> {
  const { database, world } = controller.engine
  if (!world.target.abilities.supervise) return
  const { active, colours } = await world.traffic.observe(signal)
  if (active === null) return
  const { release, instances: attached } = colours[active]
  if (release === null) return
  const before = await world.target.observe(active, signal)
  const dead = before.instances.filter(({ state }) => state === 'stopped')
  const known = new Set(attached.map(({ url }) => url))
  const unknown = before.instances.filter(
    ({ url, state }) => state === 'running' && !known.has(url),
  )
  if (before.instances.length > 0 && dead.length === 0 && unknown.length === 0) return

  await underLease(controller, async (lease) => {
    const environment = await world.target.deploy(
      { colour: active, release: { version: release }, epoch: lease.epoch },
      signal,
    )
    const urls = environment.instances.map(({ url }) => url)
    await world.traffic.attach({ colour: active, release, urls }, lease.epoch, signal)
    const why = dead.map(({ id, reason }) => `${id} ${reason ?? 'has stopped'}`).join('; ')
    await appendAudit(database, {
      application: world.application.name,
      who: 'teal',
      what: `restart ${release} on ${active}`,
      why: why === '' ? 'it did not run' : why,
      outcome: 'done',
    })
    controller.say(`started ${release} on ${active} again: ${why === '' ? 'it did not run' : why}`)
  })
}
