#!/usr/bin/env node
import { routerCommand } from '../src/command.ts'

process.exitCode = await routerCommand(process.argv.slice(2))
