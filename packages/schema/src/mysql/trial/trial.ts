// A batch on a real server: each statement runs in a scratch database that has the schema. An ALTER
// TABLE is asked for in every way from the cheapest on; the running version's statements are tried
// before the first and after each.

import type { Hazard, StatementVerdict } from '../../verdict.ts'
import type { Schema } from '../schema.ts'
import type { Statement } from '../statement.ts'
import { staysInside } from './inside.ts'
import { makeProbes, quote, runProbes } from './probes.ts'
import type { Scratch } from './scratch.ts'

/** A statement and what it means; undefined where that is not understood. */
export type Read = { sql: string; meaning: Statement | undefined }

/** A statement of the batch with what the rules said of it. */
export type Tried = {
  verdict: StatementVerdict
  meaning: Statement | undefined
  /** Whether it is about a table that was there before the batch. */
  onOld: boolean
  /** Whether it is about a temporary table of the batch. */
  temporary: boolean
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
  const mayRun = ({ sql, meaning }: Read): boolean => staysInside(sql, meaning, scratch.databases)
  await scratch.run('SET SESSION foreign_key_checks = 0')
  for (const one of schema) if (mayRun(one)) await scratch.run(one.sql)
  await scratch.run('SET SESSION foreign_key_checks = 1')
  const probes = makeProbes(
    running,
    recorded.filter(mayRun).map(({ sql }) => sql),
  )
  const before = await runProbes(scratch, probes)
  const working = probes.filter((_, i) => before[i] === undefined)
  const seen: Seen[] = []
  for (const { verdict, meaning, onOld, temporary } of batch) {
    // A temporary table would hide the one of its name from the probes.
    if (temporary || !mayRun({ sql: verdict.sql, meaning })) seen.push({ failures: undefined })
    else {
      const { hazard, error } = await perform(scratch, verdict.sql, meaning, onOld)
      const failures = error === undefined ? await runProbes(scratch, working) : undefined
      seen.push({ hazard, error, failures })
    }
  }
  const last = seen.findLast(({ failures }) => failures !== undefined)?.failures ?? []
  let failing: Seen['failures'] = []
  return batch.map(({ verdict }, at) => {
    const { hazard, error, failures } = seen[at] ?? { failures: undefined }
    if (error !== undefined) return { ...verdict, ...refusedBy(verdict, error) }
    if (failures === undefined) return verdict
    const fresh = working.flatMap(({ label }, i) => {
      const failure = failures[i]
      if (failure === undefined || failing?.[i] !== undefined) return []
      return [{ text: `${label} fails: ${failure}`, lasts: last[i] !== undefined }]
    })
    failing = failures
    return combine(verdict, hazard, fresh)
  })
}

/** What the server did: `failures` of the probes after it, undefined when it was not run. */
type Seen = {
  hazard?: Hazard | undefined
  error?: string | undefined
  failures: (string | undefined)[] | undefined
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
    // One in a version comment has no room for more.
    !sql.startsWith('/*') &&
    meaning.demand.algorithm === 'DEFAULT' &&
    meaning.demand.lock === 'DEFAULT' &&
    !meaning.actions.some(({ kind }) => kind === 'partition')
  const asked = asks ? asAlter(sql, meaning) : sql
  const comma = /^\s*alter/i.test(asked) ? ',' : ''
  let message = ''
  for (const [how, hazard] of asks ? ways : ([['', undefined]] as const)) {
    try {
      await scratch.run(
        how === '' ? sql : `${asked}${comma} ${comma === '' ? how.replace(',', '') : how}`,
      )
      return hazard === undefined ? {} : { hazard }
    } catch (error) {
      message = error instanceof Error ? error.message : String(error)
      if (asks && !/not supported|syntax/i.test(message)) break
    }
  }
  return { error: message }
}

/** DROP INDEX takes no ALGORITHM and LOCK everywhere; ALTER TABLE does. */
function asAlter(sql: string, meaning: Statement & { kind: 'alter-table' }): string {
  const [action] = meaning.actions
  if (!/^\s*drop/i.test(sql) || action?.kind !== 'drop-key') return sql
  return `ALTER TABLE ${quote(meaning.name)} DROP INDEX ${quote(action.name)}`
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
  failures: readonly { text: string; lasts: boolean }[],
): StatementVerdict {
  const known = verdict.hazard === 'data-loss' || (asked === 'scan' && verdict.hazard === 'rewrite')
  const hazard = asked === undefined || known ? verdict.hazard : asked
  const evidence = [
    ...verdict.evidence,
    ...failures.slice(0, 5).map(({ text }) => text),
    ...(asked === undefined ? [] : [`the server does it with the hazard ${hazard}`]),
  ]
  const lasting = failures.find(({ lasts }) => lasts)
  const rule = 'statement-fails'
  if (lasting !== undefined && verdict.verdict !== 'unsafe') {
    return { ...verdict, verdict: 'unsafe', hazard, rule, why: lasting.text, evidence }
  }
  const [mended] = failures
  if (mended !== undefined && verdict.verdict === 'safe' && hazard === 'none') {
    const why = `until a later statement mends it: ${mended.text}`
    return { ...verdict, verdict: 'needs-info', hazard, rule, why, evidence }
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
