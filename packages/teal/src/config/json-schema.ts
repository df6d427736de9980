import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { z } from 'zod'
import { configuration } from './schema.ts'

// `npm run schema` writes packages/teal/teal.schema.json, by which editors complete and check teal.yaml. It
// is generated from the schemas that read the file.

export const schemaFile = join(import.meta.dirname, '..', '..', 'teal.schema.json')

/** Wherever a text or a number stands, a variable may stand for it. */
const variable = String.raw`\$\{`

/** The JSON Schema of teal.yaml, as it is written down. */
export async function renderJsonSchema(): Promise<string> {
  const { $schema, ...schema } = z.toJSONSchema(configuration, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // zod's name for "has a pattern", which is no format of JSON Schema.
      if (jsonSchema.format === 'starts_with') delete jsonSchema.format
      // What a schema inherits from another is shown again.
      if (jsonSchema.pattern?.endsWith(variable) === false) jsonSchema.pattern += `|${variable}`
      if (jsonSchema.type === 'integer' || jsonSchema.type === 'number') {
        // A pattern is asked of texts only, and the limits of numbers only.
        Object.assign(jsonSchema, { type: [jsonSchema.type, 'string'], pattern: variable })
      }
    },
  })
  const whole = {
    $schema,
    title: 'teal.yaml',
    description: 'What Teal deploys, and how.',
    ...schema,
  }
  return format(JSON.stringify(whole), { parser: 'json', printWidth: 100 })
}

if (import.meta.main) writeFileSync(schemaFile, await renderJsonSchema())
