// Walks over the statements of a batch, and says of each what it does to the running version.

import { positionAt } from '../judge/source.ts'
import type { MigrationFile } from '../judge/dialect.ts'
import { planInWords } from '../plan/plan.ts'
import { mysqlIntentions, shapeOfModel } from '../plan/read/mysql.ts'
import { gravest, worst } from '../verdict.ts'
import { applyStatement } from './apply.ts'
import { judgeWithoutSchema } from './blind.ts'
import { findBreaks, type Breaks, type Conditions } from './breaks/index.ts'
import { conclude, type Conclusion, type Seen } from './conclude.ts'
import { followRenames, isAbout, isTemporary, noteColumns, writesOnlyNew } from './follow.ts'
import { dangerOf, type Surroundings } from './hazard.ts'
import { Misfit } from './misfit.ts'
import { Unknown } from './reader.ts'
import { findColumn, lower, type Column, type Schema } from './schema.ts'
import { identitiesOf } from './rights.ts'
import type { ScriptStatement } from './script.ts'
import { sessionAfter, type Session } from './session.ts'
import type { Statement } from './statement.ts'
import type { Tried } from './trial/trial.ts'
import { unfold, type Act } from './unfold.ts'

export type Parsed = {
  file: MigrationFile
  statement: ScriptStatement
  meaning: Statement | Unknown
  /** Whether it is in a database that the batch itself has made. */
  elsewhere: boolean
}

/** What is known in the middle of a batch. */
type Walk = {
  running: Schema
  now: Schema
  /** Whether there is a schema at all. */
  known: boolean
  conditions: Conditions
  session: Session
  /** Present names of the tables that were there before, with the names they had. */
  old: Map<string, string>
  temporary: Set<string>
  /** Tables that the batch makes in the likeness of one that is not known. */
  made: Set<string>
  /** Those of them that it has filled from others. */
  filled: Set<string>
  /** Tables of which it has dropped an index. */
  dropped: Set<string>
  /** Columns that the batch adds to tables that are not known, as `table.column`. */
  added: Map<string, Column>
  /** What is broken after the statements so far. */
  breaks: Breaks
}

type Step = Seen & { act: Act; breaks: Breaks; onOld?: boolean; temporary?: boolean }

export function judgeBatch(
  parsed: readonly Parsed[],
  running: Schema,
  conditions: Conditions,
  known: boolean,
): Tried[] {
  const walk: Walk = {
    running,
    now: structuredClone(running),
    known,
    conditions,
    session: {
      foreignKeyChecks: true,
      strict: conditions.strict,
      readCommitted: false,
      algorithm: 'DEFAULT',
      givesStamps: false,
    },
    old: new Map([...running.tables.keys()].map((name) => [name, name])),
    temporary: new Set(),
    made: new Set(),
    filled: new Set(),
    dropped: new Set(),
    added: new Map(),
    breaks: new Map(),
  }
  const later = parsed.map(({ meaning }) => meaning)
  const walked = parsed.map(({ meaning, elsewhere }, i) => {
    const acts = elsewhere ? [] : unfold(meaning, walk.now)
    return acts.map((act) => {
      const step = stepOf(act, walk, later.slice(i + 1))
      walk.breaks = step.breaks
      return step
    })
  })
  const last = walk.breaks
  let before: Breaks = new Map()
  return parsed.map(({ file, statement, meaning }, i) => {
    const steps = walked[i] ?? []
    const conclusions = steps.map((step) => {
      const made = [...step.breaks].filter(([key]) => !before.has(key))
      before = step.breaks
      return conclude(step.act.meaning, step, {
        lasting: made.flatMap(([key, found]) => (last.has(key) ? [found] : [])),
        mended: made.flatMap(([key, found]) => (last.has(key) ? [] : [found])),
        role: conditions.role,
        identities: identitiesOf(conditions.role, running),
        definers: definersOf(running),
      })
    })
    const conclusion = together(conclusions)
    const position = positionAt(file.sql, statement.start)
    const plan =
      conclusion.verdict === 'unsafe'
        ? planInWords(mysqlIntentions(statement.sql), shapeOfModel(running), 'mysql')
        : []
    const verdict = { file: file.file, ...position, sql: statement.sql, ...conclusion, plan }
    const understood = meaning instanceof Unknown ? undefined : meaning
    const onOld = steps.some((step) => step.onOld === true)
    const temporary = steps.length > 0 && steps.every((step) => step.temporary === true)
    return { verdict, meaning: understood, onOld, temporary }
  })
}

function stepOf(act: Act, walk: Walk, later: readonly (Statement | Unknown)[]): Step {
  const { running, now, known, conditions, old, made, filled, dropped, added, breaks } = walk
  if (act.meaning instanceof Unknown) return { act, unknown: act.meaning.message, breaks }
  const meaning = walk.session.givesStamps ? withStamps(act.meaning) : act.meaning
  if (isTemporary(meaning, walk.temporary)) return { act, breaks, temporary: true }
  walk.session = sessionAfter(walk.session, meaning)
  const around: Surroundings = {
    schema: now,
    server: conditions.server,
    isOld: (name) =>
      !walk.temporary.has(lower(name)) &&
      (old.has(lower(name)) || !(known || now.tables.has(lower(name)) || made.has(lower(name)))),
    isNew: (table, column) => {
      if (added.has(`${lower(table)}.${lower(column)}`)) return true
      const original = running.tables.get(old.get(lower(table)) ?? '')
      return original !== undefined && findColumn(original, column) === undefined
    },
    added,
    filled,
    dropped,
    recorded: conditions.recorded,
    session: sessionAfter(walk.session, { kind: 'set', assignments: [...act.assignments] }),
    later,
  }
  if (meaning.kind === 'insert' && meaning.selects !== null) filled.add(lower(meaning.table))
  if (isAbout(meaning, made)) return { act, breaks }
  if (meaning.kind === 'alter-table' && meaning.actions.some(({ kind }) => kind === 'drop-key')) {
    dropped.add(lower(meaning.name))
  }
  if (meaning.kind === 'create-routine' && writesOnlyNew(meaning, around.isOld)) {
    applyStatement(now, meaning)
    return { act: { ...act, meaning: { kind: 'harmless' } }, breaks }
  }
  const blind = judgeWithoutSchema(meaning, around, known)
  if (blind !== undefined) {
    noteColumns(meaning, added)
    return { act, ...blind, breaks }
  }
  const danger = dangerOf(meaning, around)
  const onOld = meaning.kind === 'alter-table' && around.isOld(meaning.name)
  const before = now.grants
  try {
    applyStatement(now, meaning)
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    if (meaning.kind === 'create-table' && !known) {
      made.add(lower(meaning.name))
      return { act, danger, breaks }
    }
    // Its condition looks for what it does not fit.
    return act.conditional ? { act, breaks } : { act, misfit: error.message, breaks }
  }
  followRenames(old, meaning, now)
  const takesGrants =
    meaning.kind === 'privileges' && JSON.stringify(before) !== JSON.stringify(now.grants)
  return { act, danger, breaks: findBreaks(running, now, conditions), onOld, takesGrants }
}

/** The statement with the default that the session gives to what is a TIMESTAMP and must not be NULL. */
function withStamps(statement: Statement): Statement {
  if (statement.kind !== 'alter-table') return statement
  const actions = statement.actions.map((action) => {
    if (action.kind !== 'add-column') return action
    const { column } = action.definition
    const isStamp = column.type.name === 'TIMESTAMP' && !column.nullable && column.default === null
    if (!isStamp) return action
    const stamped = { ...column, default: 'current_timestamp()' }
    return { ...action, definition: { ...action.definition, column: stamped } }
  })
  return { ...statement, actions }
}

/** The users whose rights views, triggers and routines of the running version have. */
function definersOf({ views, triggers, routines }: Schema): Set<string> {
  const all = [...views.values(), ...triggers.values(), ...routines.values()]
  return new Set(all.flatMap(({ definer }) => (definer === null ? [] : [definer])))
}

/** What is said of a statement that comes to several: the worst of it. */
function together(all: readonly Conclusion[]): Conclusion {
  const verdict = worst(all.map((one) => one.verdict))
  const decisive = all.find((one) => one.verdict === verdict)
  return {
    verdict,
    hazard: gravest(all.map((one) => one.hazard)),
    locks: all.flatMap(({ locks }) => locks),
    rule: decisive?.rule ?? 'safe',
    why: decisive?.why ?? '',
    evidence: all.flatMap(({ evidence }) => evidence),
    plan: [],
  }
}
