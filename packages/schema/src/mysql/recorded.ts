// What recorded statements of the running version tell that its schema does not.

import { Reader, tablesRead } from './reader.ts'
import { lower } from './schema.ts'
import type { ScriptStatement, Token } from './script.ts'

export type Recorded = {
  /** Tables into which it inserts without naming the columns. */
  positionalInserts: Set<string>
  /** Indexes it names in hints. */
  hintedIndexes: Set<string>
  /** The tables of each statement that reads several, and the names it does not say the table of. */
  joins: { tables: string[]; bare: Set<string> }[]
  /** All its words, among them the routines it calls. */
  words: Set<string>
}

export function readRecorded(statements: readonly ScriptStatement[]): Recorded {
  const recorded: Recorded = {
    positionalInserts: new Set(),
    hintedIndexes: new Set(),
    joins: [],
    words: new Set(),
  }
  for (const { tokens } of statements) {
    readInsert(new Reader(tokens), recorded)
    readJoin(tokens, recorded)
    for (const { value } of tokens) recorded.words.add(lower(value))
    for (const [at, token] of tokens.entries()) {
      if (!/^(use|force|ignore)$/i.test(token.text)) continue
      const reader = new Reader(tokens.slice(at + 1))
      if (reader.takeOne('INDEX', 'KEY') === undefined) continue
      if (reader.take('FOR')) {
        while (reader.word() !== '(' && !reader.done) reader.next()
      }
      if (reader.word() !== '(') continue
      for (const name of reader.group()) recorded.hintedIndexes.add(lower(name.value))
    }
  }
  return recorded
}

/** Of one SELECT alone: in a subquery a name is looked for inside first. */
function readJoin(tokens: readonly Token[], recorded: Recorded): void {
  const selects = tokens.filter(({ kind, text }) => kind === 'word' && /^select$/i.test(text))
  const tables = tablesRead(tokens).map(lower)
  if (selects.length !== 1 || tables.length < 2) return
  const named = tokens.filter(({ kind }) => kind === 'word' || kind === 'name')
  const bare = named.filter((token) => {
    const at = tokens.indexOf(token)
    const [before, after] = [tokens[at - 1]?.text ?? '', tokens[at + 1]?.text ?? '']
    return before !== '.' && after !== '.' && after !== '('
  })
  // What is another name for something is no column.
  const aliases = bare.filter((token) =>
    /^as$/i.test(tokens[tokens.indexOf(token) - 1]?.text ?? ''),
  )
  const hidden = new Set(aliases.map(({ value }) => lower(value)))
  const names = bare.map(({ value }) => lower(value)).filter((name) => !hidden.has(name))
  recorded.joins.push({ tables, bare: new Set(names) })
}

function readInsert(reader: Reader, recorded: Recorded): void {
  const verb = reader.takeOne('INSERT', 'REPLACE')
  if (verb === undefined) return
  reader.takeOne('LOW_PRIORITY', 'HIGH_PRIORITY', 'IGNORE')
  reader.take('INTO')
  const table = lower(reader.name())
  const named = reader.word() === 'SET' || (reader.word() === '(' && reader.word(1) !== ')')
  if (!named) recorded.positionalInserts.add(table)
}
