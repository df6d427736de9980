// `npm run demo`: an application goes through three releases and a rollback while users keep coming, on
// real processes, sockets and a real database. Ends by itself with a table; exits 0 only if no user lost
// anything and the bad release went back.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@teal/testing/ports'
import { newCounts, sendUsers } from './clients.ts'

const root = join(import.meta.dirname, '..', '..')
const json = process.argv.includes('--json')

type Event = { event: string; stage?: string | null; text?: string; data?: Record<string, unknown> }
type Switch = { from: string; to: string; ms: number }

const shop = mkdtempSync(join(tmpdir(), 'teal-demo-'))
cpSync(join(import.meta.dirname, 'app'), shop, { recursive: true })
symlinkSync(join(root, 'node_modules'), join(shop, 'node_modules'))
const listen = `127.0.0.1:${await freePort()}`
const environment = {
  ...process.env,
  SHOP_LISTEN: listen,
  SHOP_DATABASE: join(shop, 'shop.db'),
}

const counts = newCounts()
const switches: Switch[] = []
const rolledBack: string[] = []
let whyBack = ''
const users = new AbortController()

/** Runs one command of Teal's as a person would, shows what it says, and keeps what it did. */
async function teal(...args: string[]): Promise<{ code: number; events: Event[] }> {
  show(`\n$ teal ${args.join(' ')}`)
  const child = spawn(
    process.execPath,
    [join(root, 'packages/teal/bin/teal.js'), ...args, '--json'],
    {
      cwd: shop,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const exited = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
  const events: Event[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as Event
    events.push(event)
    showEvent(event)
  }
  return { code: await exited, events }
}

function showEvent({ event, stage, text, data }: Event): void {
  const moved = event === 'done' || event === 'undone'
  if (moved && stage === 'switch' && typeof data?.from === 'string') {
    switches.push({ from: data.from, to: String(data.to), ms: round(Number(data.ms)) })
  }
  if (['done', 'failed', 'undone', 'finished'].includes(event)) {
    show(`  ${event.padEnd(9)} ${(stage ?? '').padEnd(9)} ${text ?? ''}`)
  }
}

/** With `--json` standard output is for machines; what happened is still said, beside it. */
function show(text: string): void {
  if (json) console.error(text)
  else console.log(text)
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100
}

async function run(): Promise<boolean> {
  const entrance = `http://${listen}`
  show(`An online shop in ${shop}, entrance ${entrance}`)
  const first = await teal('deploy', 'v1')
  if (first.code !== 0) return false

  show('\nUsers come: keep-alive and new connections, uploads, an event stream, a WebSocket.')
  const crowd = sendUsers(entrance, counts, users.signal)
  await sleep(1_000)
  const second = await teal('deploy', 'v2')
  await sleep(500)
  const third = await teal('deploy', 'v3')
  if (third.code === 3) rolledBack.push('v3')
  whyBack =
    third.events.find(({ event, stage }) => event === 'failed' && stage === 'watch')?.text ??
    'it was not'
  await sleep(500)
  show('\nSomebody does not like v2 after all.')
  const back = await teal('rollback', '--reason', 'the old one was nicer')
  await sleep(1_000)
  users.abort()
  await crowd
  return second.code === 0 && third.code === 3 && back.code === 0
}

function table(): string {
  const versions = Object.entries(counts.versions)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([version, number]) => `${version} ${number}`)
    .join(', ')
  const rows = [
    ['requests sent', String(counts.requests)],
    ['failed', String(counts.failed)],
    ['wrong answers of v3', String(counts.badAnswers)],
    ['answered by', versions],
    ...switches.map(({ from, to, ms }) => ['switch', `${from} → ${to} in ${ms} ms`]),
    ['why v3 went back', whyBack],
    ...counts.problems.map((problem) => ['problem', problem]),
  ]
  return rows.map(([name = '', value = '']) => `  ${name.padEnd(20)} ${value}`).join('\n')
}

let went = false
try {
  went = await run()
} finally {
  users.abort()
  await teal('down')
  rmSync(shop, { recursive: true, force: true })
}
const good = went && counts.failed === 0 && counts.requests > 0 && rolledBack.includes('v3')
show(`\n${table()}\n\n${good ? 'Nothing was lost.' : 'This did NOT go as it should.'}`)
if (json) {
  const { requests, failed, badAnswers, versions } = counts
  console.log(JSON.stringify({ requests, failed, badAnswers, switches, rolledBack, versions }))
}
process.exitCode = good ? 0 : 1
