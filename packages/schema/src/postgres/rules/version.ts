// What older servers do otherwise than the shadow, which is a PostgreSQL 18.

import type { Node } from '../grammar.ts'
import { beyond, unsafe, type RuleContext, type Ruling } from './rule.ts'
import { child, list, relationName, text, typeName } from './tree.ts'

export function olderServers(kind: string, node: Node, context: RuleContext): Ruling[] {
  return findings(kind, node, context).map(beyond)
}

function findings(kind: string, node: Node, context: RuleContext): Ruling[] {
  const { version } = context
  const fails = (since: number, what: string): Ruling[] =>
    version < since
      ? [unsafe('too-new', 'none', `${what} fails: it needs PostgreSQL ${since}`)]
      : []
  const options = (key: string): string[] =>
    list(node, key).map((one) => text(child(one, 'DefElem'), 'defname'))
  switch (kind) {
    case 'AlterTableStmt':
      return context.made(relationName(child(node, 'relation')))
        ? []
        : alterTable(node, version, fails)
    case 'AlterEnumStmt':
      if (
        text(node, 'newVal') !== '' &&
        text(node, 'oldVal') === '' &&
        version < 12 &&
        context.inTransaction
      ) {
        return [
          unsafe(
            'fails-in-transaction',
            'none',
            'before PostgreSQL 12 ADD VALUE fails inside a transaction',
          ),
        ]
      }
      return text(node, 'oldVal') === '' ? [] : fails(10, 'RENAME VALUE')
    case 'ReindexStmt':
      return options('params').includes('concurrently') ? fails(12, 'REINDEX CONCURRENTLY') : []
    case 'IndexStmt':
      return node['nulls_not_distinct'] === true ? fails(15, 'NULLS NOT DISTINCT') : []
    case 'MergeStmt':
      return fails(15, 'MERGE')
    case 'CallStmt':
      return fails(11, 'CALL')
    default:
      return []
  }
}

function alterTable(
  node: Node,
  version: number,
  fails: (since: number, what: string) => Ruling[],
): Ruling[] {
  const table = relationName(child(node, 'relation'))
  return list(node, 'cmds').flatMap((wrapped) => {
    const command = child(wrapped, 'AlterTableCmd')
    const column = child(child(command, 'def'), 'ColumnDef')
    const constraint = child(child(command, 'def'), 'Constraint')
    switch (text(command, 'subtype')) {
      case 'AT_AddColumn':
        return list(column, 'constraints').flatMap((one): Ruling[] => {
          const found = child(one, 'Constraint')
          if (text(found, 'contype') === 'CONSTR_DEFAULT' && version < 11) {
            return [
              unsafe(
                'add-column-default',
                'rewrite',
                `before PostgreSQL 11 a default writes ${table} anew`,
              ),
            ]
          }
          if (text(found, 'contype') === 'CONSTR_GENERATED') {
            return fails(text(found, 'generated_kind') === 'v' ? 18 : 12, 'such a generated column')
          }
          return text(found, 'contype') === 'CONSTR_IDENTITY' ? fails(10, 'an identity column') : []
        })
      case 'AT_SetNotNull':
        return version < 12
          ? [
              unsafe(
                'set-not-null',
                'scan',
                `before PostgreSQL 12 SET NOT NULL always scans ${table} while nobody can read it`,
              ),
            ]
          : []
      case 'AT_AlterColumnType':
        return version < 12 && /^timestamptz?/.test(typeName(child(column, 'typeName')))
          ? [
              unsafe(
                'change-column-type',
                'rewrite',
                `before PostgreSQL 12 this writes ${table} anew`,
              ),
            ]
          : []
      case 'AT_AddConstraint':
        if (text(constraint, 'contype') === 'CONSTR_NOTNULL')
          return fails(18, 'ADD … NOT NULL as a constraint')
        return constraint?.['nulls_not_distinct'] === true ? fails(15, 'NULLS NOT DISTINCT') : []
      case 'AT_SetExpression':
        return fails(17, 'SET EXPRESSION')
      case 'AT_DropExpression':
        return fails(13, 'DROP EXPRESSION')
      case 'AT_SetAccessMethod':
        return fails(15, 'SET ACCESS METHOD')
      case 'AT_DetachPartition':
        return child(child(command, 'def'), 'PartitionCmd')?.['concurrent'] === true
          ? fails(14, 'DETACH PARTITION CONCURRENTLY')
          : []
      default:
        return []
    }
  })
}
