// Triggers that refuse, change or no longer do what the running version's writes rely on.

import { findColumn, lower, sameName, type Schema, type Table } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'
import { refusalOf } from './trigger-insert.ts'

export function compareTriggers(
  running: Schema,
  now: Schema,
  { recorded }: Conditions,
  breaks: Breaks,
): void {
  for (const [key, trigger] of now.triggers) {
    const old = running.triggers.get(key)
    const table = running.tables.get(lower(trigger.table))
    const refusal = table && refusalOf(trigger, now.tables.get(lower(trigger.table)) ?? table, now)
    const was = table && old && refusalOf(old, table, running)
    if (refusal !== undefined && was === undefined && now.tables.size > 0) {
      breaks.set(`trigger ${trigger.name}`, {
        rule: 'trigger-fails',
        certain: true,
        why: `${trigger.event} on ${trigger.table} fails with its trigger: ${refusal}`,
      })
      continue
    }
    if (table !== undefined && old === undefined && !isKnown(trigger.definer, running)) {
      breaks.set(`trigger ${trigger.name} definer`, {
        rule: 'definer',
        certain: false,
        why: `${trigger.event} on ${trigger.table} fails unless there is a user ${trigger.definer ?? ''}, whose rights its trigger has`,
      })
    }
    if (table === undefined || old?.body === trigger.body) continue
    const current = now.tables.get(lower(trigger.table))
    const read = recorded.copies.find(
      ({ table: into, selects }) =>
        trigger.event.toUpperCase() === 'INSERT' &&
        sameName(into, trigger.table) &&
        tablesWritten(trigger.body).some((one) =>
          selects?.tables.some((name) => sameName(name, one)),
        ),
    )
    if (read !== undefined) {
      breaks.set(`trigger ${trigger.name}`, {
        rule: 'trigger-fails',
        certain: true,
        why: `the recorded INSERT INTO ${trigger.table} fails: its trigger writes a table that it reads`,
      })
      continue
    }
    const effect = effectOf(trigger.body, old?.body ?? '', table, current, running)
    if (effect === undefined) continue
    breaks.set(`trigger ${trigger.name}`, {
      rule: 'new-trigger',
      certain: effect.certain,
      why: `${trigger.event} on ${trigger.table} ${effect.why}`,
    })
  }
  for (const [key, trigger] of running.triggers) {
    if (now.triggers.has(key) || !now.tables.has(lower(trigger.table))) continue
    breaks.set(`trigger ${trigger.name}`, {
      rule: 'trigger-gone',
      certain: true,
      why: `${trigger.event} on ${trigger.table} no longer does what the trigger ${trigger.name} did`,
    })
  }
}

/** Whether the schema tells of the user; who makes the trigger is there. */
function isKnown(definer: string | null, { views, triggers, routines, grants }: Schema): boolean {
  if (definer === null || /^current_(user|role)$/i.test(definer)) return true
  const all = [...views.values(), ...triggers.values(), ...routines.values()]
  return (
    definer === 'root' ||
    all.some((one) => one.definer === definer) ||
    grants.some(({ users }) => users.includes(definer))
  )
}

/** What a trigger does that the running version notices, and that it did not do before. */
function effectOf(
  body: string,
  before: string,
  table: Table,
  current: Table | undefined,
  running: Schema,
): { certain: boolean; why: string } | undefined {
  if (
    /\bsignal\b/i.test(body) &&
    !/\bsignal\b/i.test(before) &&
    !signalsOnlyNew(body, table, current)
  )
    return { certain: true, why: 'fails where the trigger refuses the row' }
  const assignments = [...body.matchAll(/\bset new \. (\S+) = ([^;]*)/gi)]
  const overwritten = assignments.find(
    ([assignment, name = '', value = '']) =>
      !before.includes(assignment.trim()) &&
      findColumn(table, name) !== undefined &&
      !comesFromNew(body, table, value),
  )?.[1]
  if (overwritten !== undefined) {
    const guarded = new RegExp(`new \\. ${overwritten} is null`, 'i').test(body)
    return { certain: !guarded, why: `stores another ${overwritten} than the one that was given` }
  }
  const touched = tablesWritten(body).find(
    (name) => running.tables.has(lower(name)) && !tablesWritten(before).includes(name),
  )
  if (touched !== undefined) return { certain: false, why: `also writes ${touched}` }
  return /\bcall\b/i.test(body) ? { certain: false, why: 'calls a procedure' } : undefined
}

/**
 * Whether it refuses only values of columns that the running version does not know and leaves NULL: each
 * SIGNAL hangs on a comparison with one of them, which NULL does not pass.
 */
function signalsOnlyNew(body: string, table: Table, current: Table | undefined): boolean {
  const signals = [...body.matchAll(/\b(?:if|elseif) ((?:(?! then ).)*) then (?=signal\b)/gis)]
  const count = [...body.matchAll(/\bsignal\b/gi)].length
  return (
    signals.length === count &&
    signals.every(([, condition = '']) => {
      if (/\b(or|xor|not \(|coalesce|ifnull|if|case)\b|\|\|/i.test(condition)) return false
      return condition.split(/\band\b/i).some((part) => {
        if (/\bis null\b|<=>/i.test(part)) return false
        const name = /\bnew \. (\S+)/i.exec(part)?.[1] ?? ''
        const column = current && findColumn(current, name)
        const isNew = findColumn(table, name) === undefined
        return isNew && column?.nullable === true && column.default === null
      })
    })
  )
}

/** The tables that the body writes, as it names them; one of another database is not of this schema. */
function tablesWritten(body: string): string[] {
  const writes =
    /\b(?:insert into|insert ignore into|replace into|(?<!key )update|delete from) ((?:\S+ \. )?\S+)/gi
  return [...body.matchAll(writes)]
    .map(([, name = '']) => name)
    .filter((name) => !name.includes(' . '))
}

/**
 * Whether the value is taken from a column that the running version does not know, where that has one:
 * it leaves it NULL, and so its own value stays.
 */
function comesFromNew(body: string, table: Table, value: string): boolean {
  const source = /\bnew \. ([^\s()]+)/i.exec(value)?.[1]
  if (source === undefined || findColumn(table, source) !== undefined) return false
  return [...body.matchAll(/\b(?:if|elseif)\b(.*?)\bthen\b/gis)].some(([, condition = '']) =>
    condition.toLowerCase().includes(`new . ${source.toLowerCase()}`),
  )
}
