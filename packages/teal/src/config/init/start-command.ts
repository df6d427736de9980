import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// How does what is in this folder start? Asked of the files people already have for that, the most explicit
// first. Instances of both colours run side by side, so each has to listen on the port it is given.

export type StartCommand = {
  command: string[]
  /** Where it was found, for people. */
  from: string
}

type Look = (directory: string) => StartCommand | null

/** The first that is found; null when nothing here says how it starts. */
export function findStartCommand(directory: string): StartCommand | null {
  const looks: Look[] = [procfile, packageJson, django, python, go, ruby, dockerfile]
  for (const look of looks) {
    const found = look(directory)
    if (found !== null) return found
  }
  return null
}

function procfile(directory: string): StartCommand | null {
  const line = /^web:\s*(.+)$/m.exec(read(directory, 'Procfile') ?? '')?.[1]?.trim()
  return line === undefined ? null : { command: fromShell(line), from: 'web in Procfile' }
}

function packageJson(directory: string): StartCommand | null {
  const { scripts, main } = readPackage(directory)
  const start = scripts?.['start']
  if (typeof start === 'string') {
    // `npm start` does more than run the line; a plain `node …` gains nothing from it but a second process.
    const command =
      start.startsWith('node ') && isPlain(start) ? start.split(/\s+/) : ['npm', 'start']
    return { command, from: 'the start script in package.json' }
  }
  const file = [main, 'server.js', 'index.js', 'app.js'].find(
    (name) => typeof name === 'string' && existsSync(join(directory, name)),
  )
  if (typeof file !== 'string') return null
  return {
    command: ['node', file],
    from: file === main ? 'main in package.json' : file,
  }
}

function django(directory: string): StartCommand | null {
  if (!existsSync(join(directory, 'manage.py'))) return null
  const command = ['manage.py', 'runserver', '--noreload', '127.0.0.1:{{ port }}']
  return { command: [pythonOf(directory), ...command], from: 'manage.py (Django)' }
}

function python(directory: string): StartCommand | null {
  for (const file of ['app.py', 'main.py', 'server.py']) {
    const source = read(directory, file)
    if (source === null) continue
    const module = file.slice(0, -'.py'.length)
    const [framework, variable] =
      /^(\w+)\s*=\s*(FastAPI|Starlette|Flask)\(/m.exec(source)?.slice(1).toReversed() ?? []
    const interpreter = pythonOf(directory)
    if (framework === 'Flask') {
      const command = ['-m', 'flask', '--app', module, 'run', '--port', '{{ port }}']
      return { command: [interpreter, ...command], from: `${file} (Flask)` }
    }
    if (framework !== undefined) {
      const command = ['-m', 'uvicorn', `${module}:${variable}`, '--port', '{{ port }}']
      return { command: [interpreter, ...command], from: `${file} (${framework})` }
    }
    return { command: [interpreter, file], from: file }
  }
  return null
}

function go(directory: string): StartCommand | null {
  if (!existsSync(join(directory, 'go.mod'))) return null
  return { command: ['go', 'run', '.'], from: 'go.mod' }
}

function ruby(directory: string): StartCommand | null {
  if (existsSync(join(directory, 'bin/rails'))) {
    // Both colours run from one folder: the pid file is the only thing they would fight over.
    const pid = ['--pid', 'tmp/pids/{{ colour }}-{{ port }}.pid']
    return { command: ['bin/rails', 'server', '--port', '{{ port }}', ...pid], from: 'bin/rails' }
  }
  if (!existsSync(join(directory, 'config.ru'))) return null
  return { command: ['bundle', 'exec', 'rackup', '--port', '{{ port }}'], from: 'config.ru' }
}

/** Without a container, the command of an image is still how it starts, if its files are here as they are. */
function dockerfile(directory: string): StartCommand | null {
  const last = [...(read(directory, 'Dockerfile') ?? '').matchAll(/^CMD\s+(.+)$/gm)].at(-1)?.[1]
  if (last === undefined) return null
  const list = parseJson(last)
  const command = Array.isArray(list) ? list.map(String) : fromShell(last.trim())
  return command.length === 0 ? null : { command, from: 'CMD in Dockerfile' }
}

/** The name a package has, without the scope it is published under. */
export function packageName(directory: string): string | null {
  const { name } = readPackage(directory)
  return typeof name === 'string' ? name.replace(/^@[^/]*\//, '') : null
}

export function packageScripts(directory: string): string[] {
  return Object.keys(readPackage(directory).scripts ?? {})
}

type Package = { name?: unknown; main?: unknown; scripts?: Record<string, unknown> }

function readPackage(directory: string): Package {
  const data = parseJson(read(directory, 'package.json') ?? '')
  if (typeof data !== 'object' || data === null) return {}
  const { name, main, scripts } = data as Record<string, unknown>
  return typeof scripts === 'object' && scripts !== null
    ? { name, main, scripts: scripts as Record<string, unknown> }
    : { name, main }
}

/** A line for a shell, without the shell where that is the same. */
function fromShell(line: string): string[] {
  const withPort = line.replaceAll(/\$PORT\b|\$\{PORT\}/g, '{{ port }}')
  const plain = withPort.replaceAll('{{ port }}', 'PORT')
  if (!isPlain(plain)) return ['sh', '-c', line]
  return plain.split(/\s+/).map((part) => part.replaceAll('PORT', '{{ port }}'))
}

/** Nothing in it that only a shell understands. */
function isPlain(line: string): boolean {
  return /^[\w./:@%+,= -]+$/.test(line) && !/^\w+=/.test(line)
}

function pythonOf(directory: string): string {
  const own = ['.venv/bin/python', 'venv/bin/python'].find((file) =>
    existsSync(join(directory, file)),
  )
  return own ?? 'python3'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function read(directory: string, file: string): string | null {
  try {
    return readFileSync(join(directory, file), 'utf8')
  } catch {
    return null
  }
}
