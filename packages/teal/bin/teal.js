#!/usr/bin/env node
import module from 'node:module'

const wanted = 24
if (Number(process.versions.node.split('.')[0]) < wanted) {
  process.stderr.write(
    `teal needs Node.js ${wanted} or newer, and this is ${process.version}.\n` +
      `Install it from your packages, or with \`npm install --global node@${wanted}\`.\n`,
  )
  process.exit(2)
}
module.enableCompileCache?.()
// `node:sqlite` is announced as experimental by some versions; a warning is no part of our output.
process.removeAllListeners('warning')
const { main } = await import('../src/cli/main.ts')
process.exitCode = await main(process.argv.slice(2))
