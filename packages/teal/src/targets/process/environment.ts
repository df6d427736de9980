// What an instance inherits. An instance may be started by a person's shell today and by a controller that
// knows nothing of that shell tonight, and must come up the same: so it gets only what describes the user
// and the machine. Everything else, secrets above all, stands in teal.yaml (`DATABASE_URL: ${DATABASE_URL}`)
// and is missed at the first deploy instead of at the first restart.
const inherited = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR)$/

export function inheritedEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && inherited.test(name)) environment[name] = value
  }
  return environment
}
