// `teal migrate` without the rest of Teal.

import { migrateCommand } from './command.ts'

process.exitCode = await migrateCommand(process.argv.slice(2))
