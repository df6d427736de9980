// The judge for MySQL and MariaDB. It reads the statements with a grammar of its own, keeps a model of
// the schema, and compares what the running version knows with what a batch leaves. What it cannot
// read it does not call safe.
//
// DDL commits by itself here. A break that a later statement of the batch mends (a table renamed, and a
// view put in its place) was there in between, so it is a question and not an answer; one that stays is
// put down to the statement that made it.

import type { Batch, Judge, JudgeOptions, MigrationFile } from '../judge/dialect.ts'
import { positionAt, SqlError } from '../judge/source.ts'
import { applyStatement } from './apply.ts'
import { judgeBatch, type Parsed } from './batch.ts'
import { noteDatabases, withOwnNames, type Databases } from './databases.ts'
import { onEitherServer } from './either-server.ts'
import { Misfit } from './misfit.ts'
import { parseStatement } from './parse.ts'
import { nothingPrepared, textsRun } from './prepared.ts'
import { Malformed, Unknown } from './reader.ts'
import { readRecorded } from './recorded.ts'
import { emptySchema, markOrigins, type Schema } from './schema.ts'
import { splitScript, type ScriptStatement } from './script.ts'
import { sqlModeIsStrict } from './session.ts'
import { eitherServer, isMysqlFrom, readServer, versionOfDump, type Server } from './server.ts'
import type { Inner, Statement } from './statement.ts'
import { checkSyntax } from './syntax.ts'
import { openScratch } from './trial/scratch.ts'
import { tryOnServer, type Read } from './trial/trial.ts'

/** Opens a judge for the schema of a running version; see `JudgeOptions`. */
export async function openJudge(options: JudgeOptions): Promise<Judge> {
  const asked = options.static === true ? undefined : options.database
  if (asked === undefined) return openWith(options)
  // What the server says of itself counts unless another version is in production.
  const { version, schema, close } = await openScratch(asked)
  await close()
  return openWith(
    {
      ...options,
      schema: options.schema ?? schema,
      serverVersion: options.serverVersion ?? version,
    },
    asked,
  )
}

function openWith(options: JudgeOptions, url?: string): Judge {
  const version = options.serverVersion ?? versionOfDump(options.schema ?? '')
  if (version !== undefined) return openFor(options, readServer(version), url)
  const [mysql, mariadb] = eitherServer
  const judges = [openFor(options, mysql), openFor(options, mariadb)] as const
  return {
    judge: async (batch) =>
      onEitherServer(await judges[0].judge(batch), await judges[1].judge(batch)),
    close: async () => Promise.resolve(),
  }
}

function openFor(options: JudgeOptions, server: Server, url?: string): Judge {
  const sql = options.schema ?? ''
  const { schema: running, strict } = readSchema([{ file: 'schema', sql }], server)
  const queries = parseFile('queries', options.queries ?? '', server)
  const conditions = { server, strict, recorded: readRecorded(queries), role: options.role }
  const known = options.schema !== undefined
  return {
    judge: async (batch) => {
      // What was run before is part of the schema as far as it tells of it.
      const before = batch.before ?? []
      const schema =
        before.length === 0
          ? running
          : readSchema([{ file: 'schema', sql }, ...before], server).schema
      const tried = judgeBatch(parseBatch(batch, server), schema, conditions, known)
      if (url === undefined) return tried.map(({ verdict }) => verdict)
      const scratch = await openScratch(url)
      try {
        const making = parseFile('schema', sql, server).map(read)
        return await tryOnServer(scratch, making, schema, queries.map(read), tried)
      } finally {
        await scratch.close()
      }
    },
    close: async () => Promise.resolve(),
  }
}

function parseFile(file: string, sql: string, server: Server): ScriptStatement[] {
  const statements = splitScript(file, sql, server)
  for (const statement of statements) checkSyntax(file, sql, statement)
  return statements
}

/** The model of the running version's schema. What is not understood of it is left out. */
function readSchema(
  files: readonly MigrationFile[],
  server: Server,
): { schema: Schema; strict: boolean } {
  // What MySQL has as its default since 8.0, and the distributions of MariaDB.
  const schema = emptySchema(
    server.flavour === 'mariadb' || isMysqlFrom(server, 8) ? 'utf8mb4' : 'latin1',
    server.flavour,
  )
  let strict = true
  const statements = files.flatMap(({ file, sql }) =>
    parseFile(file, sql, server).map((statement) => ({ ...statement, file, script: sql })),
  )
  for (const { file, script, tokens, start } of statements) {
    try {
      const statement = parseStatement(tokens)
      strict = sqlModeIsStrict(statement) ?? strict
      applyStatement(schema, statement)
    } catch (error) {
      if (error instanceof Malformed) {
        throw new SqlError(file, positionAt(script, error.token?.start ?? start), error.message)
      }
      if (!(error instanceof Unknown || error instanceof Misfit)) throw error
    }
  }
  markOrigins(schema)
  return { schema, strict }
}

/** With its meaning, where that is understood. */
function read(statement: ScriptStatement): Read {
  try {
    return { sql: statement.sql, meaning: parseStatement(statement.tokens) }
  } catch (error) {
    if (error instanceof Unknown) return { sql: statement.sql, meaning: undefined }
    throw error
  }
}

function parseBatch({ files }: Batch, server: Server): Parsed[] {
  const databases: Databases = { made: new Set(), inside: false }
  const prepared = nothingPrepared()
  return files.flatMap((file) =>
    parseFile(file.file, file.sql, server).map((statement): Parsed => {
      const tokens = withOwnNames(statement.tokens, databases)
      const texts = textsRun(tokens, prepared)
      const meaning =
        texts === undefined
          ? meaningOf(file, { ...statement, tokens })
          : meaningOfTexts(file, texts, server)
      if (meaning instanceof Unknown) {
        return { file, statement, meaning, elsewhere: databases.inside }
      }
      const isOwn = meaning.kind === 'drop-database' && databases.made.has(meaning.name)
      noteDatabases(meaning, databases)
      return { file, statement, meaning, elsewhere: isOwn || databases.inside }
    }),
  )
}

/** One of the texts is run. */
function meaningOfTexts(file: MigrationFile, texts: readonly string[], server: Server): Statement {
  const inner = texts.flatMap((text) =>
    parseFile(file.file, text, server).map((statement): Inner => {
      const meaning = meaningOf({ ...file, sql: text }, statement)
      return {
        meaning: meaning instanceof Unknown ? null : meaning,
        conditional: texts.length > 1,
      }
    }),
  )
  return { kind: 'block', inner }
}

function meaningOf(file: MigrationFile, statement: ScriptStatement): Statement | Unknown {
  try {
    return parseStatement(statement.tokens)
  } catch (error) {
    if (error instanceof Malformed) {
      const start = error.token?.start ?? statement.start
      throw new SqlError(file.file, positionAt(file.sql, start), error.message)
    }
    if (error instanceof Unknown) return error
    throw error
  }
}
