import { freePort } from '../../testing/ports.ts'
import { LOAD_CORE, type Running } from './launch.ts'
import { startNginx } from './nginx-server.ts'

/** nginx with files of 1 KB and 100 KB, and an upload that is answered when all of it was read. */
export async function startOrigin(): Promise<Running> {
  return await startNginx({
    name: 'origin',
    port: await freePort(),
    cores: String(LOAD_CORE),
    workers: 1,
    modules: ['/usr/lib/nginx/modules/ngx_http_echo_module.so'],
    files: { '1k': 'x'.repeat(1_024), '100k': 'x'.repeat(102_400) },
    site: (directory) => `
    location / { root ${directory}; open_file_cache max=10 inactive=60s; }
    location = /upload {
      client_max_body_size 8m; client_body_buffer_size 2m; echo_read_request_body; echo ok;
    }`,
  })
}

/** nginx that answers everything with one word. */
export async function startNamed(name: string): Promise<Running> {
  return await startNginx({
    name,
    port: await freePort(),
    cores: String(LOAD_CORE),
    workers: 1,
    site: () => `location / { return 200 "${name}"; }`,
  })
}
