// Indexes, VACUUM, CLUSTER, REINDEX, REFRESH and LOCK: what they hold while they work.

import type { Node } from '../grammar.ts'
import { unsafe, needsInfo, type RuleContext, type Ruling } from './rule.ts'
import { child, isOn, list, relationName, text } from './tree.ts'

export function createIndex(node: Node, context: RuleContext): Ruling[] {
  const range = child(node, 'relation')
  const table = relationName(range)
  if (context.made(table)) return []
  const found: Ruling[] = []
  if (node['concurrent'] !== true && range?.['inh'] !== false) {
    found.push(
      unsafe('create-index', 'scan', `nobody can write to ${table} until the index is built`),
    )
  }
  if (node['unique'] === true) {
    found.push(
      needsInfo(
        'add-unique',
        `rows of the running version that repeat a value in ${table} are refused`,
      ),
    )
  }
  return found
}

export function maintain(kind: string, node: Node, context: RuleContext): Ruling[] {
  const table = relationName(child(node, 'relation'))
  if (table !== '' && context.made(table)) return []
  switch (kind) {
    case 'VacuumStmt':
      return isOn(list(node, 'options'), 'full')
        ? [unsafe('vacuum-full', 'rewrite', 'the table is written anew while nobody can read it')]
        : []
    case 'ClusterStmt':
      return [
        unsafe(
          'cluster',
          'rewrite',
          `${table || 'each table'} is written anew while nobody can read it`,
        ),
      ]
    case 'ReindexStmt':
      return isOn(list(node, 'params'), 'concurrently')
        ? []
        : [
            unsafe(
              'reindex',
              'scan',
              `nobody can write to ${table || 'the tables'} until the index is built`,
            ),
          ]
    case 'RefreshMatViewStmt':
      if (node['skipData'] === true) {
        return [unsafe('refresh', 'none', `${table} cannot be read until it is filled`)]
      }
      return node['concurrent'] === true
        ? []
        : [unsafe('refresh', 'rewrite', `nobody can read ${table} until it is filled again`)]
    case 'LockStmt': {
      const names = list(node, 'relations').map((one) => relationName(child(one, 'RangeVar')))
      const old = names.filter((name) => !context.made(name))
      // 5 is SHARE, the weakest mode that conflicts with a write.
      if (old.length === 0 || Number(node['mode']) < 5) return []
      return [
        unsafe('lock-table', 'lock', `${old.join(', ')} is locked until the transaction ends`),
      ]
    }
    default:
      return []
  }
}

/** Why the statement cannot run inside a transaction block, or undefined when it can. */
export function aloneBecause(kind: string, node: Node): string | undefined {
  switch (kind) {
    case 'IndexStmt':
    case 'DropStmt':
      return node['concurrent'] === true ? 'CONCURRENTLY' : undefined
    case 'VacuumStmt':
      return node['is_vacuumcmd'] === true ? 'VACUUM' : undefined
    case 'ReindexStmt':
      if (isOn(list(node, 'params'), 'concurrently')) return 'REINDEX CONCURRENTLY'
      return /SCHEMA|SYSTEM|DATABASE/.test(text(node, 'kind'))
        ? 'REINDEX of a whole database'
        : undefined
    case 'ClusterStmt':
      return child(node, 'relation') === undefined ? 'CLUSTER of every table' : undefined
    case 'AlterTableStmt':
      return list(node, 'cmds').some((wrapped) => {
        const command = child(wrapped, 'AlterTableCmd')
        return (
          text(command, 'subtype') === 'AT_DetachPartition' &&
          child(child(command, 'def'), 'PartitionCmd')?.['concurrent'] === true
        )
      })
        ? 'DETACH PARTITION CONCURRENTLY'
        : undefined
    case 'AlterSystemStmt':
      return 'ALTER SYSTEM'
    case 'CreatedbStmt':
    case 'DropdbStmt':
    case 'CreateTableSpaceStmt':
    case 'DropTableSpaceStmt':
    case 'CreateSubscriptionStmt':
    case 'DropSubscriptionStmt':
      return 'a change of the whole server'
    default:
      return undefined
  }
}
