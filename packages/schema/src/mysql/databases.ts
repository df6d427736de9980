// Databases that the batch itself makes: what is in them is not the running version's, whatever its name.

import type { Token } from './script.ts'
import type { Statement } from './statement.ts'

export type Databases = {
  made: Set<string>
  /** Whether the session is in one of them. */
  inside: boolean
}

/** `scratch.users` becomes one name, which is not `users`. */
export function withOwnNames(tokens: readonly Token[], { made }: Databases): Token[] {
  const names: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const [token, dot, name] = tokens.slice(at, at + 3)
    if (token === undefined) break
    if (!made.has(token.value) || dot?.text !== '.' || name === undefined) names.push(token)
    else {
      names.push({ ...token, kind: 'name', value: `${token.value}.${name.value}` })
      at += 2
    }
  }
  return names
}

/** Keeps note of what the statement does. IF NOT EXISTS may have found the one of the application. */
export function noteDatabases(statement: Statement, databases: Databases): void {
  if (statement.kind === 'create-database' && !statement.ifNotExists) {
    databases.made.add(statement.name)
  }
  if (statement.kind === 'use') databases.inside = databases.made.has(statement.name)
}
