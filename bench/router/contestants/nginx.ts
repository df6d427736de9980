import { freePort } from '../../../testing/ports.ts'
import { coresOf, saidVersion, type Contestant } from '../launch.ts'
import { startNginx } from '../nginx-server.ts'

export const nginx: Contestant = {
  name: 'nginx',
  version: saidVersion('nginx', ['-v'], /nginx\/(\S+)/),
  start: async ({ originPort, threads, certificate }) =>
    await startNginx({
      name: 'nginx',
      port: await freePort(),
      tls: { port: await freePort(), ...certificate },
      cores: coresOf(threads),
      workers: threads,
      upstream: `upstream origin {
    server 127.0.0.1:${originPort}; keepalive 256; keepalive_requests 1000000000;
  }`,
      site: () => `location / {
      proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Request-Id $request_id;
      client_max_body_size 8m; proxy_request_buffering off;
    }`,
    }),
}
