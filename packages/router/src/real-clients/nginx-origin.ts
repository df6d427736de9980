import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import type { FileOrigin } from './file-origin.ts'

/** nginx as Debian has it, with these files; PUT to `/uploads/` stores, `/name` says who it is. */
export async function startNginxOrigin(
  name: string,
  files: Record<string, Buffer>,
): Promise<FileOrigin> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-nginx-'))
  const port = await freePort()
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(directory, file), bytes)
  const log = join(directory, 'access.log')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${directory}/${kind};`)
    .join(' ')
  writeFileSync(
    join(directory, 'nginx.conf'),
    `daemon off; user root; worker_processes 1; pid ${directory}/pid; error_log ${directory}/error.log;
events { worker_connections 1024; }
http {
  log_format method "$request_method";
  access_log ${log} method; ${temporary}
  server {
    listen 127.0.0.1:${port};
    root ${directory};
    add_header x-version ${name};
    location = /name { return 200 ${name}; }
    location = /nothing { return 204; }
    location /uploads/ { dav_methods PUT DELETE; create_full_put_path on; client_max_body_size 64m; }
    location /small/ { dav_methods PUT; create_full_put_path on; client_max_body_size 1k; }
  }
}
`,
  )
  const child = spawn('/usr/sbin/nginx', ['-c', join(directory, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await waitFor('nginx to answer', async () => (await fetch(`${url}/name`)).ok)
  await waitFor('its first line in the log', () => readFileSync(log, 'utf8') !== '')
  const atFirst = linesOf(log, 'GET')
  return {
    url,
    count: (method) => linesOf(log, method) - (method === 'GET' ? atFirst : 0),
    uploaded: (file) => readFileSync(join(directory, 'uploads', file)),
    close: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function linesOf(log: string, method: string): number {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line === method).length
}
