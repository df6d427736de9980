import { parseArgs } from 'node:util'
import type { AdminAddress } from './admin/server.ts'
import { connectRouter, type RouterAddress } from './client.ts'
import { ENTRANCE_HELP, ENTRANCE_OPTIONS, readEntrance } from './entrance/options.ts'
import { RouterError } from './errors.ts'
import { runRouter } from './run-router.ts'
import { LIMITS_HELP, LIMITS_OPTIONS, readLimits, readTimeouts } from './services/options.ts'
import type { ServiceSettings } from './services/registry.ts'
import type { RouterStatus } from './status.ts'

const HELP = `teal router: a reverse proxy whose blue-green switch is one atomic store

  teal router --listen 127.0.0.1:8080 --blue http://127.0.0.1:9001 --green http://127.0.0.1:9002 \\
              --active blue --threads 1 --admin ./router.sock
  teal router switch green --admin ./router.sock
  teal router status --admin ./router.sock [--json]

Running a router
  --listen host:port   where users come in                            (127.0.0.1:8080)
  --blue, --green url  an instance of that colour; repeat it for more
  --active colour      where users are at first                       (blue)
  --service name       what the two colours are colours of            (default)
  --send-proxy-protocol 1|2
                       tell the instances whose each connection is; none is then used twice
  --threads n          worker threads, each on a core                 (1)
  --admin where        socket path, or host:port with --admin-token   (./router.sock)
  --admin-token token  required on TCP; or set TEAL_ROUTER_TOKEN
  --access-log file    one JSON line a request
  --state file         remember services here and come back with them

${ENTRANCE_HELP}
${LIMITS_HELP}
Asking one
  switch <colour>      move all users; [--service name] [--epoch n]
  upgrade              a new process of what is installed now takes over, no request is lost
  status               what is observed; --json for machines

Exit codes: 0 done, 1 failed, 2 usage, 4 refused (a newer act was here).
`

class UsageError extends Error {}

const OPTIONS = {
  listen: { type: 'string', default: '127.0.0.1:8080' },
  blue: { type: 'string', multiple: true, default: [] as string[] },
  green: { type: 'string', multiple: true, default: [] as string[] },
  active: { type: 'string', default: 'blue' },
  service: { type: 'string' },
  'send-proxy-protocol': { type: 'string' },
  threads: { type: 'string', default: '1' },
  admin: { type: 'string', default: './router.sock' },
  'admin-token': { type: 'string' },
  state: { type: 'string' },
  'access-log': { type: 'string' },
  ...ENTRANCE_OPTIONS,
  ...LIMITS_OPTIONS,
  epoch: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

type Values = ReturnType<typeof parse>['values']

function parse(argv: string[]) {
  return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true })
}

/** Runs `teal router …`; `argv` is what stands behind `router`. Resolves to the exit code. */
export async function routerCommand(argv: string[]): Promise<number> {
  try {
    const { values, positionals } = parse(argv)
    if (values.help) {
      process.stdout.write(HELP)
      return 0
    }
    const [verb, ...rest] = positionals
    if (verb === undefined) return await run(values)
    if (verb === 'switch' && rest.length === 1) return await moveUsers(values, rest[0] as string)
    if (verb === 'upgrade' && rest.length === 0) return await upgrade(values)
    if (verb === 'status' && rest.length === 0) return await showStatus(values)
    throw new UsageError(`there is no \`teal router ${positionals.join(' ')}\``)
  } catch (error) {
    return explain(error)
  }
}

function explain(error: unknown): number {
  if (
    error instanceof UsageError ||
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  ) {
    process.stderr.write(`${(error as Error).message}\nSee \`teal router --help\`.\n`)
    return 2
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (!(error instanceof RouterError)) return 1
  if (error.code === 'bad-request') return 2
  return error.code === 'stale-epoch' || error.code === 'conflict' ? 4 : 1
}

async function run(values: Values): Promise<number> {
  const hasInstances = values.blue.length + values.green.length > 0
  const state = values.state
  const accessLog = values['access-log']
  await runRouter({
    listen: readAddress(values.listen, '--listen'),
    admin: readAdmin(values),
    threads: readCount(values.threads, '--threads', 1, 64),
    ...(state === undefined ? {} : { statePath: state }),
    ...(accessLog === undefined ? {} : { accessLog }),
    ...(hasInstances
      ? {
          service: {
            name: values.service ?? 'default',
            blue: values.blue.map((url) => readUrl(url, '--blue')),
            green: values.green.map((url) => readUrl(url, '--green')),
            active: readColour(values.active, '--active'),
            settings: readServiceSettings(values),
          },
        }
      : {}),
    ...readLimits(values, readCount),
    ...readEntrance(values, {
      address: readAddress,
      count: readCount,
      wrong: (message) => new UsageError(message),
    }),
    ready: ({ listen, tlsListen }) => {
      process.stdout.write(
        values.json
          ? `${JSON.stringify({ event: 'listening', listen, tlsListen, admin: values.admin, pid: process.pid })}\n`
          : `teal router listens on ${listen}${tlsListen === null ? '' : ` and, by TLS, on ${tlsListen}`}; ask it with --admin ${values.admin}\n`,
      )
    },
  })
  // An order at a certificate authority may be under way; it is begun anew by the next router.
  if (values['acme-domain'].length > 0) process.exit(0)
  return 0
}

function readServiceSettings(values: Values): ServiceSettings {
  const version = values['send-proxy-protocol']
  const timeouts = readTimeouts(values, readCount)
  if (version === undefined) return timeouts
  if (version !== '1' && version !== '2')
    throw new UsageError(`--send-proxy-protocol must be 1 or 2, and is ${version}`)
  return { ...timeouts, sendProxyProtocol: version === '1' ? 1 : 2 }
}

async function moveUsers(values: Values, to: string): Promise<number> {
  const colour = readColour(to, 'switch')
  const client = connectRouter(readAdminClient(values))
  try {
    const status = await client.status()
    const service = pickService(status, values.service)
    const epoch =
      values.epoch === undefined
        ? service.epoch
        : readCount(values.epoch, '--epoch', 0, Number.MAX_SAFE_INTEGER)
    const started = performance.now()
    const after = await client.switch(service.name, { epoch, to: colour })
    const ms = performance.now() - started
    const moved = {
      service: service.name,
      from: service.active,
      to: colour,
      epoch: after.epoch,
      ms,
    }
    process.stdout.write(
      values.json
        ? `${JSON.stringify(moved)}\n`
        : `${service.name}: all users are on ${colour} (was ${service.active ?? 'nothing'}), in ${ms.toFixed(1)} ms\n`,
    )
    return 0
  } finally {
    client.close()
  }
}

async function upgrade(values: Values): Promise<number> {
  const client = connectRouter(readAdminClient(values))
  try {
    const { pid } = await client.upgrade()
    process.stdout.write(
      values.json ? `${JSON.stringify({ pid })}\n` : `process ${pid} is the router now\n`,
    )
    return 0
  } finally {
    client.close()
  }
}

async function showStatus(values: Values): Promise<number> {
  const client = connectRouter(readAdminClient(values))
  try {
    const status = await client.status()
    process.stdout.write(values.json ? `${JSON.stringify(status)}\n` : describe(status))
    return 0
  } finally {
    client.close()
  }
}

function describe(status: RouterStatus): string {
  const lines = [
    `teal router ${status.version}, pid ${status.pid}, on ${status.listen}, ${status.workers} worker(s)`,
  ]
  for (const service of status.services) {
    const where = service.active === null ? 'no active colour' : `${service.active} is active`
    lines.push(`${service.name}: ${where} since ${service.since}, epoch ${service.epoch}`)
    for (const colour of ['blue', 'green'] as const) {
      const { release, inFlight, instances } = service.colours[colour]
      const share = (service.split[colour] / 100).toFixed(2)
      lines.push(
        `  ${colour.padEnd(5)} ${share} %  release ${release ?? '-'}  ${inFlight} in flight`,
      )
      for (const { url, healthy, reason } of instances)
        lines.push(`        ${url} ${healthy ? 'healthy' : `not healthy: ${reason ?? 'unknown'}`}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function pickService(status: RouterStatus, name: string | undefined): RouterStatus['services'][0] {
  const found =
    name === undefined && status.services.length === 1
      ? status.services[0]
      : status.services.find((service) => service.name === (name ?? 'default'))
  if (found !== undefined) return found
  const names = status.services.map((service) => service.name).join(', ')
  throw new UsageError(`say which with --service; the router has: ${names || 'none'}`)
}

function readAdmin(values: Values): AdminAddress {
  const token = values['admin-token'] ?? process.env['TEAL_ROUTER_TOKEN']
  if (!isAddress(values.admin)) return { socket: values.admin }
  if (token === undefined || token === '')
    throw new UsageError('an admin API on TCP needs --admin-token or TEAL_ROUTER_TOKEN')
  return { ...readAddress(values.admin, '--admin'), token }
}

function readAdminClient(values: Values): RouterAddress {
  const admin = readAdmin(values)
  return 'socket' in admin ? admin.socket : { url: `http://${values.admin}`, token: admin.token }
}

function isAddress(text: string): boolean {
  return /^[^/]+:\d+$/.test(text)
}

function readAddress(text: string, option: string): { host: string; port: number } {
  const found = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:/[\]]*)):(\d{1,5})$/.exec(text)
  const port = Number(found?.[3])
  if (found === null || port > 65_535)
    throw new UsageError(`${option} must be host:port, and is ${text}`)
  const host = found[1] ?? found[2]
  return { host: host === undefined || host === '' ? '0.0.0.0' : host, port }
}

function readUrl(text: string, option: string): string {
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'http:' || url.pathname !== '/' || url.search !== '')
    throw new UsageError(`${option} must be like http://127.0.0.1:9001, and is ${text}`)
  return text
}

function readColour(text: string, option: string): 'blue' | 'green' {
  if (text !== 'blue' && text !== 'green')
    throw new UsageError(`${option} must be blue or green, and is ${text}`)
  return text
}

function readCount(text: string, option: string, least: number, most: number): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < least || count > most)
    throw new UsageError(
      `${option} must be a whole number from ${least} to ${most}, and is ${text}`,
    )
  return count
}
