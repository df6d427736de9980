import type { Head } from '../http1/head.ts'
import { textOf } from './rewrite.ts'

/** GET, HEAD or OPTIONS (RFC 9110 §9.2.1), without making a string of it. */
export function isSafe(bytes: Buffer, head: Head): boolean {
  const { start } = head
  switch (head.methodEnd - start) {
    case 3:
      return bytes[start] === 71 && bytes[start + 1] === 69 && bytes[start + 2] === 84
    case 4:
      return bytes[start] === 72 && textOf(bytes, start, head.methodEnd) === 'HEAD'
    case 7:
      return bytes[start] === 79 && textOf(bytes, start, head.methodEnd) === 'OPTIONS'
    default:
      return false
  }
}
