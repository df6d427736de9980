// `${NAME}` and `${NAME:-default}` in the values of teal.yaml, as in Compose files; `$${` is a plain `${`.

export type Filled = { text: string; problems: VariableProblem[] }

/** What is wrong with a reference, and the reference as it is written, for finding its place. */
export type VariableProblem = { written: string; message: string; hint: string }

const reference = /\$(\$\{)|\$\{([^}]*)(\}?)/g
const contents = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s

/** Fills in the variables of `text`. A value is never read as a reference again. */
export function fillVariables(text: string, environment: NodeJS.ProcessEnv): Filled {
  const problems: VariableProblem[] = []
  const filled = text.replaceAll(
    reference,
    (written: string, literal: string | undefined, inside: string, closed: string) => {
      if (literal !== undefined) return literal
      const [, name, fallback] = (closed === '}' && contents.exec(inside)) || []
      if (name === undefined) {
        const hint = 'write ${NAME} or ${NAME:-default}; for a plain ${ write $${'
        problems.push({ written, message: `${written} is not a reference to a variable`, hint })
        return ''
      }
      // As in a shell, `:-` also stands in for a variable that is there and empty.
      const value = environment[name]
      if (value !== undefined && (value !== '' || fallback === undefined)) return value
      if (fallback !== undefined) return fallback
      problems.push({
        written,
        message: `the environment variable ${name} is not set`,
        hint: `set it, or give a default: \${${name}:-…}`,
      })
      return ''
    },
  )
  return { text: filled, problems }
}
