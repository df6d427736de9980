// Statements that make, change, rename and drop objects other than by ALTER TABLE.

import type { Node } from '../grammar.ts'
import { unsafe, needsInfo, type RuleContext, type Ruling } from './rule.ts'
import { child, dotted, list, relationName, text, typeName } from './tree.ts'

type Rule = (node: Node, context: RuleContext) => Ruling | undefined

export const objectRules: Record<string, Rule> = {
  DropStmt: (node, context) => {
    const what = text(node, 'removeType').replace('OBJECT_', '')
    const names = list(node, 'objects').map(objectName)
    const old = names.filter((name) => !context.made(name))
    if (old.length === 0) return undefined
    const kind = what.toLowerCase().replaceAll('_', '-').replace('matview', 'materialized-view')
    const gone = `statements of the running version that use ${old.join(', ')} fail`
    switch (what) {
      case 'TABLE':
      case 'SCHEMA':
      case 'FOREIGN_TABLE':
        return unsafe(`drop-${kind}`, 'data-loss', gone)
      case 'INDEX':
        return needsInfo(
          'drop-index',
          'ON CONFLICT fails in the running version if the index is unique',
        )
      case 'VIEW':
      case 'MATVIEW':
      case 'SEQUENCE':
      case 'FUNCTION':
      case 'PROCEDURE':
      case 'ROUTINE':
      case 'TYPE':
      case 'DOMAIN':
      case 'EXTENSION':
      case 'AGGREGATE':
      case 'OPERATOR':
        return unsafe(
          `drop-${kind}`,
          node['behavior'] === 'DROP_CASCADE' && /TYPE|DOMAIN|EXTENSION/.test(what)
            ? 'data-loss'
            : 'none',
          gone,
        )
      case 'TRIGGER':
      case 'POLICY':
      case 'RULE':
      case 'CAST':
      case 'PUBLICATION':
        return needsInfo(`drop-${kind}`, `what ${old.join(', ')} did no longer happens`)
      default:
        return undefined
    }
  },
  RenameStmt: (node, context) => {
    const table = relationName(child(node, 'relation'))
    const what = text(node, 'renameType').replace('OBJECT_', '').toLowerCase()
    const column = text(node, 'subname')
    if (context.made(table)) return undefined
    if (what === 'index' || what === 'trigger' || what === 'policy' || what === 'rule')
      return undefined
    if (what === 'tabconstraint' || what === 'domconstraint') {
      return needsInfo(
        'rename-constraint',
        `ON CONFLICT ON CONSTRAINT ${column} fails in the running version`,
      )
    }
    const name =
      column !== '' ? `${table}.${column}` : table || objectName(child(node, 'object') ?? {})
    if (context.made(name)) return undefined
    return unsafe(
      `rename-${what}`,
      'none',
      `statements of the running version that say ${name} fail`,
    )
  },
  AlterObjectSchemaStmt: (node) =>
    unsafe(
      'set-schema',
      'none',
      `statements of the running version no longer find ${relationName(child(node, 'relation')) || 'it'}`,
    ),
  AlterOwnerStmt: () => needsInfo('change-owner', 'whoever had rights as its owner loses them'),
  AlterEnumStmt: (node) =>
    text(node, 'oldVal') === ''
      ? undefined
      : unsafe(
          'rename-enum-value',
          'none',
          `the running version still says '${text(node, 'oldVal')}'`,
        ),
  AlterDomainStmt: (node) => {
    const domain = dotted(list(node, 'typeName'))
    const constraint = child(child(node, 'def'), 'Constraint')
    switch (text(node, 'subtype')) {
      case 'AD_AddConstraint':
      case 'C':
        return constraint?.['skip_validation'] === true
          ? needsInfo('add-check', `rows of the running version may be refused by ${domain}`)
          : unsafe(
              'add-check',
              'scan',
              `every table with a ${domain} is scanned while nobody can write to it`,
            )
      case 'AD_SetNotNull':
      case 'O':
        return unsafe(
          'set-not-null',
          'scan',
          `every table with a ${domain} is scanned while nobody can write to it`,
        )
      case 'AD_AlterDefault':
      case 'T':
        return needsInfo(
          'change-default',
          `an INSERT that leaves a ${domain} out gets another value`,
        )
      default:
        return undefined
    }
  },
  AlterTypeStmt: () => undefined,
  CompositeTypeStmt: () => undefined,
  ViewStmt: (node, context) => {
    const view = relationName(child(node, 'view'))
    if (node['replace'] !== true || context.made(view)) return undefined
    return needsInfo(
      'replace-view',
      `the running version may read other rows from ${view} than before`,
    )
  },
  CreateFunctionStmt: (node, context) => {
    const name = dotted(list(node, 'funcname'))
    if (node['replace'] !== true || context.made(name)) return undefined
    return needsInfo('replace-function', `the running version may get other answers from ${name}`)
  },
  AlterFunctionStmt: () =>
    needsInfo('alter-function', 'its calls may answer otherwise than before'),
  CreateTrigStmt: (node, context) => {
    const table = relationName(child(node, 'relation'))
    if (context.made(table)) return undefined
    return needsInfo(
      'create-trigger',
      `the trigger also runs for the writes of the running version to ${table}`,
    )
  },
  RuleStmt: (node, context) => {
    const table = relationName(child(node, 'relation'))
    if (context.made(table)) return undefined
    return unsafe(
      'create-rule',
      'none',
      `the rule also rewrites the running version's statements on ${table}`,
    )
  },
  CreatePolicyStmt: (node, context) => {
    const table = relationName(child(node, 'table'))
    if (context.made(table)) return undefined
    return needsInfo('create-policy', `which rows of ${table} the running version sees may change`)
  },
  AlterPolicyStmt: (node) =>
    needsInfo(
      'alter-policy',
      `which rows of ${relationName(child(node, 'table'))} the running version sees may change`,
    ),
  GrantStmt: (node) =>
    node['is_grant'] === true
      ? undefined
      : needsInfo('revoke', 'statements of the running version fail if its role needs that right'),
  GrantRoleStmt: (node) =>
    node['is_grant'] === true
      ? undefined
      : needsInfo(
          'revoke',
          'statements of the running version fail if its role needs that membership',
        ),
  AlterDefaultPrivilegesStmt: () => undefined,
  DropOwnedStmt: () => unsafe('drop-owned', 'data-loss', 'whatever the role owns is gone'),
  ReassignOwnedStmt: () => needsInfo('change-owner', 'whoever had rights as the owner loses them'),
  AlterSeqStmt: (node, context) => {
    const sequence = relationName(child(node, 'sequence'))
    if (context.made(sequence)) return undefined
    const options = list(node, 'options').map((one) => text(child(one, 'DefElem'), 'defname'))
    if (options.every((option) => option === 'owned_by' || option === 'cache')) return undefined
    return needsInfo('alter-sequence', `the running version takes its numbers from ${sequence}`)
  },
  CreatePublicationStmt: () =>
    needsInfo(
      'create-publication',
      'UPDATE and DELETE fail on a published table without replica identity',
    ),
  AlterPublicationStmt: () =>
    needsInfo(
      'alter-publication',
      'UPDATE and DELETE fail on a published table without replica identity',
    ),
  CreateCastStmt: () => needsInfo('create-cast', 'expressions may now find another function'),
  CreateEventTrigStmt: () => undefined,
}

/** Settings that decide what statements find, answer, or are refused for. */
const changesAnswers =
  /^(search_path|role|row_security|timezone|datestyle|intervalstyle|bytea_output|client_encoding|extra_float_digits|standard_conforming_strings|default_transaction_.*|.*_timeout|lc_.*)$/i

/** Statements about roles, databases and the server, which a shadow does not run or cannot judge. */
export function serverRule(
  kind: string,
  node: Node,
  role: string | undefined,
  context: RuleContext,
): Ruling | undefined {
  const named = (who: string): boolean => role === undefined || who === role
  const isMember = (who: string): boolean => context.isMember?.(who) ?? true
  const roleName = (): string =>
    text(child(node, 'role'), 'rolename') ||
    text(child(child(node, 'role'), 'RoleSpec'), 'rolename')
  switch (kind) {
    case 'AlterSystemStmt':
      return needsInfo('alter-system', 'the setting holds for every session of the server')
    case 'DropdbStmt':
      return unsafe('drop-database', 'data-loss', 'the database is gone')
    case 'AlterDatabaseStmt':
      return needsInfo('alter-database', 'it may refuse new connections of the running version')
    case 'AlterDatabaseSetStmt':
    case 'AlterRoleSetStmt': {
      const setting = text(child(node, 'setstmt'), 'name')
      if (kind === 'AlterRoleSetStmt' && roleName() !== '' && !named(roleName())) return undefined
      if (setting !== '' && !changesAnswers.test(setting)) return undefined
      const why = `new connections of the running version get another ${setting || 'set of settings'}`
      return unsafe(kind === 'AlterRoleSetStmt' ? 'alter-role' : 'alter-database', 'none', why)
    }
    case 'AlterRoleStmt': {
      const options = list(node, 'options').map((one) => {
        const option = child(one, 'DefElem')
        return [text(option, 'defname'), child(option, 'arg')] as const
      })
      const harmful = options.some(
        ([name, value]) =>
          /^(password|connectionlimit|validUntil)$/.test(name) ||
          (child(value, 'Boolean')?.['boolval'] !== true &&
            (/^(canlogin|bypassrls|superuser)$/.test(name) ||
              // From 16 on each grant says by itself whether it is inherited.
              (name === 'inherit' && context.version < 16 && isMember(roleName())))),
      )
      if (!harmful || !named(roleName())) return undefined
      return unsafe('alter-role', 'none', 'new connections of the running version may be refused')
    }
    case 'DropRoleStmt': {
      const names = list(node, 'roles').map((one) => text(child(one, 'RoleSpec'), 'rolename'))
      return names.some(named)
        ? unsafe(
            'drop-role',
            'none',
            `the running version can no longer connect as ${names.join(', ')}`,
          )
        : undefined
    }
    case 'RenameStmt': {
      const what = text(node, 'renameType')
      const who = text(node, 'subname')
      if (what === 'OBJECT_ROLE' && named(who)) {
        return unsafe('rename-role', 'none', `the running version can no longer connect as ${who}`)
      }
      return what === 'OBJECT_DATABASE'
        ? unsafe('rename-database', 'none', `the running version can no longer connect to ${who}`)
        : undefined
    }
    case 'CopyStmt':
    case 'CreateSubscriptionStmt':
    case 'LoadStmt':
      return needsInfo('outside', 'what it does depends on files or servers outside')
    default:
      return undefined
  }
}

function objectName(node: Node): string {
  const items = list(child(node, 'List'), 'items')
  if (items.length > 0) return dotted(items.filter((item) => child(item, 'String') !== undefined))
  const object = child(node, 'ObjectWithArgs')
  if (object) return dotted(list(object, 'objname'))
  const type = child(node, 'TypeName')
  if (type) return typeName(type)
  return text(child(node, 'String'), 'sval')
}
