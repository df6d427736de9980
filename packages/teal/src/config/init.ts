import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { firstFreePort } from './init/free-port.ts'
import { findMigrations, guessFromSources, type Guess } from './init/sources.ts'
import {
  findStartCommand,
  packageName,
  packageScripts,
  type StartCommand,
} from './init/start-command.ts'
import { toName } from './schema.ts'

export type Proposal = {
  /** A whole teal.yaml, with comments. */
  text: string
  /** What it is based on: a few words each. */
  found: string[]
}

/** Proposes a teal.yaml for what is in `directory`; writes nothing. */
export async function proposeConfiguration(directory: string): Promise<Proposal> {
  const start = findStartCommand(directory)
  const guess = guessFromSources(directory)
  const port = await firstFreePort(8080)
  const migrate = proposeExpand(directory)
  const name = [packageName(directory) ?? '', basename(resolve(directory)), 'app']
    .map(toName)
    .find((each) => each !== '')

  const text = [
    ...schemaLines(directory),
    '# What Teal deploys, and how.',
    '# What Teal keeps on this machine goes into .teal/ beside this file; keep that out of version control.',
    '',
    `application: ${name}`,
    '',
    ...targetLines(start, guess),
    '',
    '# Who sends users to blue or green: Teal’s own router. Users come in here.',
    'traffic:',
    '  router:',
    `    listen: 127.0.0.1:${port}`,
    '',
    'stages:',
    ...expandLines(migrate),
    ...healthLines(guess),
    ...validateLines(guess),
    '',
    '  # A person says go before users move: teal promote.',
    '  # approve: on',
    '',
    '  # After the switch: above these, users go back to the old release by themselves.',
    '  watch:',
    '    for: 1m',
    '    errors: 5%',
    '    p99: 1s',
    '',
    '  # So long the old release is kept for `teal rollback`, which takes one step.',
    '  retire:',
    '    after: 10m',
    '',
  ].join('\n')
  const found = [
    start?.from ?? 'nothing that says how it starts: see `command`',
    guess.health === null ? 'no health route: / is asked' : `the health route ${guess.health}`,
    ...(migrate === null ? [] : [`migrations: ${migrate.from}`]),
    ...(port === 8080 ? [] : [`port 8080 in use: users come in at ${port}`]),
  ]
  return { text, found }
}

/** Where editors find what every key means, if Teal can be among the packages of the project. */
function schemaLines(directory: string): string[] {
  return existsSync(join(directory, 'package.json'))
    ? ['# yaml-language-server: $schema=node_modules/teal/teal.schema.json']
    : []
}

function targetLines(start: StartCommand | null, { readsPort }: Guess): string[] {
  const command = start?.command ?? ['./start.sh']
  const isTold = readsPort || command.some((part) => part.includes('{{ port }}'))
  return [
    '# Where a release runs: as processes on this machine. Each gets its own free port, in the environment',
    '# variable PORT and as {{ port }}, and has to listen on it. {{ release.version }} is what is deployed.',
    'target:',
    '  process:',
    ...(start === null ? ['    # Nothing here says how it starts: put your command here.'] : []),
    ...(start !== null && !isTold
      ? ['    # Nothing here seems to read PORT: make it, or tell the command by {{ port }}.']
      : []),
    `    command: ${writeCommand(command)}`,
    '    # instances: 2',
    '    # environment:',
    '    #   DATABASE_URL: !secret ${DATABASE_URL}',
  ]
}

type Expand = { from: string; lines: string[] }

/** Only proposed, never switched on: whose database it is and what may run there is not ours to guess. */
function proposeExpand(directory: string): Expand | null {
  const folder = findMigrations(directory)
  if (folder !== null) {
    return { from: `${folder}/*.sql`, lines: [`sql: ${folder}`, 'database: sqlite:data.db'] }
  }
  const script = packageScripts(directory).find((name) => /^(db[:-])?migrate$/.test(name))
  if (script !== undefined) {
    return { from: `the ${script} script`, lines: [`command: npm run ${script}`] }
  }
  return existsSync(join(directory, 'manage.py'))
    ? { from: 'manage.py', lines: ['command: python3 manage.py migrate'] }
    : null
}

function expandLines(expand: Expand | null): string[] {
  if (expand === null) return []
  return [
    '  # Migrations that both releases can live with, before anything of the new one starts:',
    '  # expand:',
    ...expand.lines.map((line) => `  #   ${line}`),
    '',
  ]
}

function healthLines({ health }: Guess): string[] {
  return [
    health === null
      ? '  # No health route was found, so / is asked. One that also asks the database says more.'
      : '  # Every instance of the new release must answer here before anything else happens.',
    '  health:',
    `    path: ${health ?? '/'}`,
    '    timeout: 60s',
  ]
}

function validateLines({ version }: Guess): string[] {
  return [
    '',
    '  # More questions to the new release, before users meet it:',
    '  # validate:',
    '  #   checks:',
    '  #     - http: { path: /, contains: welcome }',
    `  #     - version: { path: ${version ?? '/version'}, field: version }`,
    "  #     - command: './smoke.sh {{ url }}'",
  ]
}

/** As a line where that reads the same again, else as a list. */
function writeCommand(command: string[]): string {
  const plain = command.every((part) => /^[\w./:@%+,={} -]+$/.test(part) && !/^-?\d/.test(part))
  const simple = command.every((part) => !/\s/.test(part.replaceAll('{{ port }}', '')))
  const line = command.join(' ')
  if (plain && simple && /^[\w./]/.test(line)) return line.includes('{{') ? `'${line}'` : line
  return JSON.stringify(command).replaceAll('${', () => '$${')
}
