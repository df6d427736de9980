/** A name as SQLite reads it whatever it contains. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** SQLite compares names without case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
