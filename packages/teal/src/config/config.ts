import { dirname, join, resolve } from 'node:path'
import type { Application } from '../model/application.ts'
import { entranceOf, findDisagreements, listenOf } from './agree.ts'
import { readDocument } from './document.ts'
import { explain, say } from './explain.ts'
import { findFile, readSource } from './locate.ts'
import { errorOf, placeOf, withoutEchoes, type Problem } from './problem.ts'
import { configuration, type Configuration } from './schema.ts'

// teal.yaml -> Application. The text becomes data (document.ts), the schemas check it and fill in what was
// left out (schema.ts, stages.ts), and the parts are compared (agree.ts). Each step reports all it finds,
// and the next one is taken only when nothing was found: a wrong value would be reported twice.

export type ReadOptions = {
  /** Which file, from `directory`; without it, teal.yaml in `directory` or the nearest folder above. */
  file?: string
  /** Where the person is; messages name the file from here. */
  directory: string
  /** For `${NAME}` in the file. */
  environment: NodeJS.ProcessEnv
}

/**
 * Reads an application's configuration. Whatever is wrong is one TealError of kind `usage`: its message,
 * place and hint are of the first problem, its lines are the others.
 */
export function readApplication({ file: asked, directory, environment }: ReadOptions): Application {
  const file = findFile(directory, asked)
  const source = readSource(directory, file)
  const reading = readDocument(source.text, environment)
  const stopAt = (problems: Problem[]): void => {
    if (problems.length > 0) throw errorOf(source, problems, reading.secrets)
  }

  stopAt(reading.problems)
  if (reading.value === null) {
    stopAt([{ offset: 0, message: 'there is nothing in it', hint: 'see `teal init`' }])
  }
  const parsed = configuration.safeParse(reading.value, { error: say })
  const wrong = parsed.error?.issues.flatMap((issue) => explain(issue, reading)) ?? []
  stopAt(withoutEchoes(wrong))
  const settings = parsed.data as Configuration
  const folder = dirname(file)
  stopAt(
    findDisagreements(settings, folder).map(({ path, message, hint }) => ({
      offset: reading.offsetOf(path),
      message,
      hint,
    })),
  )
  const listen = reading.offsetOf(['traffic', settings.traffic.kind, 'listen'])
  return complete(settings, file, reading.secrets, placeOf(source, listen))
}

function complete(
  settings: Configuration,
  file: string,
  secrets: string[],
  listenAt: string,
): Application {
  const directory = dirname(file)
  const { application: name, target, traffic, stages } = settings
  const expand =
    stages.expand !== null && 'sql' in stages.expand
      ? {
          ...stages.expand,
          sql: resolve(directory, stages.expand.sql),
          database: databaseAt(directory, stages.expand.database),
        }
      : stages.expand
  return {
    name,
    directory,
    file,
    stateDirectory: join(directory, '.teal'),
    entrance: settings.entrance ?? entranceOf(listenOf(traffic.settings) ?? ''),
    store: databaseAt(directory, settings.store),
    target,
    traffic,
    stages: { ...stages, expand },
    secrets: [...new Set(secrets)],
    listenAt,
  }
}

/** `sqlite:` with an absolute path, or the URL of a server as it is. */
function databaseAt(directory: string, text: string): string {
  if (/^postgres(ql)?:\/\//.test(text)) return text
  return `sqlite:${resolve(directory, text.replace(/^sqlite:/, ''))}`
}
