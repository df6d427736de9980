import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { messageOf, TealError } from '../../model/error.ts'
import type { Draft } from '../../system/replace-file.ts'
import { draftUsersFile, replaceUsersFile } from './users-file.ts'

// The map file, from which HAProxy starts. One line of it is ours, `<key> <backend>`, and a comment above
// it, in which we keep what HAProxy has no place for. Every other line belongs to someone else and stays.

const comment = z.object({
  key: z.string(),
  epoch: z.number(),
  since: z.string().nullable(),
  releases: z.object({ blue: z.string().nullable(), green: z.string().nullable() }),
})

type Comment = z.output<typeof comment>

/** What the file says of one key. */
export type MapEntry = {
  /** Null when it has no entry. */
  backend: string | null
  /** The highest epoch that changed anything here. */
  epoch: number
  /** When users came to that backend, ISO 8601. */
  since: string | null
  /** As last attached. */
  releases: Comment['releases']
}

const mark = '# teal '

/** Throws when the file cannot be read, or a comment of ours in it was damaged. */
export function readMapEntry(file: string, key: string): MapEntry {
  const lines = linesOf(file)
  const ours = lines.find((line) => keyOf(line) === key)
  const comments = lines.map((line) => readComment(file, line))
  const found = comments.find((each) => each?.key === key)
  return {
    backend: ours?.trim().split(/\s+/)[1] ?? null,
    epoch: found?.epoch ?? 0,
    since: found?.since ?? null,
    releases: found?.releases ?? { blue: null, green: null },
  }
}

/** Replaces what the file says of `key`, at the place where it stood, and keeps all other lines. */
export function writeMapEntry(file: string, key: string, entry: MapEntry): void {
  replaceUsersFile(file, withEntry(file, key, entry))
}

/** The same, made ready and not done yet. */
export async function draftMapEntry(file: string, key: string, entry: MapEntry): Promise<Draft> {
  return draftUsersFile(file, withEntry(file, key, entry))
}

function withEntry(file: string, key: string, { backend, ...kept }: MapEntry): string {
  const ours = [`${mark}${JSON.stringify({ key, ...kept })}`]
  if (backend !== null) ours.push(`${key} ${backend}`)
  const lines = linesOf(file)
  const isOurs = (line: string): boolean =>
    keyOf(line) === key || readComment(file, line)?.key === key
  const first = lines.findIndex(isOurs)
  const place = first === -1 ? lines.length : first
  const after = lines.slice(place).filter((line) => !isOurs(line))
  return `${[...lines.slice(0, place), ...ours, ...after].join('\n')}\n`
}

/** The key of an entry's line; null for a comment or an empty line. */
function keyOf(line: string): string | null {
  const [key = ''] = line.trim().split(/\s+/)
  return key === '' || key.startsWith('#') ? null : key
}

function readComment(file: string, line: string): Comment | null {
  if (!line.startsWith(mark)) return null
  try {
    return comment.parse(JSON.parse(line.slice(mark.length)))
  } catch (error) {
    // Without the epoch an old rollout could overwrite a newer one: better to stop than to guess.
    throw new TealError('failed', `a line of ${file} that Teal wrote was changed by somebody`, {
      lines: [line],
      hint: 'restore it; or remove it, when no rollout of the application is under way',
      cause: error,
    })
  }
}

function linesOf(file: string): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    if (lines.at(-1) === '') lines.pop()
    return lines
  } catch (error) {
    throw new TealError('failed', `the map file cannot be read: ${messageOf(error)}`, {
      hint: `create it (it may be empty) and restart HAProxy: ${file}`,
      cause: error,
    })
  }
}
