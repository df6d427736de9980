// From an intention to the deployments that get there.

import type { Dialect } from '../verdict.ts'
import { renameColumn, retypeColumn } from './columns.ts'
import {
  addCheck,
  addForeignKey,
  addRequiredColumn,
  addUnique,
  changeDefault,
  setNotNull,
} from './constraints.ts'
import { makePlan, type Deployment, type Plan } from './deployment.ts'
import { changeEnum, renameEnumValue } from './enums.ts'
import { columnOf, NoPlan, tableOf, type Intention, type Shape } from './intention.ts'
import { widenKey } from './keys.ts'
import { dropColumn, dropTable, renameTable, splitTable } from './tables.ts'

/**
 * The plan for an intention on a schema; its files are numbered from `first` on.
 * Throws `NoPlan` when the database has no way that leaves both releases working.
 */
export function planFor(intention: Intention, shape: Shape, dialect: Dialect, first = 1): Plan {
  return makePlan(titleOf(intention), deploymentsFor(intention, shape, dialect), first)
}

/**
 * The deployments for these intentions in words, one an entry; empty where there is no plan for them.
 */
export function planInWords(
  intentions: readonly Intention[],
  shape: Shape,
  dialect: Dialect,
): string[] {
  return intentions.flatMap((intention) => {
    try {
      return deploymentsFor(intention, shape, dialect).map(
        ({ title, application }) => `${title}; the application: ${application}`,
      )
    } catch (error) {
      if (error instanceof NoPlan) return []
      throw error
    }
  })
}

function deploymentsFor(intention: Intention, shape: Shape, dialect: Dialect): Deployment[] {
  switch (intention.kind) {
    case 'rename-column':
      return renameColumn(intention, shape, dialect)
    case 'retype-column':
      return retypeColumn(intention, shape, dialect)
    case 'widen-key':
      return widenKey(intention, shape, dialect)
    case 'rename-table':
      return renameTable(intention, shape, dialect)
    case 'split-table':
      return splitTable(intention, shape, dialect)
    case 'drop-column':
      return dropColumn(intention, shape, dialect)
    case 'drop-table':
      return dropTable(intention, shape, dialect)
    case 'set-not-null':
      return setNotNull(intention, shape, dialect)
    case 'add-required-column':
      return addRequiredColumn(intention, shape, dialect)
    case 'add-unique':
      return addUnique(intention, shape, dialect)
    case 'add-check':
      return addCheck(intention, shape, dialect)
    case 'add-foreign-key':
      return addForeignKey(intention, shape, dialect)
    case 'change-enum':
      return changeEnum(intention, shape, dialect, enumMembers(intention, shape))
    case 'rename-enum-value':
      return renameEnumValue(intention, shape, dialect)
    case 'change-default':
      return changeDefault(intention, shape, dialect)
  }
}

/** MySQL writes the members in the type. */
function enumMembers(intention: Intention & { kind: 'change-enum' }, shape: Shape): string[] {
  const { type } = columnOf(tableOf(shape, intention.table), intention.column)
  if (!/^enum\s*\(/i.test(type)) return []
  return [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, value]) =>
    (value ?? '').replaceAll("''", "'"),
  )
}

function titleOf(intention: Intention): string {
  if (intention.kind === 'rename-enum-value') {
    return `rename ${intention.type} ${intention.from} to ${intention.to}`
  }
  const { kind, table } = intention
  switch (kind) {
    case 'rename-column':
      return `rename ${table} ${intention.column} to ${intention.to}`
    case 'rename-table':
      return `rename ${table} to ${intention.to}`
    case 'split-table':
      return `split ${intention.into} from ${table}`
    case 'drop-table':
      return `drop ${table}`
    case 'add-unique':
      return `make ${table} ${intention.columns.join(' ')} unique`
    case 'add-check':
      return `check ${table} ${intention.name ?? ''}`
    case 'add-foreign-key':
      return `refer from ${table} to ${intention.parent}`
    default:
      return `${kind.replaceAll('-', ' ')} ${table} ${intention.column}`
  }
}
