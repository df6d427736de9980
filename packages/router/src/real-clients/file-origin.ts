/** A real web server with a folder of files, that counts. */
export type FileOrigin = {
  url: string
  /** How many requests with this method were answered so far. */
  count: (method: string) => number
  /** What was last uploaded to `/uploads/<name>`. */
  uploaded: (name: string) => Buffer
  close: () => Promise<void>
}
