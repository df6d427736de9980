// What reaches outside the database it is run in: it must not be tried on a server that others use, where
// roles, databases, settings and sessions are shared. The rules alone decide about it.

import type { Node } from './grammar.ts'
import { isOpaque } from './rules/index.ts'
import { text } from './rules/tree.ts'

/** Of the server as a whole, which a shadow of its own cannot do either. */
const ofServer =
  /^(AlterSystem|Createdb|Dropdb|AlterDatabase|AlterDatabaseSet|AlterDatabaseRefreshColl|CreateTableSpace|DropTableSpace|AlterTableSpaceOptions|CreateSubscription|AlterSubscription|DropSubscription)Stmt$/

/** Of roles, which all databases of a server share. */
const ofRoles =
  /^(CreateRole|DropRole|AlterRole|AlterRoleSet|GrantRole|ReassignOwned|DropOwned)Stmt$/

/** Statements about an object of any kind: GRANT, COMMENT, RENAME, OWNER TO, SECURITY LABEL. */
const sharedObject = /^OBJECT_(DATABASE|ROLE|TABLESPACE|SUBSCRIPTION|PARAMETER_ACL)$/

const outsideCall =
  /\b(pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_switch_wal|pg_promote|pg_create_restore_point|pg_\w*replication_\w+|pg_(read|write)\w*_file|lo_(im|ex)port|dblink\w*)\s*\(/i

/** What a DO block may do in words of its own. */
const outsideWord = /\b(role|user|group|owned|database|tablespace|system|subscription|program)\b/i

/** Whether a statement changes more than its own database. `shared`: the server is not the judge's alone. */
export function reachesOutside(
  { kind, node, sql }: { kind: string; node: Node; sql: string },
  shared: boolean,
): boolean {
  if (ofServer.test(kind)) return true
  if (!shared) return false
  if (ofRoles.test(kind)) return true
  const about = ['objtype', 'renameType', 'objectType'].map((key) => text(node, key))
  if (about.some((each) => sharedObject.test(each))) return true
  const isCode = kind === 'DoStmt' || kind === 'CallStmt'
  if (isCode && (isOpaque({ kind, node, sql }) || outsideWord.test(sql))) return true
  return outsideCall.test(sql)
}
