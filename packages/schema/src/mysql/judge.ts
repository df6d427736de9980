// The judge for MySQL and MariaDB. It reads the statements with a grammar of its own, keeps a model of
// the schema, and compares what the running version knows with what a batch leaves. What it cannot
// read it does not call safe.
//
// DDL commits by itself here. A break that a later statement of the batch mends (a table renamed, and a
// view put in its place) was there in between, so it is a question and not an answer; one that stays is
// put down to the statement that made it.

import type { Batch, Judge, JudgeOptions, MigrationFile } from '../judge/dialect.ts'
import { positionAt, SqlError } from '../judge/source.ts'
import { planInWords } from '../plan/plan.ts'
import { mysqlIntentions, shapeOfModel } from '../plan/read/mysql.ts'
import { applyStatement, Misfit } from './apply.ts'
import { findBreaks, type Breaks } from './breaks/index.ts'
import { judgeWithoutSchema } from './blind.ts'
import { dangerOf, type Surroundings } from './hazard.ts'
import { parseStatement } from './parse.ts'
import { Malformed, Unknown } from './reader.ts'
import { readRecorded } from './recorded.ts'
import { emptySchema, markOrigins, findColumn, lower, type Schema } from './schema.ts'
import { splitScript, type ScriptStatement } from './script.ts'
import { sessionAfter, sqlModeIsStrict, type Session } from './session.ts'
import { isMysqlFrom, readServer, type Server } from './server.ts'
import type { Statement } from './statement.ts'
import { conclude, type Conclusion, type Seen } from './conclude.ts'
import { checkSyntax } from './syntax.ts'
import { openScratch } from './trial/scratch.ts'
import { tryOnServer, type Read, type Tried } from './trial/trial.ts'

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
  const server = readServer(options.serverVersion)
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
      const tried = judgeBatch(batch, schema, conditions, known)
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

type Conditions = Parameters<typeof findBreaks>[2]

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

type Step = Seen & { breaks: Breaks; onOld?: boolean; temporary?: boolean }

type Parsed = { file: MigrationFile; statement: ScriptStatement; meaning: Statement | Unknown }

function judgeBatch(
  batch: Batch,
  running: Schema,
  conditions: Conditions,
  known: boolean,
): Tried[] {
  const parsed = batch.files.flatMap((file) =>
    parseFile(file.file, file.sql, conditions.server).map((statement): Parsed => {
      return { file, statement, meaning: meaningOf(file, statement) }
    }),
  )
  const now = structuredClone(running)
  const old = new Map([...running.tables.keys()].map((name) => [name, name]))
  let session: Session = {
    foreignKeyChecks: true,
    strict: conditions.strict,
    readCommitted: false,
  }
  let before: Breaks = new Map()
  const temporary = new Set<string>()
  /** Tables that the batch makes in the likeness of one that is not known. */
  const made = new Set<string>()
  const steps = parsed.map(({ meaning }): Step => {
    if (meaning instanceof Unknown) return { unknown: meaning.message, breaks: before }
    if (isTemporary(meaning, temporary)) return { breaks: before, temporary: true }
    session = sessionAfter(session, meaning)
    const around: Surroundings = {
      schema: now,
      server: conditions.server,
      isOld: (name) =>
        old.has(lower(name)) || !(known || now.tables.has(lower(name)) || made.has(lower(name))),
      isNew: (table, column) => {
        const original = running.tables.get(old.get(lower(table)) ?? '')
        return original !== undefined && findColumn(original, column) === undefined
      },
      session,
    }
    if (isAbout(meaning, made)) return { breaks: before }
    const blind = judgeWithoutSchema(meaning, around, known)
    if (blind !== undefined) return { ...blind, breaks: before }
    const danger = dangerOf(meaning, around)
    const onOld = meaning.kind === 'alter-table' && around.isOld(meaning.name)
    try {
      applyStatement(now, meaning)
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      if (meaning.kind === 'create-table' && !known) {
        made.add(lower(meaning.name))
        return { danger, breaks: before }
      }
      return { misfit: error.message, breaks: before }
    }
    followRenames(old, meaning, now)
    before = findBreaks(running, now, conditions)
    return { danger, breaks: before, onOld }
  })
  const last: Breaks = steps.at(-1)?.breaks ?? new Map()
  return parsed.map(({ file, statement, meaning }, i) => {
    const previous: Breaks = steps[i - 1]?.breaks ?? new Map()
    const step: Step = steps[i] ?? { breaks: last }
    const made = [...step.breaks].filter(([key]) => !previous.has(key))
    const conclusion: Conclusion = conclude(meaning, step, {
      lasting: made.flatMap(([key, found]) => (last.has(key) ? [found] : [])),
      mended: made.flatMap(([key, found]) => (last.has(key) ? [] : [found])),
      role: conditions.role,
    })
    const position = positionAt(file.sql, statement.start)
    const plan =
      conclusion.verdict === 'unsafe'
        ? planInWords(mysqlIntentions(statement.sql), shapeOfModel(running), 'mysql')
        : []
    const verdict = { file: file.file, ...position, sql: statement.sql, ...conclusion, plan }
    const understood = meaning instanceof Unknown ? undefined : meaning
    const { onOld = false, temporary: isOwn = false } = step
    return { verdict, meaning: understood, onOld, temporary: isOwn }
  })
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

/**
 * Whether only temporary tables of the batch's own session are meant, which hide others of their name.
 * Keeps the set of them.
 */
function isTemporary(statement: Statement, temporary: Set<string>): boolean {
  const hidden = (name: string): boolean => temporary.has(lower(name))
  switch (statement.kind) {
    case 'create-table':
      if (statement.temporary) temporary.add(lower(statement.name))
      return statement.temporary && statement.selects === null
    case 'drop-table': {
      const isOwn = statement.temporary || statement.names.every(hidden)
      if (isOwn) for (const name of statement.names) temporary.delete(lower(name))
      return isOwn
    }
    case 'alter-table':
    case 'truncate':
      return hidden(statement.name)
    case 'insert':
      return hidden(statement.table) && (statement.selects?.tables ?? []).every(hidden)
    case 'update':
    case 'delete':
      return statement.tables.length > 0 && statement.tables.every(hidden)
    default:
      return false
  }
}

/** Whether the statement changes only tables of which nothing but their names is known. */
function isAbout(statement: Statement, names: ReadonlySet<string>): boolean {
  switch (statement.kind) {
    case 'alter-table':
    case 'truncate':
      return names.has(lower(statement.name))
    case 'drop-table':
      return statement.names.every((name) => names.has(lower(name)))
    default:
      return false
  }
}

/** Keeps `old` at the present names of the tables that were there before the batch. */
function followRenames(old: Map<string, string>, statement: Statement, now: Schema): void {
  const pairs =
    statement.kind === 'rename-table'
      ? statement.pairs
      : statement.kind === 'alter-table'
        ? statement.actions.flatMap((action) =>
            action.kind === 'rename-table' ? [{ from: statement.name, to: action.to }] : [],
          )
        : []
  for (const { from, to } of pairs) {
    const original = old.get(lower(from))
    old.delete(lower(from))
    if (original !== undefined) old.set(lower(to), original)
  }
  for (const name of old.keys()) if (!now.tables.has(name)) old.delete(name)
}
