// What is surely no SQL: a statement that begins like none there is, or parentheses that do not match.
// Anything else that is not understood may be a form that is only unknown here.

import { positionAt, SqlError } from '../judge/source.ts'
import type { ScriptStatement, Token } from './script.ts'

const statements = new Set(
  `ALTER ANALYZE BEGIN BINLOG CACHE CALL CHANGE CHECK CHECKSUM CLONE COMMIT CREATE DEALLOCATE DECLARE
   DELETE DESC DESCRIBE DO DROP EXECUTE EXPLAIN FLUSH GET GRANT HANDLER HELP IF IMPORT INSERT INSTALL
   KILL LOAD LOCK OPTIMIZE PREPARE PURGE RELEASE RENAME REPAIR REPLACE RESET RESIGNAL RESTART REVOKE
   ROLLBACK SAVEPOINT SELECT SET SHOW SHUTDOWN SIGNAL START STOP TABLE TRUNCATE UNINSTALL UNLOCK
   UPDATE USE VALUES WITH XA (`.split(/\s+/),
)

const objects = new Set(
  `TABLE TABLES INDEX VIEW TRIGGER PROCEDURE FUNCTION EVENT DATABASE SCHEMA USER ROLE SERVER SEQUENCE
   TABLESPACE LOGFILE UNDO INSTANCE PACKAGE RESOURCE SPATIAL FULLTEXT UNIQUE TEMPORARY OR ALGORITHM
   DEFINER SQL AGGREGATE ONLINE OFFLINE IGNORE PREPARE DEFAULT`.split(/\s+/),
)

/** Throws `SqlError` where the statement cannot be MySQL's or MariaDB's. */
export function checkSyntax(file: string, sql: string, statement: ScriptStatement): void {
  const [first, second] = statement.tokens
  const stop = (token: Token | undefined, message: string): never => {
    throw new SqlError(file, positionAt(sql, token?.start ?? statement.start), message)
  }
  if (first === undefined) return
  const verb = first.text.toUpperCase()
  if (first.kind === 'string' || !statements.has(verb)) {
    stop(first, `no statement begins with «${first.text}»`)
  }
  if (/^(CREATE|ALTER|DROP)$/.test(verb) && !objects.has(second?.text.toUpperCase() ?? '')) {
    stop(second, second === undefined ? `${verb} what?` : `there is no ${verb} «${second.text}»`)
  }
  const open: Token[] = []
  for (const [at, token] of statement.tokens.entries()) {
    const next = statement.tokens[at + 1]?.text
    if (token.text === ',' && (next === ')' || next === ','))
      stop(token, 'nothing follows this comma')
    if (token.text === '(') open.push(token)
    else if (token.text === ')' && open.pop() === undefined) {
      stop(token, 'this parenthesis closes none')
    }
  }
  if (open.length > 0) stop(open.at(-1), 'this parenthesis is not closed')
  const last = statement.tokens.at(-1)
  if (last?.text === ',') stop(last, 'nothing follows this comma')
}
