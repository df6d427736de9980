import { RouterError } from '../errors.ts'
import type { Router } from '../router.ts'
import type { Gate } from './gate.ts'
import {
  readBody,
  readBoolean,
  readColour,
  readHoldDeadline,
  readInstances,
  readInteger,
  readRelease,
  readService,
  readSplit,
  type Body,
} from './input.ts'

const SERVICE = /^\/v1\/services\/([A-Za-z0-9._-]{1,100})(?:\/([a-z]+)(?:\/([a-z]+))?)?$/
const UPGRADE_PATH = '/v1/upgrade'
const MOST_MS = 86_400_000

/** Does what `method path` asks of the router and returns what to answer; throws RouterError. */
export async function handleAdmin(
  router: Router,
  method: string,
  path: string,
  text: string,
  upgrade: () => Promise<number>,
  gate: Gate,
): Promise<unknown> {
  await router.started
  if (path === '/v1/status') {
    allow(method, 'GET')
    return router.status()
  }
  if (path === UPGRADE_PATH) {
    allow(method, 'POST')
    return { pid: await upgrade() }
  }
  const found = SERVICE.exec(path)
  if (found === null) throw new RouterError('not-found', `there is no ${path} here`)
  const name = found[1] as string
  const [act, detail] = [found[2], found[3]]
  if (act === 'counters' && detail === undefined) {
    allow(method, 'GET')
    return router.counters(name)
  }
  if (act === 'mirror' && detail === undefined) {
    allow(method, 'GET')
    return router.mirrored(name)
  }
  if (act === undefined && method === 'GET') return router.service(name)
  const body = readBody(text)
  const doIt = async (): Promise<unknown> => await change(router, method, name, act, detail, body)
  return act !== undefined && CHANGES_NOTHING.has(act) ? await doIt() : await gate.pass(doIt)
}

async function change(
  router: Router,
  method: string,
  name: string,
  act: string | undefined,
  detail: string | undefined,
  body: Body,
): Promise<unknown> {
  const epoch = (): number => readInteger(body, 'epoch')
  if (act === undefined || act === 'colours') {
    allow(method, 'PUT')
    if (act === undefined) await router.putService(name, epoch(), readService(body))
    else
      await router.putColour(
        name,
        readColour(detail, 'colour'),
        epoch(),
        readRelease(body),
        readInstances(body),
      )
    return router.service(name)
  }
  if (detail !== undefined || !ACTS.has(act))
    throw new RouterError('not-found', `a service has no ${act} here`)
  allow(method, 'POST')
  switch (act) {
    case 'switch':
      if (body['hold'] === undefined)
        await router.switch(name, epoch(), readColour(body['to'], 'to'))
      else
        await router.holdAndSwitch(
          name,
          epoch(),
          readColour(body['to'], 'to'),
          readHoldDeadline(body['hold']),
        )
      break
    case 'split':
      await router.split(name, epoch(), readSplit(body))
      break
    case 'hold':
      await router.hold(name, epoch(), readBoolean(body, 'on'))
      break
    case 'maintenance':
      await router.maintenance(name, epoch(), readBoolean(body, 'on'))
      break
    case 'preview':
      return router.previewCookie(name, readInteger(body, 'ttlSeconds', 1, MOST_MS / 1_000))
    case 'drain':
      return await router.drain(
        name,
        epoch(),
        readColour(body['colour'], 'colour'),
        readInteger(body, 'deadlineMs', 0, MOST_MS),
      )
  }
  return router.service(name)
}

/** Of what the state says: these go on while another process takes over. */
const CHANGES_NOTHING = new Set(['drain', 'preview'])
const ACTS = new Set(['switch', 'split', 'hold', 'maintenance', 'drain', 'preview'])

function allow(method: string, wanted: string): void {
  if (method !== wanted)
    throw new RouterError('bad-request', `the method here is ${wanted}`, { field: 'method' })
}
