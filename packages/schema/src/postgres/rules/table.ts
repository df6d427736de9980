// ALTER TABLE, one entry a subcommand.

import type { Node } from '../grammar.ts'
import { unsafe, needsInfo, type RuleContext, type Ruling } from './rule.ts'
import { child, list, relationName, text, typeName, walk } from './tree.ts'

export function alterTable(node: Node, context: RuleContext): Ruling[] {
  const table = relationName(child(node, 'relation'))
  if (context.made(table)) return []
  if (text(node, 'objtype') === 'OBJECT_VIEW') return []
  return list(node, 'cmds').flatMap((wrapped) => {
    const command = child(wrapped, 'AlterTableCmd')
    const subtype = text(command, 'subtype')
    const ruling = command ? subcommands[subtype]?.(command, table, context) : undefined
    return ruling ? [ruling] : []
  })
}

type Subcommand = (command: Node, table: string, context: RuleContext) => Ruling | undefined

const rewrite =
  (rule: string, what: string): Subcommand =>
  (_, table) =>
    unsafe(rule, 'rewrite', `${what} writes ${table} anew while nobody can read it`)

const subcommands: Record<string, Subcommand> = {
  AT_AddColumn: addColumn,
  AT_DropColumn: (command, table) =>
    unsafe(
      'drop-column',
      'data-loss',
      `statements of the running version that name ${table}.${text(command, 'name')} fail`,
    ),
  AT_AlterColumnType: (command, table) => {
    const type = typeName(child(child(command, 'def'), 'ColumnDef') ?? child(command, 'def'))
    const target = typeName(child(child(child(command, 'def'), 'ColumnDef'), 'typeName'))
    return unsafe(
      'change-column-type',
      'rewrite',
      `a new type${target || type ? ` (${target || type})` : ''} for ${table}.${text(command, 'name')} ` +
        `writes the table anew, unless the old type's values are stored the same way`,
    )
  },
  AT_SetNotNull: (command, table, context) => {
    const column = `${table}.${text(command, 'name')}`
    if (context.isNotNull?.(column)) return undefined
    return unsafe(
      'set-not-null',
      'scan',
      `an INSERT or UPDATE of the running version that leaves ${column} NULL fails, ` +
        `and the whole table is scanned while nobody can read it`,
    )
  },
  AT_AddConstraint: addConstraint,
  AT_ColumnDefault: (command, table, context) => {
    const column = text(command, 'name')
    if (context.made(`${table}.${column}`)) return undefined
    return child(command, 'def') === undefined
      ? unsafe(
          'drop-default',
          'none',
          `an INSERT of the running version that does not name ${table}.${column} gets NULL or fails`,
        )
      : needsInfo(
          'change-default',
          `an INSERT of the running version that does not name ${table}.${column} gets another value`,
        )
  },
  AT_DropIdentity: (command, table) =>
    unsafe(
      'drop-identity',
      'none',
      `an INSERT of the running version that does not name ${table}.${text(command, 'name')} fails`,
    ),
  AT_AddIdentity: (command, table) =>
    needsInfo(
      'add-identity',
      `an INSERT of the running version that names ${table}.${text(command, 'name')} may be refused`,
    ),
  AT_SetIdentity: (command, table) =>
    needsInfo(
      'change-identity',
      `an INSERT of the running version that names ${table}.${text(command, 'name')} may be refused`,
    ),
  AT_SetExpression: rewrite('change-generated-column', 'A new expression'),
  AT_DropExpression: (command, table) =>
    unsafe(
      'drop-expression',
      'none',
      `${table}.${text(command, 'name')} is no longer computed for the running version's rows`,
    ),
  AT_DropConstraint: (command, table, context) =>
    context.made(`${table}.${text(command, 'name')}`)
      ? undefined
      : needsInfo(
          'drop-constraint',
          `ON CONFLICT fails in the running version if ${text(command, 'name')} is the unique constraint it names`,
        ),
  AT_SetLogged: rewrite('set-logged', 'SET LOGGED'),
  AT_SetUnLogged: rewrite('set-unlogged', 'SET UNLOGGED'),
  AT_SetTableSpace: rewrite('set-tablespace', 'SET TABLESPACE'),
  AT_SetAccessMethod: rewrite('set-access-method', 'SET ACCESS METHOD'),
  AT_EnableRowSecurity: (_, table) =>
    needsInfo(
      'enable-row-security',
      `roles other than the owner see no row of ${table} that no policy shows them`,
    ),
  AT_ForceRowSecurity: (_, table) =>
    needsInfo('force-row-security', `the owner sees no row of ${table} that no policy shows it`),
  AT_DisableTrig: triggers,
  AT_DisableTrigAll: triggers,
  AT_DisableTrigUser: triggers,
  AT_AttachPartition: (command, table, context) => {
    const partition = relationName(child(child(child(command, 'def'), 'PartitionCmd'), 'name'))
    if (context.made(partition)) return undefined
    return needsInfo(
      'attach-partition',
      `${partition} is scanned while nobody can read it, unless a valid CHECK on it implies the bounds of ${table}`,
      'scan',
    )
  },
  AT_DetachPartition: (_, table) =>
    unsafe(
      'detach-partition',
      'none',
      `the running version no longer finds those rows in ${table}`,
    ),
  AT_AddInherit: (_, table) =>
    unsafe('inherit', 'none', `queries of the parent now also give the rows of ${table}`),
  AT_DropInherit: (_, table) =>
    unsafe('no-inherit', 'none', `queries of the parent no longer give the rows of ${table}`),
  AT_ChangeOwner: (_, table) =>
    needsInfo('change-owner', `whoever had rights on ${table} as its owner loses them`),
}

function triggers(command: Node, table: string): Ruling {
  return needsInfo(
    'disable-trigger',
    `what the trigger ${text(command, 'name')} did on writes to ${table} no longer happens`,
  )
}

function addColumn(command: Node, table: string, context: RuleContext): Ruling | undefined {
  const column = child(child(command, 'def'), 'ColumnDef')
  const name = `${table}.${text(column, 'colname')}`
  const constraints = list(column, 'constraints').map((one) => child(one, 'Constraint') ?? {})
  const has = (type: string): Node | undefined =>
    constraints.find((constraint) => text(constraint, 'contype') === type)
  const type = typeName(child(column, 'typeName'))
  if (/^(small|big)?serial[248]?$/.test(type) || has('CONSTR_IDENTITY')) {
    return unsafe(
      'add-serial-column',
      'rewrite',
      `numbering the rows for ${name} writes ${table} anew`,
    )
  }
  const generated = has('CONSTR_GENERATED')
  if (generated && text(generated, 'generated_kind') !== 'v') {
    return unsafe('add-generated-column', 'rewrite', `computing ${name} writes ${table} anew`)
  }
  const value = child(has('CONSTR_DEFAULT'), 'raw_expr')
  if (value && (context.version < 11 || isVolatile(value))) {
    return unsafe(
      'add-column-volatile-default',
      'rewrite',
      `the default of ${name} differs from row to row, so ${table} is written anew`,
    )
  }
  if ((has('CONSTR_NOTNULL') || has('CONSTR_PRIMARY')) && !value && !generated) {
    return unsafe(
      'add-required-column',
      'none',
      `an INSERT of the running version that does not name ${name} fails`,
    )
  }
  if (has('CONSTR_UNIQUE') || has('CONSTR_PRIMARY')) {
    return unsafe(
      'add-unique',
      'scan',
      `the index for ${name} is built while nobody can read ${table}`,
    )
  }
  if (has('CONSTR_CHECK') || (has('CONSTR_FOREIGN') && value)) {
    return unsafe('add-check', 'scan', `${table} is scanned for ${name} while nobody can read it`)
  }
  return undefined
}

/** Functions in defaults that PostgreSQL evaluates once for all rows. */
const stable = new Set([
  'now',
  'transaction_timestamp',
  'statement_timestamp',
  'current_user',
  'current_setting',
  'current_database',
  'lower',
  'upper',
  'md5',
  'to_json',
  'to_jsonb',
  'jsonb_build_object',
  'jsonb_build_array',
  'make_interval',
  'make_date',
  'coalesce',
  'concat',
  'date_trunc',
  'timezone',
])

function isVolatile(expression: Node): boolean {
  for (const [type, node] of walk({ expression })) {
    if (type !== 'FuncCall') continue
    const names = list(node, 'funcname').map((one) => text(child(one, 'String'), 'sval'))
    if (!stable.has(names.at(-1) ?? '')) return true
  }
  return false
}

function addConstraint(command: Node, table: string, context: RuleContext): Ruling | undefined {
  const constraint = child(child(command, 'def'), 'Constraint')
  const notValid = constraint?.['skip_validation'] === true
  const refused = 'rows that the running version writes may be refused'
  switch (text(constraint, 'contype')) {
    case 'CONSTR_CHECK':
      return notValid
        ? needsInfo('add-check', `${refused} by the new check on ${table}`)
        : unsafe('add-check', 'scan', `${table} is scanned while nobody can read it; ${refused}`)
    case 'CONSTR_NOTNULL':
      return notValid
        ? needsInfo('set-not-null', `${refused} by the new NOT NULL on ${table}`)
        : unsafe('set-not-null', 'scan', `${table} is scanned while nobody can read it; ${refused}`)
    case 'CONSTR_FOREIGN': {
      const parent = relationName(child(constraint, 'pktable'))
      return notValid
        ? needsInfo('add-foreign-key', `${refused} by the new foreign key of ${table} to ${parent}`)
        : unsafe(
            'add-foreign-key',
            'scan',
            `${table} is scanned while nobody can write to it or to ${parent}; ${refused}`,
          )
    }
    case 'CONSTR_UNIQUE':
    case 'CONSTR_PRIMARY':
      if (text(constraint, 'indexname') !== '') {
        return context.made(text(constraint, 'indexname'))
          ? undefined
          : needsInfo('constraint-using-index', 'the columns may have to become NOT NULL first')
      }
      return unsafe(
        'add-unique',
        'scan',
        `the index is built while nobody can read ${table}; ${refused}`,
      )
    case 'CONSTR_EXCLUSION':
      return unsafe(
        'add-exclusion',
        'scan',
        `the index is built while nobody can read ${table}; ${refused}`,
      )
    default:
      return undefined
  }
}
