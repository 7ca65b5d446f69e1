import { join } from 'node:path'
import { Linter } from 'eslint'
import plugin from '../../index.ts'
import { announceApplication } from '../../src/project/application.ts'
import { makeRepository } from '../project/temp-project.ts'

export interface Linting {
  /** The rule to run, by its name in the plugin; all others are off. */
  readonly rule: string
  readonly options?: readonly unknown[]
  /** What stands under `settings.tenancy`; of any shape, since wrong settings are tested too. */
  readonly settings?: object
  /** Files on disk beside the linted one; a text alone is the first migration. */
  readonly schema?: Files
  /** The files on disk and the linted one are told to be all of the project. */
  readonly isWhole?: true
  /** The name of the linted file, which decides its language. */
  readonly file: string
}

export type Files = string | Readonly<Record<string, string>>

/** The blocks of a preset without its rules: what a user's own rule entries run with. */
const base: Linter.Config[] = plugin.configs.all.map(({ rules: _, ...block }) => block)

/** Lints a text by one rule, as a user's configuration would, in a project that holds the schema and nothing else. */
export function lint(text: string, { rule, options = [], settings = {}, schema = {}, isWhole, file }: Linting): Linter.LintMessage[] {
  const files = isWhole ? { ...filesOf(schema), [file]: text } : filesOf(schema)
  const cwd = projectOf(files)
  announceApplication(isWhole && Object.keys(files).map((name) => join(cwd, name)), cwd)
  const messages = new Linter({ configType: 'flat', cwd }).verify(
    text,
    [
      ...base,
      { settings: { tenancy: settings } },
      { rules: { [`tenancy/${rule}`]: ['error', ...options] }, linterOptions: { reportUnusedDisableDirectives: 'off' } },
    ],
    { filename: join(cwd, file) },
  )
  announceApplication(undefined)
  const broken = messages.find((message) => message.fatal)
  if (broken) throw new Error(`${file} cannot be linted: ${broken.message}`)
  return messages
}

export function filesOf(schema: Files): Readonly<Record<string, string>> {
  return typeof schema === 'string' ? { 'migrations/0001_init.sql': schema } : schema
}

const projects = new Map<string, string>()

/** The same files are the same folder: nothing is written there afterwards. */
function projectOf(schema: Files): string {
  const key = JSON.stringify(filesOf(schema))
  const folder = projects.get(key) ?? makeRepository(filesOf(schema))
  projects.set(key, folder)
  return folder
}

/** The text after one suggestion of a message is taken. */
export function applySuggestion(text: string, { fix }: Linter.LintSuggestion): string {
  return text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/g

/** The offsets at which a message begins and ends. */
export function rangeOf(text: string, { line, column, endLine = line, endColumn = column }: Linter.LintMessage): [number, number] {
  const starts = [0, ...[...text.matchAll(lineBreak)].map((match) => match.index + match[0].length)]
  const offset = (l: number, c: number): number => (starts[l - 1] ?? 0) + Math.max(1, c) - 1
  return [offset(line, column), offset(endLine, endColumn)]
}

/** A message as a reader sees it: the lines it is about, what is underlined, and what it says. */
export function drawn(text: string, message: Linter.LintMessage): string {
  const lines = text.split(lineBreak)
  const { line, column, endLine = line, endColumn = column } = message
  const marked = lines.slice(line - 1, endLine).flatMap((content, i) => {
    const from = i === 0 ? Math.max(1, column) - 1 : 0
    const to = line + i === endLine ? endColumn - 1 : content.length
    return [`  ${content}`, `  ${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}`]
  })
  const suggestions = (message.suggestions ?? []).map(({ desc }) => `  suggests: ${desc}`)
  return [`${line}:${column} ${message.messageId ?? ''}`, ...marked, `  ${message.message}`, ...suggestions].join('\n')
}
