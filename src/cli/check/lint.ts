import { createHash } from 'node:crypto'
import type { ESLint, Linter, Rule } from 'eslint'
import plugin from '../../../index.ts'
import type { Remedy } from '../../catalog/remedy.ts'
import { documentOf } from '../../document/document-of.ts'
import { openSchema } from '../../project/open-catalog.ts'
import { takeRemedies, type ToldRemedy } from '../../project/remedies.ts'
import { loadTextFile } from '../../project/text-files.ts'
import { readSettings } from '../../settings/read.ts'
import { tableOf, type Finding, type UnreadFile } from './finding.ts'
import { meaningAt, type SeenFile } from './meaning.ts'
import { loadEslint, type Terms } from './terms.ts'

export interface Linted {
  readonly findings: readonly Finding[]
  readonly unread: readonly UnreadFile[]
}

/** What the rules saw of the file that was linted last. */
type Seen = Pick<Rule.RuleContext, 'sourceCode' | 'settings' | 'filename' | 'cwd'>

/** Lints file by file, by the terms of each, with the texts that count at this moment. */
export async function lintFiles(
  files: readonly string[],
  terms: ReadonlyMap<string, Terms>,
  cwd: string,
  done: (count: number) => void,
): Promise<Linted> {
  const linters = new Map<Terms, OneLinter>()
  const findings: Finding[] = []
  const unread: UnreadFile[] = []
  for (const [i, path] of files.entries()) {
    const own = terms.get(path)
    if (!own) continue
    const linter = linters.get(own) ?? (await OneLinter.open(own, cwd))
    linters.set(own, linter)
    const linted = await linter.lint(path)
    for (const finding of linted.findings) findings.push(finding)
    for (const one of linted.unread) unread.push(one)
    done(i + 1)
  }
  return { findings, unread }
}

class OneLinter {
  readonly #eslint: ESLint
  readonly #watch: { seen?: Seen | undefined }
  readonly #pluginName: string

  private constructor(eslint: ESLint, pluginName: string, watch: { seen?: Seen | undefined }) {
    this.#eslint = eslint
    this.#pluginName = pluginName
    this.#watch = watch
  }

  static async open(terms: Terms, cwd: string): Promise<OneLinter> {
    const { ESLint } = await loadEslint()
    const watch: { seen?: Seen | undefined } = {}
    return new OneLinter(new ESLint({ cwd, overrideConfigFile: true, overrideConfig: configOf(terms, watch) }), terms.pluginName, watch)
  }

  async lint(path: string): Promise<Linted> {
    const { text, problem } = loadTextFile(path)
    if (text === undefined) return { findings: [], unread: [{ path, line: 1, reason: problem ?? 'cannot be read' }] }
    this.#watch.seen = undefined
    takeRemedies()
    const results = await this.#eslint.lintText(text, { filePath: path, warnIgnored: false })
    const told = takeRemedies()
    const messages = results.flatMap((result) => result.messages).map((message) => this.#withUsualName(message))
    const seen = this.#watch.seen as Seen | undefined
    const fatal = messages.filter((message) => message.fatal === true)
    return {
      findings: seen ? findingsOf(path, messages, seen, told) : [],
      unread: fatal.map(({ line = 1, message }: Fatal) => ({ path, line, reason: message })),
    }
  }

  /** Whatever it is called in a configuration, a finding stays the same. */
  #withUsualName(message: Linter.LintMessage): Linter.LintMessage {
    const { ruleId } = message
    return ruleId?.startsWith(`${this.#pluginName}/`) ? { ...message, ruleId: `tenancy${ruleId.slice(this.#pluginName.length)}` } : message
  }
}

/** A parser that ends too early names no line. */
type Fatal = Pick<Linter.LintMessage, 'message'> & Partial<Pick<Linter.LintMessage, 'line'>>

/** A block of a preset, in which the plugin has another name. */
function renamed(block: Linter.Config, name: string): Linter.Config {
  const { plugins, language, rules } = block
  return {
    ...block,
    ...(plugins && { plugins: { [name]: plugin } }),
    ...(language !== undefined && { language: withPrefix(language, name) }),
    ...(rules && { rules: Object.fromEntries(Object.entries(rules).map(([rule, entry]) => [withPrefix(rule, name), entry])) }),
  }
}

function withPrefix(text: string, name: string): string {
  return text.replace(/^tenancy(?=\/)/, () => name)
}

/** The preset of all rules with others in their place, and one more that says nothing but keeps what was read. */
function configOf({ pluginName, rules, elsewhere, given }: Terms, watch: { seen?: Seen | undefined }): Linter.Config[] {
  const watcher: Rule.RuleModule = {
    create({ sourceCode, settings, filename, cwd }) {
      watch.seen = { sourceCode, settings, filename, cwd }
      return {}
    },
  }
  return [
    ...plugin.configs.all.map((block) =>
      renamed(block.rules ? { ...block, rules: { ...rules, 'tenancy-check/watch': 'error' } } : block, pluginName),
    ),
    ...elsewhere.map((block) => renamed(block, pluginName)),
    { plugins: { 'tenancy-check': { rules: { watch: watcher } } } },
    // What is for other rules is no business of ours.
    { linterOptions: { reportUnusedDisableDirectives: 'off' } },
    // An object of its own: what is known of a schema is kept by it, and texts may have changed since another run.
    { settings: { tenancy: { ...given } } },
  ]
}

function findingsOf(
  path: string,
  messages: readonly Linter.LintMessage[],
  { sourceCode, settings: all, cwd }: Seen,
  told: readonly ToldRemedy[],
): Finding[] {
  const ours = messages.filter(({ ruleId }) => ruleId?.startsWith('tenancy/'))
  if (ours.length === 0) return []
  const { settings } = readSettings(all['tenancy'])
  const document = documentOf(sourceCode, settings)
  const file: SeenFile = { path, text: sourceCode.text, document, catalog: openSchema(document, path, sourceCode, settings, cwd).catalog }
  return ours.map((message) => ({ ...findingOf(message, file, sourceCode), remedy: remedyOf(message, told) }))
}

function remedyOf({ ruleId, messageId, line, column }: Linter.LintMessage, told: readonly ToldRemedy[]): Remedy | undefined {
  const isOfIt = ({ rule, start, ...one }: ToldRemedy): boolean =>
    rule === ruleId && one.messageId === messageId && start.line === line && start.column + 1 === column
  return told.find(isOfIt)?.remedy
}

function findingOf(
  { ruleId, severity, message, suggestions = [], ...at }: Linter.LintMessage,
  file: SeenFile,
  sourceCode: Seen['sourceCode'],
): Finding {
  const line = Math.max(1, at.line)
  const column = Math.max(1, at.column)
  const endLine = at.endLine ?? line
  const endColumn = at.endColumn ?? column
  const offset = (ofLine: number, ofColumn: number): number => sourceCode.getIndexFromLoc({ line: ofLine, column: ofColumn - 1 })
  const meaning = meaningAt([offset(line, column), offset(endLine, endColumn)], file)
  const rule = ruleId ?? ''
  const key = createHash('sha256')
    .update([rule, tableOf(meaning), meaning.text].join('\0'))
    .digest('hex')
    .slice(0, 20)
  return {
    rule,
    severity: severity === 2 ? 'error' : 'warning',
    message,
    suggestions: suggestions.map(({ desc }) => desc),
    path: file.path,
    line,
    column,
    endLine,
    endColumn,
    meaning,
    key,
  }
}
