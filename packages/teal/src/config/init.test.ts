import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Application } from '../model/application.ts'
import { readApplication } from './config.ts'
import { proposeConfiguration } from './init.ts'

const scratch = mkdtempSync(join(tmpdir(), 'teal-init-'))
afterAll(() => rmSync(scratch, { recursive: true }))

let count = 0

/** A folder with these files, and what is proposed for it, read back. */
async function propose(files: Record<string, string>, name = `project-${(count += 1)}`) {
  const directory = join(scratch, name)
  mkdirSync(directory)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    writeFileSync(join(directory, file), text)
  }
  const { text, found } = await proposeConfiguration(directory)
  writeFileSync(join(directory, 'teal.yaml'), text)
  const application = readApplication({ directory, environment: {} })
  return { text, found, application, command: commandOf(application), directory }
}

function commandOf({ target }: Application): string[] {
  return (target.settings as { command: string[] }).command
}

const startScript = (start: string) =>
  JSON.stringify({ name: '@acme/Web_Shop', scripts: { start } })

describe('how it starts', () => {
  const cases: [string, Record<string, string>, string[]][] = [
    ['a start script', { 'package.json': startScript('node server.js') }, ['node', 'server.js']],
    [
      'a start script for a shell',
      { 'package.json': startScript('NODE_ENV=production node . | pino') },
      ['npm', 'start'],
    ],
    [
      'main',
      { 'package.json': '{ "main": "lib/main.js" }', 'lib/main.js': '' },
      ['node', 'lib/main.js'],
    ],
    ['a file called server.js', { 'server.js': '' }, ['node', 'server.js']],
    [
      'a Procfile, before all',
      { Procfile: 'worker: x\nweb: gunicorn -b :$PORT app', 'package.json': startScript('node .') },
      ['gunicorn', '-b', ':{{ port }}', 'app'],
    ],
    [
      'a Procfile for a shell',
      { Procfile: 'web: FOO="${BAR:-1}" ./run "$PORT"' },
      ['sh', '-c', 'FOO="${BAR:-1}" ./run "$PORT"'],
    ],
    [
      'Django',
      { 'manage.py': '', '.venv/bin/python': '' },
      ['.venv/bin/python', 'manage.py', 'runserver', '--noreload', '127.0.0.1:{{ port }}'],
    ],
    [
      'FastAPI',
      { 'main.py': 'from fastapi import FastAPI\napi = FastAPI()' },
      ['python3', '-m', 'uvicorn', 'main:api', '--port', '{{ port }}'],
    ],
    [
      'Flask',
      { 'app.py': 'app = Flask(__name__)' },
      ['python3', '-m', 'flask', '--app', 'app', 'run', '--port', '{{ port }}'],
    ],
    ['Go', { 'go.mod': 'module shop' }, ['go', 'run', '.']],
    ['Ruby', { 'config.ru': '' }, ['bundle', 'exec', 'rackup', '--port', '{{ port }}']],
    [
      'Rails',
      { 'bin/rails': '', 'config.ru': '' },
      'bin/rails server --port {{ port }} --pid tmp/pids/{{ colour }}-{{ port }}.pid'.split(
        / (?!port|colour|}})/,
      ),
    ],
    [
      'the last CMD of a Dockerfile',
      {
        Dockerfile: 'FROM x\nCMD ["no"]\nFROM y\nCMD ["/app/shop", "--name", "a b: \\"c\\" # d"]\n',
      },
      ['/app/shop', '--name', 'a b: "c" # d'],
    ],
    ['nothing', {}, ['./start.sh']],
  ]
  for (const [name, files, wanted] of cases) {
    test(name, async () => {
      if (JSON.stringify(files).includes('${BAR')) {
        // A reference of the shell's must reach the shell as it is.
        expect((await propose(files)).text).toContain('$${BAR:-1}')
      }
      expect((await propose(files)).command).toEqual(wanted)
    })
  }
})

describe('the application', () => {
  test('is called like the package, without its scope', async () => {
    const { application } = await propose({ 'package.json': startScript('node .') })
    expect(application.name).toBe('web-shop')
  })

  test('is called like the folder when there is no package', async () => {
    expect((await propose({}, 'Café Shop!')).application.name).toBe('cafe-shop')
    expect((await propose({}, '…')).application.name).toBe('app')
  })
})

describe('the health route', () => {
  test('is one that the sources have', async () => {
    const { application, found } = await propose({
      'src/routes.ts': "app.get('/version', a); app.get('/healthz/', b)",
    })
    expect(application.stages.health?.path).toBe('/healthz')
    expect(found).toContain('the health route /healthz')
  })

  test('is not taken from tests, dependencies or a part of another route', async () => {
    const { application } = await propose({
      'node_modules/x/index.js': "'/healthz'",
      'test/server.js': "'/ready'",
      'server.test.js': "'/up'",
      'server.js': "'/healthzone'; '/my/health'",
    })
    expect(application.stages.health?.path).toBe('/')
  })

  test('is / when there is none, and that is said', async () => {
    const { application, text } = await propose({ 'server.js': '' })
    expect(application.stages.health?.path).toBe('/')
    expect(text).toContain('No health route was found')
  })
})

test('migrations are proposed in a comment that works once it is none', async () => {
  const { text, directory, found } = await propose({ 'db/migrations/1.sql': 'select 1' })
  expect(found).toContain('migrations: db/migrations/*.sql')
  writeFileSync(
    join(directory, 'teal.yaml'),
    text.replace(/^ {2}# (expand:| {2}(sql|database):.*)$/gm, '  $1'),
  )
  const { stages } = readApplication({ directory, environment: {} })
  expect(stages.expand).toMatchObject({ sql: join(directory, 'db/migrations') })
})

test('the other comments work once they are none', async () => {
  const { text, directory } = await propose({ 'package.json': startScript('node .') })
  const uncommented = text.replace(/^( *)# (?!yaml-)( *(?:- )?[\w-]+:(?: .*)?)$/gm, '$1$2')
  writeFileSync(join(directory, 'teal.yaml'), uncommented)
  const { stages, secrets } = readApplication({ directory, environment: { DATABASE_URL: 'x:y' } })
  expect(stages.validate?.checks).toHaveLength(3)
  expect(stages.approve).not.toBeNull()
  expect(secrets).toEqual(['x:y'])
})

test('says when nothing reads PORT', async () => {
  const says = async (files: Record<string, string>) =>
    (await propose(files)).text.includes('Nothing here seems to read PORT')
  expect(await says({ 'server.js': 'listen(3000)' })).toBe(true)
  expect(await says({ 'server.js': 'listen(process.env.PORT)' })).toBe(false)
  expect(await says({ 'app.py': 'app = Flask(__name__)' })).toBe(false)
})

test('users come in at a port that is free', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve())
    server.listen(8080, '127.0.0.1', resolve)
  })
  const { application, found } = await propose({})
  server.close()
  expect(application.entrance).toMatch(/^http:\/\/127\.0\.0\.1:8[01]\d\d$/)
  expect(application.entrance).not.toBe('http://127.0.0.1:8080')
  expect(found.at(-1)).toMatch(/^port 8080 in use/)
})
