import type { Batch, Judge, JudgeOptions } from '../judge/dialect.ts'
import type { Shape } from '../plan/intention.ts'
import { planInWords } from '../plan/plan.ts'
import { postgresIntentions, shapeIn } from '../plan/read/postgres.ts'
import type { StatementVerdict } from '../verdict.ts'
import { loadGrammar, parseFile } from './grammar.ts'
import { parseQueries } from './probes/recorded.ts'
import { provideCollations } from './shadow/collations.ts'
import { extensionsIn, loadSchema, parseSchema, prepareRole } from './shadow/load.ts'
import { openPglite } from './shadow/pglite.ts'
import { dumpSchema, openServer } from './shadow/server.ts'
import type { Session } from './shadow/session.ts'
import { judgeStatically } from './static.ts'
import { tryBatch } from './trial.ts'
import { majorVersion } from './version.ts'

/** The judge for PostgreSQL: a shadow database and the running version's statements, or rules alone. */
export async function openPostgresJudge(options: JudgeOptions): Promise<Judge> {
  await loadGrammar()
  majorVersion(options.serverVersion)
  if (options.static === true) {
    return {
      judge: async (batch) => judgeStatically(batch, options),
      close: async () => undefined,
    }
  }
  const queries = parseQueries(options.queries ?? '')
  const { schema: given, database } = options
  const sql = given ?? (database === undefined ? '' : await dumpSchema(database))
  const schema = parseSchema(sql)
  const available = extensionsIn(schema)
  const open = async (extensions = available): Promise<Session> => {
    const session =
      database === undefined ? await openPglite(extensions) : await openServer(database)
    try {
      await provideCollations(session, sql)
      await loadSchema(session, schema)
      await forgetDumpSettings(session)
      if (options.role !== undefined) await prepareRole(session, options.role)
    } catch (error) {
      await session.close()
      throw error
    }
    return session
  }
  // One batch changes its shadow for good, so each gets one of its own; the first starts right away.
  let next: Promise<Session> | undefined = open()
  next.catch(() => undefined)
  return {
    judge: async (batch: Batch) => {
      const wanted = batch.files.flatMap(({ file, sql: text }) =>
        extensionsIn(parseFile(file, text)),
      )
      const isMissing = wanted.some((name) => !available.includes(name))
      if (isMissing) await (await next)?.close()
      const session = await (isMissing ? open([...available, ...wanted]) : (next ?? open()))
      next = undefined
      try {
        await provideCollations(
          session,
          [...batch.files.map((file) => file.sql), options.queries].join('\n'),
        )
        const shape = await shapeIn(session)
        const verdicts = await tryBatch(session, batch, options, queries)
        return verdicts.map((verdict) => withPlan(verdict, shape))
      } finally {
        await session.close()
      }
    },
    close: async () => {
      const unused = await next
      next = undefined
      await unused?.close()
    },
  }
}

/** The plan is made of the schema's own columns and keys, where one is known; else it is told in general. */
function withPlan(verdict: StatementVerdict, shape: Shape): StatementVerdict {
  if (verdict.verdict === 'safe') return verdict
  const plan = planInWords(postgresIntentions(verdict.sql, shape), shape, 'postgres')
  return plan.length === 0 ? verdict : { ...verdict, plan }
}

/** `pg_dump` begins with an empty search path and unchecked function bodies; the application has neither. */
async function forgetDumpSettings(session: Session): Promise<void> {
  const rows = await session.run(`select current_setting('search_path') as path`)
  // An empty path is shown as it was set: as nothing, or as a pair of quotes.
  if (/^("")?$/.test(String(rows[0]?.['path'])))
    await session.run('set search_path = "$user", public')
  await session.run('set check_function_bodies to default; set client_min_messages to default')
}
