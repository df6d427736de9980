import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentUser, listAudit } from '../store/store.ts'
import {
  openShop,
  processesOf,
  readEvents,
  runTeal,
  type Event,
  type Finished,
  type Shop,
} from './shop.ts'

// The command line, command by command, as processes of their own: what they say, in which form, and with
// which exit code they end; and what must never be said.

describe('help', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'teal-nothing-'))
  afterAll(() => rmSync(elsewhere, { recursive: true }))

  test('shows an example of every command, and the exit codes', async () => {
    const { code, stdout } = await runTeal(elsewhere, ['--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Exit codes: 0 done')
    const list = stdout.slice(stdout.indexOf('Commands:')).split('\n')
    const commands = list.flatMap((line) => /^ {2}([a-z]+) /.exec(line)?.[1] ?? [])
    expect(commands).toEqual(expect.arrayContaining(['init', 'up', 'deploy', 'status', 'audit']))
    for (const command of commands.filter((each) => each !== 'help')) {
      const help = await runTeal(elsewhere, [command, '--help'])
      expect(help.code, `${command}: ${help.stderr}`).toBe(0)
      expect(help.stdout, command).toMatch(new RegExp(`^ +(\\$ )?teal ${command}`, 'm'))
    }
    expect(readdirSync(elsewhere)).toEqual([])
  })

  test.each([
    [['no-such-command']],
    [['deploy']],
    [['deploy', 'v1', 'v2']],
    [['deploy', 'v1', '--no-such-option']],
    [['logs', 'red']],
    [['history', '--limit', 'none']],
    [['audit', 'burn']],
    [['status', '--file', 'no-such-file.yaml']],
    [['status']],
  ])('%j is a usage error: exit 2, a hint, and nothing is touched', async (args) => {
    const { code, stdout, stderr } = await runTeal(elsewhere, args)
    expect(code, stdout + stderr).toBe(2)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(stderr).toMatch(/--help|→/)
    expect(readdirSync(elsewhere)).toEqual([])
  })

  test('init does not write over a file that is there', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'teal-init-'))
    expect((await runTeal(directory, ['init', '--json'])).code).toBe(0)
    const file = join(directory, 'teal.yaml')
    const before = readFileSync(file, 'utf8')
    const again = await runTeal(directory, ['init'])
    expect(again.code).not.toBe(0)
    expect(again.stderr).toContain('teal.yaml')
    expect(again.stderr).not.toMatch(/\n\s+at /)
    expect(readFileSync(file, 'utf8')).toBe(before)
    rmSync(directory, { recursive: true })
  })
})

describe('a name that is none', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  const hostile = [
    'v1;rm -rf /',
    '../../x',
    '$(touch x)',
    '`touch x`',
    'v1 --file /etc/passwd',
    'a/b',
    '..',
    '',
    ' ',
    'v1\nv2',
    'v'.repeat(300),
    'vé1',
    '版本一',
    '{{ release.version }}',
    '${HOME}',
  ]

  test.each(hostile)('%j is refused with 2 and nothing runs', async (name) => {
    const before = everythingIn(shop.directory)
    for (const args of [
      ['deploy', name],
      ['plan', name],
      ['rollback', '--to', name],
    ]) {
      const { code, stdout, stderr } = await shop.teal(...args)
      expect(code, args.join(' ') + stdout + stderr).toBe(2)
      expect(stderr).toContain('cannot be the name of a release')
      expect(stderr).toContain('→')
    }
    expect(everythingIn(shop.directory)).toEqual(before)
    expect(processesOf(shop.application)).toEqual([])
  })

  test('what looks like an option is one', async () => {
    expect((await shop.teal('deploy', '-rf')).code).toBe(2)
    expect((await shop.teal('deploy', '--', '-rf')).code).toBe(2)
    expect(processesOf(shop.application)).toEqual([])
  })
})

describe('a shop with a secret', () => {
  // With all that makes a text look different in JSON, in a URL and in base64.
  const secret = `hunter2/"quoted"&ü=${process.pid}+\\end`
  const settings = {
    environment: { SHOP_SECRET: secret },
    target: { environment: { TOKEN: '!secret ${SHOP_SECRET}' } },
    stages: {
      expand: {
        command: [process.execPath, 'migrate.js'],
        environment: { TOKEN: '!secret ${SHOP_SECRET}' },
      },
      validate: {
        checks: [
          { version: { field: 'release' } },
          {
            command: {
              command: [process.execPath, 'check.js'],
              environment: { TOKEN: '!secret ${SHOP_SECRET}' },
            },
          },
        ],
      },
    },
  }
  let shop: Shop
  const said: Finished[] = []

  const teal = async (...args: string[]): Promise<Finished> => {
    const finished = await shop.teal(...args)
    said.push(finished)
    return finished
  }

  /** Every command with `--json`: nothing but JSON, one value a line. */
  const json = async (...args: string[]): Promise<{ code: number | null; events: Event[] }> => {
    const { code, stdout } = await teal(...args, '--json')
    return { code, events: readEvents(stdout) }
  }

  beforeAll(async () => {
    shop = await openShop(settings)
    shop.write('migrate.js', `console.log('migrating with', process.env.TOKEN)`)
    shop.write(
      'check.js',
      `console.log('checked with', process.env.TOKEN)
       process.exit(process.env.TEAL_RELEASE.startsWith('unchecked') ? 1 : 0)`,
    )
  })
  afterAll(() => shop.close())

  test('every command speaks JSON, one event a line, and ends with its code', async () => {
    expect(await json('status')).toMatchObject({ code: 0, events: [{ active: null }] })
    expect(await json('plan', 'v1')).toMatchObject({ code: 0, events: [{ release: 'v1' }] })
    expect((await json('watch')).events).toMatchObject([{ event: 'idle' }])

    const first = await json('deploy', 'v1')
    expect(first.code, JSON.stringify(first.events)).toBe(0)
    expect(first.events[0]).toMatchObject({ event: 'plan' })
    expect(first.events.at(-1)).toMatchObject({ event: 'finished', data: { outcome: 'done' } })
    expect((await json('deploy', 'v1')).events).toMatchObject([{ event: 'active' }])
    expect((await json('deploy', 'v2')).code).toBe(0)

    const refused = await json('promote')
    expect(refused).toMatchObject({ code: 4, events: [{ event: 'error', kind: 'refused' }] })
    const failed = await json('deploy', 'unchecked-3')
    expect(failed.code).toBe(1)
    expect(failed.events.find(({ event }) => event === 'failed')).toMatchObject({
      stage: 'validate',
      data: { lines: [expect.stringContaining('checked with')] },
    })
    expect(await json('deploy', '../x')).toMatchObject({ code: 2, events: [{ event: 'error' }] })
    const exits = await teal('deploy', 'exits-4')
    expect(exits.code).toBe(1)
    // Even what a bad release prints on its way out.
    expect(exits.stdout).toContain('the token is')

    expect((await json('status')).events).toMatchObject([{ active: 'green' }])
    expect((await json('history')).code).toBe(0)
    expect((await json('logs', 'green')).events[0]).toMatchObject({ instance: 'green-1' })
    expect((await json('rollback', '--reason', 'nicer')).code).toBe(0)
    expect(await json('audit', 'verify')).toMatchObject({ code: 0, events: [{ intact: true }] })
    expect((await json('up', '--detach')).events).toMatchObject([{ pid: expect.any(Number) }])
    for (const command of ['status', 'history', 'audit', 'watch']) {
      expect((await teal(command)).code).toBe(0)
    }
    expect((await teal('logs', 'blue')).stdout).toContain('the token is')
    expect((await teal('plan', 'v9')).code).toBe(0)
  })

  test('3 is for what was switched and went back, 5 for what waits', async () => {
    shop.configure({
      ...settings,
      stages: { ...settings.stages, approve: 'on', watch: { for: '1s', every: '50ms' } },
    })
    expect((await json('deploy', 'dies-5')).code).toBe(5)
    expect((await json('abort', '--reason', 'too early')).code).toBe(0)
    expect((await json('deploy', 'v6')).code).toBe(5)
    expect((await json('promote')).code).toBe(0)
    shop.configure({
      ...settings,
      stages: { ...settings.stages, watch: { for: '20s', every: '50ms', 'minimum-requests': 1 } },
    })
    const deploying = shop.begin('deploy', 'dies-7', '--json')
    const asking = setInterval(() => {
      fetch(shop.application.entrance).then(
        (answer) => answer.arrayBuffer(),
        () => {},
      )
    }, 20)
    const finished = await deploying.finished
    clearInterval(asking)
    said.push(finished)
    expect(finished.code).toBe(3)
    expect(finished.events.at(-1)).toMatchObject({ data: { outcome: 'rolled-back' } })
  })

  test('the audit has every act, and who, when and why', async () => {
    const entries = await listAudit(shop.database, shop.application.name, 100)
    const acts = entries.toReversed().map(({ what }) => what)
    expect(acts.slice(0, 8)).toEqual([
      'run the migrations of v1',
      'deploy v1 on blue',
      'switch from nothing to blue (v1)',
      'run the migrations of v2',
      'deploy v2 on green',
      'switch from blue to green (v2)',
      'drain blue',
      'run the migrations of unchecked-3',
    ])
    expect(acts).toEqual(
      expect.arrayContaining([
        'stop unchecked-3 on blue',
        'restore v1 on blue',
        'switch from green to blue (v1)',
        expect.stringContaining('switch back from'),
      ]),
    )
    for (const { who, why, at, outcome } of entries) {
      expect({ who, why }).toEqual({
        who: expect.stringMatching(/./),
        why: expect.stringMatching(/./),
      })
      expect(Date.now() - at.getTime()).toBeLessThan(600_000)
      expect(outcome).toMatch(/^(done|failed: )/)
    }
    const back = entries.find(({ what }) => what === 'switch from green to blue (v1)')
    expect(back).toMatchObject({ who: currentUser(), why: expect.stringContaining('nicer') })
    // What people ask of a rollout that goes on, too.
    expect(entries.find(({ what }) => what === 'ask to abort dies-5')).toMatchObject({
      who: currentUser(),
      why: expect.stringMatching(/: deploy dies-5, because: too early$/),
    })
    expect(acts).toContain('ask to promote v6')
  })

  test('the secret is nowhere', () => {
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      'hunter2',
    ]
    const isOutput = (file: string): boolean => /^\.teal\/logs\/(blue|green)\//.test(file)
    const places = [
      ...said.map(({ stdout, stderr }, index) => [`command ${index}`, stdout + stderr]),
      ...everythingIn(shop.directory)
        .filter((file) => !isOutput(file) && statSync(join(shop.directory, file)).isFile())
        .map((file) => [file, readFileSync(join(shop.directory, file), 'utf8')]),
    ]
    expect(places.map(([place]) => place)).toEqual(
      expect.arrayContaining([
        '.teal/teal.db',
        '.teal/router.state.json',
        '.teal/logs/controller.log',
      ]),
    )
    for (const [place = '', text = ''] of places) {
      for (const form of forms) {
        const at = text.indexOf(form)
        const around = text.slice(Math.max(0, at - 200), at + 100)
        expect(at, `${place} has it: ${around}`).toBe(-1)
      }
    }
    // It was there to be found.
    const output = everythingIn(shop.directory).filter(isOutput)
    const texts = output.map((file) => readFileSync(join(shop.directory, file), 'utf8'))
    expect(texts.join('')).toContain(secret)
  })

  test('an audit entry that was altered, removed or cut off is noticed', async () => {
    const { events } = await json('audit', 'verify')
    const head = String(events[0]?.head)
    const tamper = async (statement: string, ...more: string[]) => {
      const database = new DatabaseSync(join(shop.directory, '.teal', 'teal.db'))
      const kept = database.prepare('select * from audit').all()
      database.exec(statement)
      const verdict = await json('audit', 'verify', ...more)
      database.exec('delete from audit')
      for (const row of kept) {
        const names = Object.keys(row)
        const marks = names.map(() => '?').join(', ')
        const insert = `insert into audit (${names.join(', ')}) values (${marks})`
        database.prepare(insert).run(...Object.values(row))
      }
      database.close()
      return verdict
    }
    expect(await tamper("update audit set who = 'nobody' where seq = 3")).toMatchObject({
      code: 1,
      events: [{ intact: false, seq: 3 }],
    })
    expect(await tamper('delete from audit where seq = 2')).toMatchObject({
      code: 1,
      events: [{ intact: false, seq: 2 }],
    })
    const last = 'delete from audit where seq = (select max(seq) from audit)'
    expect(await tamper(last, '--head', head)).toMatchObject({ code: 1 })
    expect(await json('audit', 'verify', '--head', head)).toMatchObject({ code: 0 })
  })

  test('status says what is there when nothing runs', async () => {
    expect((await json('down')).code).toBe(0)
    expect(existsSync(join(shop.directory, '.teal', 'teal.db'))).toBe(true)
    const { code, stdout } = await teal('status')
    expect(code).toBe(0)
    expect(stdout).toContain('traffic cannot be asked')
    expect(stdout).toContain('teal up -d')
  })
})

function everythingIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)))
    .toSorted()
}
