import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../testing/ports.ts'
import { waitFor } from '../../testing/wait.ts'
import { LOAD_CORE, PROXY_CORE } from './load.ts'

/** A server of the benchmark, pinned to its core. */
export type Running = { name: string; port: number; pid: number; stop: () => Promise<void> }

export type Contestant = {
  name: string
  version: string
  start: (originPort: number, threads: number) => Promise<Running>
}

const here = import.meta.dirname

/** nginx with files of 1 KB and 100 KB, and an upload that is read and dropped. */
export async function startOrigin(): Promise<Running> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
  writeFileSync(join(directory, '1k'), 'x'.repeat(1_024))
  writeFileSync(join(directory, '100k'), 'x'.repeat(102_400))
  const port = await freePort()
  const site = `
    location / { root ${directory}; open_file_cache max=10 inactive=60s; }
    location = /upload { client_max_body_size 8m; client_body_buffer_size 2m; return 200 "ok"; }`
  return await startNginx('origin', directory, port, LOAD_CORE, 1, '', site)
}

/** nginx that answers everything with one word. */
export async function startNamed(name: string): Promise<Running> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
  const site = `location / { return 200 "${name}"; }`
  return await startNginx(name, directory, await freePort(), LOAD_CORE, 1, '', site)
}

export const contestants: Contestant[] = [
  {
    name: 'teal',
    version: versionOf(join(here, '../../packages/router/package.json')),
    start: startTeal,
  },
  {
    name: 'haproxy',
    version: output('haproxy', ['-v'], /version (\S+)/),
    start: async (originPort, threads) => {
      const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
      const port = await freePort()
      const config = join(directory, 'haproxy.cfg')
      writeFileSync(
        config,
        `global
  nbthread ${threads}
  maxconn 12000
  no strict-limits
defaults
  mode http
  timeout client 600s
  timeout server 60s
  timeout connect 2s
  option forwardfor
  http-reuse always
frontend users
  bind 127.0.0.1:${port}
  unique-id-format %{+X}o\\ %ci:%cp_%fi:%fp_%Ts_%rt:%pid
  unique-id-header X-Request-Id
  http-request set-header X-Forwarded-Proto http
  default_backend origin
backend origin
  server one 127.0.0.1:${originPort}
`,
      )
      return await launch('haproxy', port, coresOf(threads), ['haproxy', '-f', config], directory)
    },
  },
  {
    name: 'nginx',
    version: output('nginx', ['-v'], /nginx\/(\S+)/),
    start: async (originPort, threads) => {
      const port = await freePort()
      const upstream = `upstream origin {
      server 127.0.0.1:${originPort}; keepalive 256; keepalive_requests 1000000000;
    }`
      const site = `location / {
      proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Request-Id $request_id;
      client_max_body_size 8m; proxy_request_buffering off;
    }`
      const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
      return await startNginx('nginx', directory, port, coresOf(threads), threads, upstream, site)
    },
  },
  {
    name: 'caddy',
    version: output('caddy', ['version'], /^(\S+)/),
    start: async (originPort, threads) => {
      const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
      const port = await freePort()
      const config = join(directory, 'Caddyfile')
      writeFileSync(
        config,
        `{
  admin off
  auto_https off
  log {
    output discard
  }
}
http://:${port} {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:${originPort}
}
`,
      )
      const argv = ['caddy', 'run', '--config', config, '--adapter', 'caddyfile']
      return await launch('caddy', port, coresOf(threads), argv, directory, {
        GOMAXPROCS: String(threads),
        XDG_DATA_HOME: directory,
        XDG_CONFIG_HOME: directory,
      })
    },
  },
  nodeProxy('http-proxy-3'),
  nodeProxy('@fastify/http-proxy'),
]

/** Teal's router with everything that is on by default, both colours on one origin. */
async function startTeal(originPort: number, threads: number): Promise<Running> {
  return await startRouter(originPort, originPort, threads)
}

/** Teal's router with an admin socket to drive it by. */
export async function startRouter(
  bluePort: number,
  greenPort: number,
  threads: number,
): Promise<Running & { admin: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
  const admin = join(directory, 'router.sock')
  const port = await freePort()
  const argv = [process.execPath, '--disable-warning=ExperimentalWarning']
  argv.push(join(here, '../../packages/router/bin/router.js'), '--listen', `127.0.0.1:${port}`)
  argv.push('--blue', `http://127.0.0.1:${bluePort}`, '--green', `http://127.0.0.1:${greenPort}`)
  argv.push('--active', 'blue', '--threads', String(threads))
  argv.push('--admin', admin, '--state', join(directory, 'state.json'))
  return { ...(await launch('teal', port, coresOf(threads), argv, directory)), admin }
}

function nodeProxy(name: string): Contestant {
  const manifest = join(here, '../../node_modules', name, 'package.json')
  return {
    name,
    version: versionOf(manifest),
    start: async (originPort, threads) => {
      const port = await freePort()
      const argv = [process.execPath, join(here, 'node-proxy.ts'), name]
      argv.push(String(port), String(originPort))
      return await launch(name, port, coresOf(threads), argv)
    },
  }
}

function coresOf(threads: number): string {
  return threads === 1 ? String(PROXY_CORE) : `0-${threads - 1}`
}

async function startNginx(
  name: string,
  directory: string,
  port: number,
  cores: number | string,
  workers: number,
  upstream: string,
  site: string,
): Promise<Running> {
  const config = join(directory, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${directory}/${kind};`)
    .join(' ')
  writeFileSync(
    config,
    `worker_processes ${workers}; daemon off; user root; pid ${directory}/pid;
error_log ${directory}/error.log; 
events { worker_connections 12000; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; ${temporary}
  ${upstream}
  server { listen 127.0.0.1:${port}${workers > 1 ? ' reuseport' : ''}; ${site} }
}
`,
  )
  return await launch(name, port, String(cores), ['nginx', '-c', config], directory)
}

async function launch(
  name: string,
  port: number,
  cores: string,
  argv: string[],
  directory?: string,
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn('taskset', ['-c', cores, ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })
  let complaints = ''
  child.stderr.on(
    'data',
    (text: Buffer) => (complaints = (complaints + text.toString()).slice(-4_000)),
  )
  try {
    await waitFor(`${name} to answer`, async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended: ${complaints}`)
      return (await fetch(`http://127.0.0.1:${port}/1k`)).ok
    })
  } catch (error) {
    await stop(child)
    throw error
  }
  return {
    name,
    port,
    pid: child.pid as number,
    stop: async () => {
      await stop(child)
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await exited
  clearTimeout(timer)
}

function versionOf(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

function output(command: string, argv: string[], pattern: RegExp): string {
  const text = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', command, ...argv], { encoding: 'utf8' })
  return pattern.exec(text)?.[1] ?? text.trim()
}
