// A batch on a real server: each statement runs in a scratch database that has the schema. An ALTER
// TABLE is asked for in every way from the cheapest on; the running version's statements are tried
// before the first and after each.

import type { Hazard, StatementVerdict } from '../../verdict.ts'
import type { Schema } from '../schema.ts'
import type { Statement } from '../statement.ts'
import { staysInside } from './inside.ts'
import { makeProbes, runProbes } from './probes.ts'
import type { Scratch } from './scratch.ts'

/** A statement and what it means; undefined where that is not understood. */
export type Read = { sql: string; meaning: Statement | undefined }

/** A statement of the batch with what the rules said of it. */
export type Tried = {
  verdict: StatementVerdict
  meaning: Statement | undefined
  /** Whether it is about a table that was there before the batch. */
  onOld: boolean
}

const ways: [string, Hazard][] = [
  ['ALGORITHM=INSTANT', 'none'],
  ['ALGORITHM=INPLACE, LOCK=NONE', 'none'],
  // In place it reads or writes the table; which of the two, the rules know.
  ['ALGORITHM=INPLACE, LOCK=SHARED', 'scan'],
  ['ALGORITHM=COPY, LOCK=SHARED', 'rewrite'],
]

/** The verdicts with what the server answered put over what the rules said. */
export async function tryOnServer(
  scratch: Scratch,
  schema: readonly Read[],
  running: Schema,
  recorded: readonly Read[],
  batch: readonly Tried[],
): Promise<StatementVerdict[]> {
  await scratch.run('SET SESSION foreign_key_checks = 0')
  const mayRun = ({ sql, meaning }: Read): boolean => staysInside(sql, meaning, scratch.databases)
  for (const one of schema) if (mayRun(one)) await scratch.run(one.sql)
  const probes = makeProbes(
    running,
    recorded.filter(mayRun).map(({ sql }) => sql),
  )
  const before = await runProbes(scratch, probes)
  const working = probes.filter((_, i) => before[i] === undefined)
  let failing = new Set<number>()
  const verdicts: StatementVerdict[] = []
  for (const { verdict, meaning, onOld } of batch) {
    if (!mayRun({ sql: verdict.sql, meaning })) {
      verdicts.push(verdict)
      continue
    }
    const seen = await perform(scratch, verdict.sql, meaning, onOld)
    if (seen.error !== undefined) {
      verdicts.push({ ...verdict, ...refusedBy(verdict, seen.error) })
      continue
    }
    const after = await runProbes(scratch, working)
    const now = new Set(after.flatMap((failure, i) => (failure === undefined ? [] : [i])))
    const fresh = [...now].filter((i) => !failing.has(i))
    const failures = fresh.map((i) => `${working[i]?.label ?? ''} fails: ${after[i] ?? ''}`)
    failing = now
    verdicts.push(combine(verdict, seen.hazard, failures))
  }
  return verdicts
}

async function perform(
  scratch: Scratch,
  sql: string,
  meaning: Statement | undefined,
  onOld: boolean,
): Promise<{ hazard?: Hazard; error?: string }> {
  const asks =
    onOld &&
    meaning?.kind === 'alter-table' &&
    meaning.demand.algorithm === 'DEFAULT' &&
    meaning.demand.lock === 'DEFAULT' &&
    !meaning.actions.some(({ kind }) => kind === 'partition')
  const comma = /^\s*alter/i.test(sql) ? ',' : ''
  let message = ''
  for (const [how, hazard] of asks ? ways : ([['', undefined]] as const)) {
    try {
      await scratch.run(
        how === '' ? sql : `${sql}${comma} ${comma === '' ? how.replace(',', '') : how}`,
      )
      return hazard === undefined ? {} : { hazard }
    } catch (error) {
      message = error instanceof Error ? error.message : String(error)
      if (asks && !/not supported|syntax/i.test(message)) break
    }
  }
  return { error: message }
}

function refusedBy(verdict: StatementVerdict, message: string): Partial<StatementVerdict> {
  const evidence = [...verdict.evidence, `the server says: ${message}`]
  if (verdict.verdict === 'unsafe') return { evidence }
  return {
    verdict: 'needs-info',
    rule: 'does-not-run',
    why: `it fails on the schema of the running version: ${message}`,
    evidence,
  }
}

function combine(
  verdict: StatementVerdict,
  asked: Hazard | undefined,
  failures: readonly string[],
): StatementVerdict {
  const known = verdict.hazard === 'data-loss' || (asked === 'scan' && verdict.hazard === 'rewrite')
  const hazard = asked === undefined || known ? verdict.hazard : asked
  const evidence = [
    ...verdict.evidence,
    ...failures.slice(0, 5),
    ...(asked === undefined ? [] : [`the server does it with the hazard ${hazard}`]),
  ]
  const first = failures[0]
  if (first !== undefined && verdict.verdict !== 'unsafe') {
    return { ...verdict, verdict: 'unsafe', hazard, rule: 'statement-fails', why: first, evidence }
  }
  // The rules called it unsafe for a cost that this server does not have, or safe without knowing it.
  if (verdict.rule === 'table-copy' && hazard === 'none') {
    return { ...verdict, verdict: 'safe', hazard, rule: 'safe', why: '', plan: [], evidence }
  }
  if (verdict.verdict === 'safe' && hazard !== 'none') {
    const why = `nobody can write to the table while it is ${hazard === 'scan' ? 'read' : 'copied'}`
    return { ...verdict, verdict: 'unsafe', hazard, rule: 'table-copy', why, evidence }
  }
  return { ...verdict, hazard, evidence }
}
