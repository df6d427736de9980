// `teal check` without the rest of Teal.

import { checkCommand } from './command.ts'

process.exitCode = await checkCommand(process.argv.slice(2))
