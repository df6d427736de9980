// dbmate, goose and node-pg-migrate write both directions into one file.

const marker =
  /^[ \t]*--[ \t-]*(?:migrate:(up|down)|\+goose (up|down)|(up|down)[ \t]+migration)\b.*$/gim

export type UpPart = {
  sql: string
  /** Whether the tool wraps it in a transaction; undefined when no tool has marked it. */
  transaction?: boolean
}

/** The way up. What is not of it is blanked, so that lines and columns stay. */
export function upPart(sql: string): UpPart {
  const marks = [...sql.matchAll(marker)].map((match) => ({
    at: match.index,
    line: match[0],
    up: (match[1] ?? match[2] ?? match[3])?.toLowerCase() === 'up',
  }))
  const ups = marks.filter(({ up }) => up)
  if (ups.length === 0) return { sql }
  const parts = marks.map(({ at, up }, index) => {
    const part = sql.slice(at, marks[index + 1]?.at)
    return up ? part : blank(part)
  })
  const alone =
    ups.some(({ line }) => /transaction:\s*false/.test(line)) ||
    /^--\s*\+goose NO TRANSACTION/m.test(sql)
  return { sql: blank(sql.slice(0, marks[0]?.at)) + parts.join(''), transaction: !alone }
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}
