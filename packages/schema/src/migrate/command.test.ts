import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { migrateCommand, type Project } from './command.ts'

const scratch = mkdtempSync(join(tmpdir(), 'teal-migrate-command-'))
afterAll(() => rmSync(scratch, { recursive: true }))

let folder: string
let database: string
let count = 0
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'folder-'))
  database = `sqlite:${join(scratch, `${(count += 1)}.db`)}`
  writeFileSync(
    join(folder, '0001_t.sql'),
    'create table t (id integer primary key, a text, b text)',
  )
  writeFileSync(join(folder, '0002_a.contract.sql'), 'alter table t drop column a')
})

type Said = { code: number; out: string; error: string }

async function run(argv: string[], answer?: string, project?: Project): Promise<Said> {
  const said = { out: '', error: '' }
  const code = await migrateCommand(argv, () => project, {
    out: (text) => (said.out += text),
    error: (text) => (said.error += text),
    ask: answer === undefined ? undefined : async () => answer,
  })
  return { code, ...said }
}
const on = (...argv: string[]): string[] => [...argv, '--database', database, '--folder', folder]

describe('what is asked', () => {
  it.each([
    [['--help'], 0, /teal migrate expand --database/],
    [[], 2, /say one of status, expand, backfill, contract/],
    [['burn'], 2, /say one of/],
    [['status', 'expand'], 2, /say one of/],
    [['status', '--colour', 'blue'], 2, /--colour/],
    [['status'], 2, /does not know the database/],
    [['status', '--database', 'oracle://x'], 2, /no URL of a database Teal knows/],
    [['status', '--database', 'x'], 2, /no URL of a database Teal knows/],
  ])('%j ends with %i', async (argv, code, pattern) => {
    const said = await run(argv)
    expect(said.code).toBe(code)
    expect(said.out + said.error).toMatch(pattern)
    expect(said.out + said.error).not.toMatch(/\n\s+at /)
  })

  it('says which folder cannot be read, and which layout there is not', async () => {
    const none = join(scratch, 'nowhere')
    const said = await run(['status', '--database', database, '--folder', none])
    expect(said).toMatchObject({ code: 2, error: expect.stringContaining(none) as unknown })
    expect(await run(on('status', '--layout', 'cobol'))).toMatchObject({
      code: 2,
      error: expect.stringMatching(/no layout "cobol"[^]*teal/) as unknown,
    })
  })

  it('never says a password', async () => {
    const url = 'postgres://app:hunter2@127.0.0.1:1/x'
    const said = await run(['status', '--database', url, '--folder', folder])
    expect(said.code).toBe(1)
    expect(said.out + said.error).not.toContain('hunter2')
  })
})

describe('what is done', () => {
  it('expands, tells what is left, and says it as JSON', async () => {
    const said = await run(on('expand', '--release', 'v1', '--json'))
    expect(said.code).toBe(0)
    expect(JSON.parse(said.out)).toEqual({
      ran: ['0001_t.sql'],
      left: [{ file: '0002_a.contract.sql', why: expect.any(String) as unknown }],
    })
    const status = await run(on('status'))
    expect(status.out).toMatch(
      /0001_t\.sql +expand +done +v1\n0002_a\.contract\.sql +contract +pending/,
    )
    expect((await run(on('expand'))).out).toMatch(/^left: 0002_a/)
  })

  it.each([
    ['nobody is there', undefined, [], 5],
    ['no is said', 'n', [], 4],
    ['nothing is said', '', [], 4],
    ['yes is said', 'y', [], 0],
    ['--yes is said', undefined, ['--yes'], 0],
    ['an older release can get traffic', 'y', ['--serving', 'v0'], 4],
  ])('contract: %s', async (_, answer, options, code) => {
    await run(on('expand', '--release', 'v1'))
    const said = await run(on('contract', ...options), answer)
    expect(said.code, said.error).toBe(code)
    const state = code === 0 ? 'done' : 'pending'
    expect((await run(on('status'))).out).toMatch(new RegExp(`0002_a.*contract +${state}`))
  })

  it('asks the application what is served, inside what keeps rollouts away', async () => {
    await run(on('expand', '--release', 'v1'))
    const steps: string[] = []
    const project: Project = {
      database,
      folder,
      serving: async () => {
        steps.push('serving')
        return [{ release: 'v0', where: 'has the users (blue)' }]
      },
      exclusively: async (what, work) => {
        steps.push(what)
        return work()
      },
    }
    const said = await run(['contract', '--yes'], undefined, project)
    expect(said.code).toBe(4)
    expect(said.error).toMatch(/v0 breaks under it and has the users \(blue\)/)
    expect(steps).toEqual(['teal migrate contract', 'serving'])
  })

  it('does not let --serving hide what is observed', async () => {
    await run(on('expand', '--release', 'v1'))
    const project: Project = {
      database,
      folder,
      serving: async () => [{ release: 'v0', where: 'has the users (blue)' }],
      exclusively: (_, work) => work(),
    }
    expect((await run(['contract', '--yes', '--serving', 'v1'], undefined, project)).code).toBe(4)
  })
})
