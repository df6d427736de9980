import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type Running } from './launch.ts'

type NginxOptions = {
  name: string
  port: number
  tls?: { port: number; cert: string; key: string }
  cores: string
  workers: number
  /** Directives beside and inside the server; the latter are told the folder. */
  upstream?: string
  site: (directory: string) => string
  files?: Record<string, string>
  modules?: string[]
}

/** Starts an nginx with one server. */
export async function startNginx(options: NginxOptions): Promise<Running> {
  const { name, port, tls, cores, workers, upstream = '', site, files = {}, modules = [] } = options
  const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text)
  const shared = workers > 1 ? ' reuseport' : ''
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${directory}/${kind};`)
    .join(' ')
  const secure =
    tls === undefined
      ? ''
      : `listen 127.0.0.1:${tls.port} ssl http2${shared};
    ssl_certificate ${tls.cert}; ssl_certificate_key ${tls.key}; ssl_protocols TLSv1.2 TLSv1.3;`
  const config = join(directory, 'nginx.conf')
  writeFileSync(
    config,
    `${modules.map((file) => `load_module ${file};`).join(' ')}
worker_processes ${workers}; daemon off; user root; pid ${directory}/pid;
error_log ${directory}/error.log;
events { worker_connections 12000; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; ${temporary}
  ${upstream}
  server {
    listen 127.0.0.1:${port}${shared};
    ${secure}
    ${site(directory)}
  }
}
`,
  )
  return await launch({
    name,
    port,
    ...(tls === undefined ? {} : { tlsPort: tls.port }),
    cores,
    argv: ['nginx', '-c', config],
    directory,
  })
}
