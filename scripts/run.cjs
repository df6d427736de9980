'use strict'
// Runs a script of this repository on the pinned Node, from any machine: an old Node, nothing installed.
// Plain CommonJS without dependencies, because it is what runs before anything is there.
//
//   node scripts/run.cjs [--with-packages] [script.ts arguments…]

const { existsSync, readFileSync, writeFileSync, mkdirSync } = require('fs')
const { spawnSync, spawn } = require('child_process')
const { createHash } = require('crypto')
const path = require('path')

const root = path.join(__dirname, '..')
const args = process.argv.slice(2)
const withPackages = args[0] === '--with-packages'
if (withPackages) args.shift()

installModules()
if (withPackages) installDebianPackages()
if (args.length > 0) runScript(args)

/** `npm ci`, unless what is installed came from this very lock file. */
function installModules() {
  const stamp = path.join(root, 'node_modules', '.installed-from')
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // `npm ci` or `npm install` run by hand leaves the lock npm works with; then nothing is missing.
  if (installedMatches()) return writeFileSync(stamp, wanted)
  say('installing npm packages (once, about a minute)')
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  mkdirSync(path.join(root, 'node_modules'), { recursive: true })
  writeFileSync(stamp, wanted)
}

function installedMatches() {
  const check = spawnSync('npm', ['ls', '--all', '--loglevel=silent'], {
    cwd: root,
    stdio: 'ignore',
  })
  return check.status === 0 && existsSync(pinnedNode())
}

/** The servers and tools that the tests run against, from Debian's packages. */
function installDebianPackages() {
  const list = JSON.parse(readFileSync(path.join(__dirname, 'debian-packages.json'), 'utf8'))
  const missing = Object.keys(list).filter((name) => !existsSync(list[name]))
  if (missing.length === 0) return
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) {
    fail('these are missing and there is no apt-get to install them: ' + missing.join(' '))
  }
  const sudo = process.getuid && process.getuid() !== 0 ? ['sudo', '-n'] : []
  const env = ['env', 'DEBIAN_FRONTEND=noninteractive']
  say('installing Debian packages: ' + missing.join(' '))
  const apt = sudo.concat(env, ['apt-get', '-q', '-o', 'Dpkg::Use-Pty=0'])
  must(apt[0], apt.slice(1).concat(['update']), true)
  must(apt[0], apt.slice(1).concat(['install', '-y', '--no-install-recommends'], missing), true)
}

function runScript(argv) {
  const script = path.join(root, argv[0])
  // `npm run x` from another folder: paths the user gives are relative to where they stand.
  const child = spawn(
    pinnedNode(),
    ['--disable-warning=ExperimentalWarning', script].concat(argv.slice(1)),
    {
      cwd: root,
      stdio: 'inherit',
      env: Object.assign({}, process.env, {
        PATH: path.join(root, 'node_modules', '.bin') + ':' + process.env.PATH,
      }),
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
}

function pinnedNode() {
  return path.join(root, 'node_modules', '.bin', 'node')
}

function must(command, argv, quiet) {
  const result = spawnSync(command, argv, {
    cwd: root,
    stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    encoding: 'utf8',
  })
  if (result.status === 0) return
  if (quiet) process.stderr.write((result.stdout || '') + (result.stderr || ''))
  fail(
    '`' +
      [command].concat(argv).join(' ') +
      '` failed: ' +
      (result.error || 'exit ' + result.status),
  )
}

function say(text) {
  process.stderr.write('teal setup: ' + text + '\n')
}

function fail(text) {
  say(text)
  process.exit(1)
}
