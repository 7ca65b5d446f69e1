import { letGoOfEarlier } from '../catalog/once-for.ts'
import { documentOf, isProgram } from '../document/document-of.ts'
import type { Document } from '../document/document.ts'
import { unseenCalls, type UnseenCalls } from '../document/unseen-calls.ts'
import type { Settings } from '../settings/settings.ts'
import { sourceOf } from './code-files.ts'
import { hostPlace } from './host-place.ts'
import type { OpenSchema } from './open-catalog.ts'
import { schemaFor } from './project.ts'
import { loadTextFile } from './text-files.ts'

/** Whether a file is read that has this name. */
export function mayHoldQueries(file: string): boolean {
  return /\.(?:sql|SQL|[jt]sx?|[cm][jt]s)$/.test(file)
}

/** The endings of files that may hold queries, and are not read. */
export const unreadPrograms: readonly string[] = [
  ...['py', 'rb', 'go', 'java', 'kt', 'kts', 'scala', 'groovy', 'php', 'cs', 'fs', 'rs', 'ex', 'exs', 'clj', 'dart', 'swift', 'pl', 'sh'],
  ...['vue', 'svelte', 'astro', 'graphql', 'gql', 'ipynb', 'psql', 'pgsql', 'j2', 'jinja', 'ejs', 'erb', 'hbs', 'mustache', 'tmpl', 'tpl'],
]

export function isUnreadProgram(file: string): boolean {
  return unreadPrograms.some((ending) => file.endsWith(`.${ending}`))
}

/** A file of the project, read without ESLint. */
export interface ProjectFile {
  readonly file: string
  readonly text: string
  readonly document: Document
  /** Looked up when it is asked for. */
  schema(): OpenSchema
  /** Whether its queries touch every tenant on purpose and are none of the application. */
  isLeftOut(): boolean
  /** What it may ask besides; nothing in a file of SQL. */
  unseen(): UnseenCalls | undefined
}

/** As it is on disk, or with another text; undefined where it cannot be read, or its program cannot be parsed. */
export function readProjectFile(
  file: string,
  settings: Readonly<Settings>,
  cwd: string,
  text = loadTextFile(file).text,
): ProjectFile | undefined {
  letGoOfEarlier()
  const source = text === undefined ? undefined : sourceOf(file, text)
  if (text === undefined || !source) return undefined
  const place = hostPlace(file, text, settings, cwd)
  const document = documentOf(source, settings, place)
  let known: OpenSchema | undefined
  const schema = (): OpenSchema => (known ??= schemaFor(file, text, document.statements, settings, cwd))
  const { ast } = source
  return {
    file,
    text,
    document,
    schema,
    isLeftOut: () => schema().isMigration && settings.migrations.queries !== true,
    unseen: () =>
      isProgram(ast)
        ? unseenCalls({ ...place, text, ast, names: settings.sql, queryFunctions: settings.queryFunctions }, document)
        : undefined,
  }
}
