// `@teal/schema/migrate`: the runner as a library.

export { migrateCommand, type Project } from './command.ts'
export { contract, type ContractOptions } from './contract.ts'
export { SqlError } from '../judge/source.ts'
export { MigrateError } from './error.ts'
export { backfill, expand, type Outcome } from './expand.ts'
export type { Serving } from './gate.ts'
export { rollbackCheck, type RollbackAnswer } from './rollback.ts'
export type { MigrateOptions } from './session.ts'
export { status, type Status } from './status.ts'
