export type { Dialect, Hazard, Lock, Report, StatementVerdict, Verdict } from './verdict.ts'
export { worst } from './verdict.ts'
