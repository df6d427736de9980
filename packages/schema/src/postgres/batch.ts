// A batch as the migration tool runs it: its statements in order, and which of them are in a transaction.

import type { Batch } from '../judge/dialect.ts'
import { parseFile, type Node, type Statement } from './grammar.ts'
import { transactionStep } from './rules/index.ts'
import { carriedOut, preparation, type Inner } from './rules/within.ts'
import { child, dotted, list, relationName, text } from './rules/tree.ts'

export type Step = Statement & {
  /** What is done to the transaction before or by this statement. */
  transaction: 'begin' | 'commit' | 'rollback' | 'other' | undefined
  /** The statement runs inside a transaction block. */
  inTransaction: boolean
  /** The tool opens its transaction before this statement, or closes it after. */
  opens: boolean
  closes: boolean
  /** A later statement of the file takes it back: nothing of it stays but the time it held its locks. */
  undone: boolean
  /** Other statements that it runs, as EXECUTE and EXPLAIN ANALYZE do. */
  runs: Inner[]
}

/** Throws `SqlError` when a file does not parse. */
export function stepsOf(batch: Batch): Step[] {
  return batch.files.flatMap(({ file, sql, transaction }) => {
    const statements = parseFile(file, sql)
    let open = transaction === true
    const undone = takenBack(statements)
    const prepared = new Map<string, Inner>()
    return statements.map((statement, index): Step => {
      const step = transactionStep(statement.kind, statement.node)
      const inTransaction = open && step === undefined
      const preparing = preparation(statement)
      if (preparing) prepared.set(...preparing)
      if (step === 'begin') open = true
      if (step === 'commit' || step === 'rollback') open = transaction === true
      return {
        ...statement,
        transaction: step,
        inTransaction,
        opens: transaction === true && index === 0,
        closes: transaction === true && index === statements.length - 1,
        undone: undone.has(statement),
        runs: carriedOut(statement, prepared),
      }
    })
  })
}

/** The statements that a ROLLBACK, or one to a savepoint, takes back. */
function takenBack(statements: readonly Statement[]): Set<Statement> {
  const undone = new Set<Statement>()
  let open: Statement[] = []
  let savepoints = new Map<string, number>()
  for (const statement of statements) {
    const name = text(statement.node, 'savepoint_name')
    switch (statement.kind === 'TransactionStmt' ? text(statement.node, 'kind') : '') {
      case 'TRANS_STMT_SAVEPOINT':
        savepoints.set(name, open.length)
        break
      case 'TRANS_STMT_ROLLBACK_TO':
        for (const one of open.splice(savepoints.get(name) ?? open.length)) undone.add(one)
        break
      case 'TRANS_STMT_ROLLBACK':
        for (const one of open) undone.add(one)
        open = []
        savepoints = new Map()
        break
      case 'TRANS_STMT_BEGIN':
      case 'TRANS_STMT_START':
      case 'TRANS_STMT_COMMIT':
        open = []
        savepoints = new Map()
        break
      default:
        open.push(statement)
    }
  }
  return undone
}

/** The names a statement makes, as the rules look them up: with and without their schema. */
export function namesMade(kind: string, node: Node): string[] {
  const both = (name: string): string[] => [name, name.slice(name.lastIndexOf('.') + 1)]
  switch (kind) {
    case 'CreateStmt':
    case 'CreateForeignTableStmt':
      return both(relationName(child(node, 'relation') ?? child(child(node, 'base'), 'relation')))
    case 'CreateTableAsStmt':
      return both(relationName(child(child(node, 'into'), 'rel')))
    case 'SelectStmt':
      return node['intoClause'] ? both(relationName(child(child(node, 'intoClause'), 'rel'))) : []
    case 'ViewStmt':
      return node['replace'] === true ? [] : both(relationName(child(node, 'view')))
    case 'CreateSeqStmt':
      return both(relationName(child(node, 'sequence')))
    case 'CreateEnumStmt':
    case 'CreateRangeStmt':
      return both(dotted(list(node, 'typeName')))
    case 'CreateDomainStmt':
      return both(dotted(list(node, 'domainname')))
    case 'CompositeTypeStmt':
      return both(relationName(child(node, 'typevar')))
    case 'CreateFunctionStmt':
      return node['replace'] === true ? [] : both(dotted(list(node, 'funcname')))
    case 'IndexStmt':
      return both(text(node, 'idxname'))
    case 'CreateSchemaStmt':
      return [text(node, 'schemaname')]
    case 'CreateTrigStmt':
      return [text(node, 'trigname')]
    case 'AlterTableStmt': {
      const table = relationName(child(node, 'relation'))
      return list(node, 'cmds').flatMap((wrapped) => {
        const command = child(wrapped, 'AlterTableCmd')
        const definition = child(command, 'def')
        const name =
          text(child(definition, 'ColumnDef'), 'colname') ||
          text(child(definition, 'Constraint'), 'conname')
        return /^AT_Add(Column|Constraint)$/.test(text(command, 'subtype'))
          ? [`${table}.${name}`]
          : []
      })
    }
    default:
      return []
  }
}
