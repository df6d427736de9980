// Loaded before a program: kills it, as `kill -9` does, just before its nth call that changes a file or asks
// HAProxy, counted from `beginToCount()` on, where n is in the variable KILL_AT. A program that comes through
// says so by ending by itself.
import fs from 'node:fs'
import { Socket } from 'node:net'
import { syncBuiltinESMExports } from 'node:module'

let calls = -Infinity
globalThis.beginToCount = () => {
  calls = 0
}
const killAt = Number(process.env.KILL_AT)

function before(object, name, counts = () => true) {
  const original = object[name]
  object[name] = function (...values) {
    if (counts(...values) && ++calls === killAt) process.kill(process.pid, 'SIGKILL')
    return original.apply(this, values)
  }
}

for (const name of [
  'writeSync',
  'writeFileSync',
  'fsyncSync',
  'fsync',
  'renameSync',
  'closeSync',
]) {
  before(fs, name)
}
before(fs, 'openSync', (_, flags) => flags !== 'r')
before(Socket.prototype, 'write')
// The answer has come, and nothing was done about it yet.
before(Socket.prototype, 'destroy')
syncBuiltinESMExports()
