// Cuts a SQLite script into statements. The grammar itself is left to SQLite; all that has to be
// known here is where strings, names and comments end, and that the body of a trigger has semicolons.

export type Token = {
  kind: 'word' | 'name' | 'string' | 'number' | 'symbol'
  text: string
  /** Where it begins, in UTF-16 units from the start of the script. */
  start: number
}

export type ScriptStatement = { sql: string; start: number; tokens: Token[] }

const pattern =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:[^']|'')*(?:'|$))|(?<name>"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$))|(?<number>(?:0x[0-9a-f]+|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?))|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<symbol>[\s\S])/giuy

/** The tokens of `sql`, without white space and comments. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  for (const match of sql.matchAll(pattern)) {
    const groups = match.groups ?? {}
    if (groups['space'] !== undefined) continue
    const kind = (['string', 'name', 'number', 'word', 'symbol'] as const).find(
      (name) => groups[name] !== undefined,
    )
    if (kind !== undefined) tokens.push({ kind, text: match[0], start: match.index })
  }
  return tokens
}

/** The statements of a script, without their semicolons; empty ones are left out. */
export function splitScript(sql: string): ScriptStatement[] {
  const statements: ScriptStatement[] = []
  let tokens: Token[] = []
  const finish = (end: number): void => {
    const first = tokens[0]
    if (first !== undefined) {
      statements.push({ sql: sql.slice(first.start, end).trimEnd(), start: first.start, tokens })
    }
    tokens = []
  }
  for (const token of tokenize(sql)) {
    if (token.text === ';' && !insideTrigger(tokens)) finish(token.start)
    else tokens.push(token)
  }
  finish(sql.length)
  return statements
}

/** `CREATE TRIGGER … BEGIN …; END`: a semicolon ends it only after `; END`, as in sqlite3_complete. */
function insideTrigger(tokens: readonly Token[]): boolean {
  const head = tokens.slice(0, 3).map(keyword)
  const trigger =
    head[0] === 'CREATE' &&
    (head[1] === 'TRIGGER' || (/^TEMP(ORARY)?$/.test(head[1] ?? '') && head[2] === 'TRIGGER'))
  if (!trigger) return false
  const [beforeLast, last] = tokens.slice(-2)
  return !(beforeLast?.text === ';' && last !== undefined && keyword(last) === 'END')
}

/** The word in capitals; empty for anything that cannot be a keyword. */
export function keyword(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : ''
}

/** The name without its quotes. */
export function unquote(token: Token): string {
  if (token.kind !== 'name' && token.kind !== 'string') return token.text
  const quote = token.text[0] === '[' ? ']' : (token.text[0] ?? '')
  return token.text.slice(1, -1).replaceAll(quote + quote, quote)
}
