import { RuleCreator } from '@typescript-eslint/utils/eslint-utils'
import type { TSESLint } from '@typescript-eslint/utils'
import type { Range } from '../catalog/place.ts'
import type { Document } from '../document/document.ts'
import { documentOf, type HostSource } from '../document/document-of.ts'
import { namesOf, type PlacedName } from '../document/names.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/settings.ts'
import type { SettingsProblem } from '../settings/shape.ts'

export type { PlacedName } from '../document/names.ts'

export type Severity = 'error' | 'warn'

/** The presets that a rule is in, with its severity there, and its options where they differ from the default. */
export type Presets<Options extends readonly unknown[] = readonly unknown[]> = Readonly<
  Partial<Record<'essential' | 'recommended' | 'strict', Severity | readonly [Severity, ...Partial<Options>]>>
>

export interface RuleDocs {
  readonly description: string
  readonly presets: Presets
}

/** A change of the file's text. */
export interface Edit {
  readonly range: Range
  readonly text: string
}

type Data = Readonly<Record<string, string | number>>

export interface Suggestion<MessageId extends string> {
  readonly messageId: MessageId
  readonly data?: Data
  readonly edits: readonly Edit[]
}

export interface Report<MessageId extends string> {
  readonly messageId: MessageId
  /** In the file; what is wrong, and no more. */
  readonly range: Range
  readonly data?: Data
  readonly suggest?: readonly Suggestion<MessageId>[]
}

export interface RuleContext<MessageId extends string, Options extends readonly unknown[]> {
  readonly options: Options
  readonly settings: Readonly<Settings>
  readonly settingsProblems: readonly SettingsProblem[]
  report(report: Report<MessageId>): void
}

/** What a rule listens to. */
export interface Handlers {
  /** Once for each file that holds SQL or a schema. */
  document?(document: Document): void
  /** Once for each file in which a name is over 63 bytes, with all its names. */
  names?(names: readonly PlacedName[]): void
}

interface RuleDefinition<MessageId extends string, Options extends readonly unknown[]> {
  readonly name: string
  readonly meta: Omit<TSESLint.RuleMetaData<MessageId, RuleDocs, Options>, 'docs' | 'defaultOptions'> & {
    readonly docs: RuleDocs
    readonly defaultOptions?: Options
  }
  readonly create: (context: RuleContext<MessageId, Options>) => Handlers
}

/** The roots of the languages that rules run on; on a file of any other they do nothing. */
const roots = ['Program', 'SqlRoot'] as const

const createRule = RuleCreator<RuleDocs>(
  (name) => `https://github.com/eslint-plugin-tenancy/eslint-plugin-tenancy/blob/main/docs/rules/${name}.md`,
)

export type TenancyRule = TSESLint.RuleModule<string, readonly unknown[], RuleDocs> & { readonly name: string }

/** The bridge from ESLint to a rule: its handlers see domain objects, its reports go back as ranges of the file. */
export function defineRule<MessageId extends string, Options extends readonly unknown[]>({
  name,
  meta,
  create,
}: RuleDefinition<MessageId, Options>): TSESLint.RuleModule<MessageId, Options, RuleDocs> & { readonly name: string } {
  return createRule<Options, MessageId>({
    name,
    meta,
    create(context, options) {
      const { settings, problems } = readSettings(context.settings.tenancy)
      const handlers = create({
        options,
        settings,
        settingsProblems: problems,
        report: (report) => {
          context.report(toEslint(report, context.sourceCode))
        },
      })
      const visit = (): void => {
        const document = documentOf(context.sourceCode satisfies HostSource, settings)
        if (document.statements.length === 0) return
        handlers.document?.(document)
        const names = handlers.names ? namesOf(document) : []
        if (names.length > 0) handlers.names?.(names)
      }
      return Object.fromEntries(roots.map((root) => [root, visit]))
    },
  })
}

function toEslint<MessageId extends string>(
  { messageId, range, data, suggest }: Report<MessageId>,
  sourceCode: Readonly<TSESLint.SourceCode>,
): TSESLint.ReportDescriptor<MessageId> {
  return {
    messageId,
    loc: { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) },
    ...(data && { data }),
    suggest: (suggest ?? []).map((suggestion) => ({
      messageId: suggestion.messageId,
      ...(suggestion.data && { data: suggestion.data }),
      fix: (fixer) => suggestion.edits.map(({ range: [from, to], text }) => fixer.replaceTextRange([from, to], text)),
    })),
  }
}
