// Reads the labelled cases; the format is told in README.md.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dialect, Hazard, Verdict } from '@teal/schema'

export type Case = {
  name: string
  dialect: Dialect
  verdict: Verdict
  hazard: Hazard
  why: string
  role?: string
  serverVersion?: string
  transaction?: boolean
  schema: string
  data: string
  old: string
  queries?: string
  migration: string
}

const root = join(import.meta.dirname, 'cases')

/** All cases of one dialect, by name. Throws when a case lacks a label or a section. */
export function loadCases(dialect: Dialect): Case[] {
  return readdirSync(join(root, dialect))
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) =>
      parseCase(file.slice(0, -4), dialect, readFileSync(join(root, dialect, file), 'utf8')),
    )
}

export function parseCase(name: string, dialect: Dialect, text: string): Case {
  const [head = '', ...parts] = text.split(/^--- /m)
  const labels = new Map<string, string>()
  for (const [, key, value] of head.matchAll(/^-- ([a-z-]+): (.*)$/gm)) {
    if (key !== undefined && value !== undefined) labels.set(key, value.trim())
  }
  const sections = new Map<string, string>()
  for (const part of parts) {
    const end = part.indexOf('\n')
    sections.set(part.slice(0, end).trim(), part.slice(end + 1))
  }
  const need = (from: Map<string, string>, key: string): string => {
    const value = from.get(key)
    if (value === undefined) throw new Error(`${dialect}/${name}.sql has no ${key}`)
    return value
  }
  const role = labels.get('role')
  const serverVersion = labels.get('server-version')
  const queries = sections.get('queries')
  return {
    name,
    dialect,
    verdict: need(labels, 'verdict') as Verdict,
    hazard: need(labels, 'hazard') as Hazard,
    why: need(labels, 'why'),
    ...(role === undefined ? {} : { role }),
    ...(serverVersion === undefined ? {} : { serverVersion }),
    ...(labels.get('transaction') === 'yes' ? { transaction: true } : {}),
    schema: need(sections, 'schema'),
    data: sections.get('data') ?? '',
    old: sections.get('old') ?? '',
    ...(queries === undefined ? {} : { queries }),
    migration: need(sections, 'migration'),
  }
}
