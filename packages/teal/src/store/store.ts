// The journal, leases, timers, requests and audit of every application, in SQLite or PostgreSQL.
// Plain functions over one open database; each file of this folder is one subject.
export { openDatabase, type Database } from './database.ts'
export * from './audit.ts'
export { readJournal, type JournalEntry, type NewJournalEntry } from './journal.ts'
export * from './leases.ts'
export * from './progress.ts'
export * from './requests.ts'
export * from './rollouts.ts'
export * from './timers.ts'
