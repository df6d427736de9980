// What the text of a statement says, without a database: used alone with --static, and beside what the
// shadow saw.

import type { Node } from '../grammar.ts'
import { codeOf } from './code.ts'
import { changeRows, lockRows } from './data.ts'
import { aloneBecause, createIndex, maintain } from './maintenance.ts'
import { objectRules, serverRule } from './objects.ts'
import { needsInfo, unsafe, type RuleContext, type Ruling } from './rule.ts'
import { alterTable } from './table.ts'
import { text } from './tree.ts'
import { olderServers } from './version.ts'

/** Everything the rules find in one statement. Empty when nothing speaks against it. */
export function rulings(
  statement: { kind: string; node: Node; sql: string },
  context: RuleContext,
  role: string | undefined,
): Ruling[] {
  const { kind, node, sql } = statement
  const server = serverRule(kind, node, role, context)
  if (server) return [server]
  const alone = aloneBecause(kind, node)
  const found: Ruling[] =
    alone !== undefined && context.inTransaction
      ? [unsafe('fails-in-transaction', 'none', `${alone} fails inside a transaction`)]
      : []
  found.push(...olderServers(kind, node, context))
  if (/^(Select|Insert|Update|Delete|Merge|CreateTableAs|DeclareCursor)Stmt$/.test(kind)) {
    found.push(...lockRows(kind, node, context))
  }
  if (kind === 'AlterTableStmt') return [...found, ...alterTable(node, context)]
  if (kind === 'IndexStmt') return [...found, ...createIndex(node, context)]
  if (/^(Vacuum|Cluster|Reindex|RefreshMatView|Lock)Stmt$/.test(kind)) {
    return [...found, ...maintain(kind, node, context)]
  }
  if (/^(Select|Insert|Update|Delete|Merge|Truncate)Stmt$/.test(kind)) {
    return [...found, ...changeRows(kind, node, context)]
  }
  if (kind === 'DoStmt') {
    const code = codeOf(kind, node, sql)
    if (!code || code.dynamic) {
      found.push(needsInfo('dynamic-sql', 'it puts its statements together while it runs'))
    }
    for (const inner of code?.statements ?? []) {
      const repeated = inner.repeated === true
      found.push(...rulings({ ...inner, sql }, { ...context, inTransaction: true, repeated }, role))
    }
    return found
  }
  const rule = objectRules[kind]?.(node, context)
  if (rule) return [...found, rule]
  if (!(kind in objectRules) && !harmless.has(kind)) {
    found.push(needsInfo('unknown-statement', `no rule knows ${kind.replace(/Stmt$/, '')}`))
  }
  return found
}

/** Kinds of statement that only add, or that only concern the migration's own session. */
const harmless = new Set([
  'AlterDefaultPrivilegesStmt',
  'AlterExtensionContentsStmt',
  'AlterStatsStmt',
  'AlterTableSpaceOptionsStmt',
  'CommentStmt',
  'CheckPointStmt',
  'ConstraintsSetStmt',
  'CreateAmStmt',
  'CreateConversionStmt',
  'CreateDomainStmt',
  'CreateEnumStmt',
  'CreateExtensionStmt',
  'CreateFdwStmt',
  'CreateForeignServerStmt',
  'CreateForeignTableStmt',
  'CreatedbStmt',
  'CreateRangeStmt',
  'CreateRoleStmt',
  'CreateSchemaStmt',
  'CreateSeqStmt',
  'CreateStatsStmt',
  'CreateStmt',
  'CreateTableAsStmt',
  'CreateTableSpaceStmt',
  'CreateUserMappingStmt',
  'CompositeTypeStmt',
  'DefineStmt',
  'DiscardStmt',
  'ExplainStmt',
  'FetchStmt',
  'DropTableSpaceStmt',
  'AlterTSConfigurationStmt',
  'AlterTSDictionaryStmt',
  'CreateOpClassStmt',
  'CreateOpFamilyStmt',
  'CreatePLangStmt',
  'ListenStmt',
  'NotifyStmt',
  'UnlistenStmt',
  'PrepareStmt',
  'SecLabelStmt',
  'TransactionStmt',
  'VariableSetStmt',
  'VariableShowStmt',
  'DeallocateStmt',
  'DeclareCursorStmt',
  'ClosePortalStmt',
  'DropStmt',
  'AlterExtensionStmt',
])

/** Whether what the statement does cannot be seen from its text: dynamic SQL, calls. */
export function isOpaque(statement: { kind: string; node: Node; sql: string }): boolean {
  if (statement.kind === 'CallStmt') return true
  if (statement.kind !== 'DoStmt') return false
  return codeOf(statement.kind, statement.node, statement.sql)?.dynamic ?? true
}

/** What a transaction statement does: `begin`, `end` or neither. */
export function transactionStep(
  kind: string,
  node: Node,
): 'begin' | 'commit' | 'rollback' | 'other' | undefined {
  if (kind !== 'TransactionStmt') return undefined
  switch (text(node, 'kind')) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begin'
    case 'TRANS_STMT_COMMIT':
      return 'commit'
    case 'TRANS_STMT_ROLLBACK':
      return 'rollback'
    default:
      return 'other'
  }
}
