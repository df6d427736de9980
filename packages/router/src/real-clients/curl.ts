import { spawn } from 'node:child_process'

export type CurlResult = {
  code: number
  stdout: Buffer
  /** With `-v`: `> ` before what was sent, `< ` before what came. */
  stderr: string
}

/** Runs curl to its end, with `input` for `-T -` and the like. */
export async function curl(argv: string[], input?: Buffer): Promise<CurlResult> {
  const child = spawn('/usr/bin/curl', ['--silent', '--insecure', '--max-time', '30', ...argv])
  const parts: Buffer[] = []
  let stderr = ''
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString('latin1')))
  child.stdin.on('error', () => {
    // curl need not read all of it when it is answered early.
  })
  child.stdin.end(input)
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, stdout: Buffer.concat(parts), stderr }))
  })
}
