import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

// One file a connection, byte for byte; its name says what is in it. What fuzzing finds is added here.

const directory = new URL('corpus/', import.meta.url)

export type Kind = 'requests' | 'responses'

/** The kept inputs, by file name. */
export function readCorpus(kind: Kind): [name: string, bytes: Buffer][] {
  return readdirSync(new URL(`${kind}/`, directory))
    .toSorted()
    .map((name) => [name, readFileSync(new URL(`${kind}/${name}`, directory))])
}

/** Keeps an input that two parsers disagreed about; returns where. */
export function addToCorpus(kind: Kind, bytes: Buffer): string {
  const file = new URL(`${kind}/found-${Date.now().toString(36)}.http`, directory)
  writeFileSync(file, bytes)
  return file.pathname
}
