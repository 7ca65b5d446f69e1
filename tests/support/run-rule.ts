import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Linter } from 'eslint'
import plugin from '../../index.ts'

export interface Linting {
  /** The rule to run, by its name in the plugin; all others are off. */
  readonly rule: string
  readonly options?: readonly unknown[]
  /** What stands under `settings.tenancy`; of any shape, since wrong settings are tested too. */
  readonly settings?: object
  /** Files on disk beside the linted one; a text alone is `schema.sql`. */
  readonly schema?: string | Readonly<Record<string, string>>
  /** The name of the linted file, which decides its language. */
  readonly file: string
}

/** The blocks of a preset without its rules: what a user's own rule entries run with. */
const base: Linter.Config[] = plugin.configs.all.map(({ rules: _, ...block }) => block)

/** Lints a text by one rule, as a user's configuration would. */
export function lint(text: string, { rule, options = [], settings, schema, file }: Linting): Linter.LintMessage[] {
  const files = typeof schema === 'string' ? { 'schema.sql': schema } : schema
  return inFolderOf(files, (cwd) => {
    const own = { ...(files && { schema: Object.keys(files) }), ...settings }
    const messages = new Linter({ configType: 'flat', cwd }).verify(
      text,
      [...base, { settings: { tenancy: own } }, { rules: { [`tenancy/${rule}`]: ['error', ...options] } }],
      { filename: join(cwd, file) },
    )
    const broken = messages.find((message) => message.fatal)
    if (broken) throw new Error(`${file} cannot be linted: ${broken.message}`)
    return messages
  })
}

function inFolderOf<T>(files: Readonly<Record<string, string>> | undefined, use: (folder: string) => T): T {
  if (!files) return use(tmpdir())
  const folder = mkdtempSync(join(tmpdir(), 'tenancy-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The text after one suggestion of a message is taken. */
export function applySuggestion(text: string, { fix }: Linter.LintSuggestion): string {
  return text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/g

/** The offsets at which a message begins and ends. */
export function rangeOf(text: string, { line, column, endLine = line, endColumn = column }: Linter.LintMessage): [number, number] {
  const starts = [0, ...[...text.matchAll(lineBreak)].map((match) => match.index + match[0].length)]
  const offset = (l: number, c: number): number => (starts[l - 1] ?? 0) + c - 1
  return [offset(line, column), offset(endLine, endColumn)]
}

/** A message as a reader sees it: the lines it is about, what is underlined, and what it says. */
export function drawn(text: string, message: Linter.LintMessage): string {
  const lines = text.split(lineBreak)
  const { line, column, endLine = line, endColumn = column } = message
  const marked = lines.slice(line - 1, endLine).flatMap((content, i) => {
    const from = i === 0 ? column - 1 : 0
    const to = line + i === endLine ? endColumn - 1 : content.length
    return [`  ${content}`, `  ${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}`]
  })
  const suggestions = (message.suggestions ?? []).map(({ desc }) => `  suggests: ${desc}`)
  return [`${line}:${column} ${message.messageId ?? ''}`, ...marked, `  ${message.message}`, ...suggestions].join('\n')
}
