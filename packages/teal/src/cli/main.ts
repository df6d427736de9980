import { Command, CommanderError } from 'commander'
import { exitCode, exitCodeOfError } from './exit-code.ts'
import { showError } from './show/error.ts'
import type { CommonOptions } from './open.ts'

// The command line: what each command is called and takes. What it does is in the file of its name, which
// is loaded when it is used, so that a short command is not slowed down by what the others need.

const exitCodes = `
Exit codes: 0 done · 1 failed, and traffic is where it was · 2 usage or configuration
            3 switched, then rolled back · 4 refused · 5 waiting for approval`

/** Runs the command that `argv` names and gives its exit code. Never throws. */
export async function main(argv: string[]): Promise<number> {
  let code: number = exitCode.done
  process.stdout.on('error', goOnUnread)
  process.stderr.on('error', goOnUnread)
  const program = new Command('teal')
    .description('Blue-green deployment: a new release goes live in one step, and back in one.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('(run it with --help to see what it takes)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', exitCodes)

  /** A command with the options that all have, an example, and a file that does it. */
  const command = <Options extends CommonOptions>(
    usage: string,
    description: string,
    example: string,
    run: (options: Options, args: string[]) => Promise<number>,
  ): Command =>
    program
      .command(usage)
      .description(description)
      .option('-f, --file <teal.yaml>', 'the configuration (default: teal.yaml here or above)')
      .option('--json', 'print JSON for machines')
      .addHelpText('after', `\nExample:\n  $ ${example}`)
      .action(async (...parameters: unknown[]) => {
        const self = parameters.at(-1) as Command
        const options = self.opts<Options>()
        try {
          code = await run(options, self.args)
        } catch (error) {
          showError(error, options.json === true)
          code = exitCodeOfError(error)
        }
      })

  const release = '<release>'
  command('init', 'write a commented teal.yaml for what is here', 'teal init', async (options) =>
    (await import('./init.ts')).init(options),
  )
  command<CommonOptions & { detach?: boolean }>(
    'up',
    'run the router and the controller, in the foreground',
    'teal up -d',
    async (options) => (await import('./up.ts')).up(options),
  ).option('-d, --detach', 'run them in the background')
  command(
    'down',
    'stop the controller, the router and every instance',
    'teal down',
    async (options) => (await import('./down.ts')).down(options),
  )
  command(
    `plan ${release}`,
    'say what a deploy would do, and do nothing',
    'teal plan v1.5.0',
    async (options, [name = '']) => (await import('./plan.ts')).plan(options, name),
  )
  command<CommonOptions & { wait?: boolean }>(
    `deploy ${release}`,
    'put a release on the idle colour, prove it, and move users to it',
    'teal deploy v1.5.0',
    async (options, [name = '']) => (await import('./deploy.ts')).deployCommand(options, name),
  ).option('--wait', 'wait for another rollout to end instead of being refused')
  command<CommonOptions & { reason?: string }>(
    'promote',
    'let a rollout go on that waits for approval; end its watch',
    'teal promote --reason "checked by hand"',
    async (options) => (await import('./promote.ts')).promote(options),
  ).option('--reason <text>', 'why, for the audit')
  command<CommonOptions & { reason?: string }>(
    'abort',
    'end a rollout before its switch and undo it',
    'teal abort --reason "wrong release"',
    async (options) => (await import('./abort.ts')).abort(options),
  ).option('--reason <text>', 'why, for the audit')
  command<CommonOptions & { to?: string; reason?: string; wait?: boolean }>(
    'rollback',
    'move users back to the standby',
    'teal rollback --reason "checkout is slow"',
    async (options) => (await import('./rollback.ts')).rollbackCommand(options),
  )
    .option('--to <release>', 'only if the standby is this release')
    .option('--reason <text>', 'why, for the audit')
    .option('--wait', 'wait for another rollout to end instead of being refused')
  command(
    'status',
    'what is observed: colours, releases, health, traffic, and whether a rollback is possible',
    'teal status',
    async (options) => (await import('./status.ts')).status(options),
  )
  command('watch', 'follow a rollout that goes on', 'teal watch', async (options) =>
    (await import('./watch.ts')).watchCommand(options),
  )
  command<CommonOptions & { limit: string }>(
    'history',
    'the rollouts so far',
    'teal history --limit 5',
    async (options) => (await import('./history.ts')).history(options),
  ).option('--limit <number>', 'how many', '20')
  command<CommonOptions & { lines: string }>(
    'logs <colour>',
    'the output of what runs on a colour',
    'teal logs green --lines 200',
    async (options, [colour = '']) => (await import('./logs.ts')).logs(options, colour),
  ).option('-n, --lines <number>', 'how many lines of the end', '100')
  command<CommonOptions & { limit: string; head?: string }>(
    'audit [verify]',
    'who changed what, when and why; `verify` checks that nothing was altered',
    'teal audit verify',
    async (options, [verb]) => (await import('./audit.ts')).audit(options, verb),
  )
    .option('--limit <number>', 'how many', '20')
    .option('--head <hash>', 'with verify: a head printed earlier, which must still be there')

  /** Commands that are products by themselves read their own arguments. */
  const product = (
    name: string,
    description: string,
    run: (argv: string[]) => Promise<number>,
  ): void => {
    program
      .command(name)
      .description(description)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .argument('[arguments...]')
      .action(async () => {
        code = await run(argv.slice(1))
      })
  }
  product('router', "Teal's router by itself, in front of anything", async (rest) =>
    (await import('@teal/router/command')).routerCommand(rest),
  )
  product('check', 'can both colours live with these migrations?', async (rest) =>
    (await import('@teal/schema/check')).checkCommand(rest),
  )

  product('migrate', 'bring the shared database along, in expands and contracts', async (rest) =>
    (await import('./migrate.ts')).migrate(rest),
  )

  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCode.done : exitCode.usage
  }
  return code
}

/** Whoever reads may have gone (`teal logs | head`, a build that was cancelled): what is under way goes on. */
function goOnUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
