// `teal check`: reads migrations, has them judged, prints the verdicts.

import { parseArgs } from 'node:util'
import { readFile } from 'node:fs/promises'
import type { JudgeOptions, MigrationFile } from '../judge/dialect.ts'
import { applyOverrides, reportOf } from '../judge/overrides.ts'
import { SqlError } from '../judge/source.ts'
import { optimiseFor } from '../postgres/shadow/optimising.ts'
import type { Dialect, Report } from '../verdict.ts'
import { dialectOf, judgeOf } from './dialects.ts'
import { findMigrations } from './files.ts'
import { asGithub } from './github.ts'
import { asSarif } from './sarif.ts'
import { asText } from './text.ts'

export const usage = `Usage: teal check <file|folder>… [options]

  --dialect <name>         postgres, mysql or sqlite (default: from --database, else postgres)
  --schema <file>          SQL that makes the schema of the running version
  --database <url>         take the schema from this database, and its server for the trial
  --server-version <n>     the server in production, as 15, 8.0.36 or 10.11
  --role <name>            the application's role; without it the probes run as the owner
  --queries <file>         statements recorded from the running version
  --static                 rules alone, without a shadow database
  --json                   the report as JSON
  --sarif                  the report as SARIF 2.1.0
  --github                 the report as GitHub annotations
  --plan <folder>          write the migrations that get there safely

Example:
  $ teal check migrations --schema schema.sql

Exit status: 0 all safe, 1 something unsafe, 2 usage or a file that does not parse, 5 needs info.
`

/** Where output goes; the process's own streams by default. */
export type Output = { out: (text: string) => void; error: (text: string) => void }

const streams: Output = {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
}

/** Runs \`teal check\` with the arguments after its name; gives the exit status. */
export async function checkCommand(argv: string[], output: Output = streams): Promise<number> {
  let request: Request
  try {
    request = readRequest(argv)
  } catch (error) {
    output.error(`teal check: ${messageOf(error)}\n\n${usage}`)
    return 2
  }
  if (request.help) {
    output.out(usage)
    return 0
  }
  try {
    const report = await check(request)
    output.out(formats[request.format](report))
    if (request.plan !== undefined) output.error(await plansFor(request, request.plan, report))
    return { safe: 0, unsafe: 1, 'needs-info': 5 }[report.verdict]
  } catch (error) {
    output.error(`teal check: ${messageOf(error)}\n`)
    return 2
  }
}

/** Writes the plans; says which files there are now, and what there is no plan for. */
async function plansFor(request: Request, folder: string, report: Report): Promise<string> {
  const { dialect, schemaFile } = request
  if (schemaFile === undefined) {
    throw new Error('--plan needs --schema: plans depend on the columns and keys there are')
  }
  const { writePlans } = await import('../plan/write.ts')
  const schema = await readFile(schemaFile, 'utf8')
  const { files, without } = await writePlans(folder, report, dialect, schema)
  const written = files.map((file) => `wrote ${folder}/${file}\n`)
  return [...written, ...without.map(({ sql, why }) => `no plan: ${why}: ${sql}\n`)].join('')
}

const formats = {
  text: asText,
  json: (report: Report) => `${JSON.stringify(report, null, 2)}\n`,
  sarif: (report: Report) => `${JSON.stringify(asSarif(report), null, 2)}\n`,
  github: asGithub,
}

type Request = {
  paths: string[]
  dialect: Dialect
  format: keyof typeof formats
  schemaFile: string | undefined
  queriesFile: string | undefined
  plan: string | undefined
  options: JudgeOptions
  help: boolean
}

function readRequest(argv: string[]): Request {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      dialect: { type: 'string' },
      schema: { type: 'string' },
      database: { type: 'string' },
      'server-version': { type: 'string' },
      role: { type: 'string' },
      queries: { type: 'string' },
      plan: { type: 'string' },
      static: { type: 'boolean' },
      json: { type: 'boolean' },
      sarif: { type: 'boolean' },
      github: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const help = values.help === true
  if (positionals.length === 0 && !help)
    throw new Error('name a migration file or a folder of them')
  const chosen = (['json', 'sarif', 'github'] as const).filter((name) => values[name] === true)
  if (chosen.length > 1) throw new Error(`--${chosen.join(' and --')} exclude each other`)
  const { database, role } = values
  const version = values['server-version']
  return {
    paths: positionals,
    dialect: dialectOf(values.dialect, database),
    format: chosen[0] ?? 'text',
    schemaFile: values.schema,
    queriesFile: values.queries,
    plan: values.plan,
    help,
    options: {
      ...(database === undefined ? {} : { database }),
      ...(version === undefined ? {} : { serverVersion: version }),
      ...(role === undefined ? {} : { role }),
      ...(values.static === true ? { static: true } : {}),
    },
  }
}

async function check(request: Request): Promise<Report> {
  const { schemaFile, queriesFile, dialect } = request
  const files = await findMigrations(request.paths)
  const options: JudgeOptions = {
    ...request.options,
    ...(schemaFile === undefined ? {} : { schema: await readFile(schemaFile, 'utf8') }),
    ...(queriesFile === undefined ? {} : { queries: await readFile(queriesFile, 'utf8') }),
  }
  if (dialect === 'postgres') optimiseFor(files)
  const open = await judgeOf(dialect)
  const judge = await open(options)
  let verdicts
  try {
    verdicts = await judge.judge({ files })
  } catch (error) {
    throw placed(error, schemaFile, queriesFile)
  } finally {
    await judge.close()
  }
  const today = new Date().toJSON().slice(0, 10)
  const found = Map.groupBy(verdicts, ({ file }) => file)
  const statements = files.flatMap(({ file, sql }: MigrationFile) =>
    applyOverrides(file, sql, found.get(file) ?? [], today),
  )
  return reportOf(statements)
}

/** Judges know the schema and the queries only as text; the user knows them as files. */
function placed(error: unknown, schema: string | undefined, queries: string | undefined): unknown {
  if (!(error instanceof SqlError)) return error
  const file = error.file === 'schema' ? schema : error.file === 'queries' ? queries : undefined
  if (file === undefined) return error
  return new SqlError(file, error, error.reason)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
