import { CallMethodStep, ConfigCommentParser, Directive } from '@eslint/plugin-kit'
import type { ESLint, Linter } from 'eslint'
import { lineAt, type Range } from '../catalog/place.ts'
import { CourteousSourceCode, courteousLanguageOptions } from './courtesy.ts'

interface Position {
  line: number
  column: number
}

/** A node of one of our languages as ESLint's traversal needs it. */
export interface TextNode {
  readonly type: string
  readonly range: Range
  readonly loc: { start: Position; end: Position }
}

/** The root: what stands in the file, in order, and its comments. */
export interface TextRoot extends TextNode {
  readonly body: readonly TextNode[]
  readonly comments: readonly TextComment[]
  readonly tokens: readonly []
}

export interface TextComment extends TextNode {
  /** Without the signs that open and close it. */
  readonly value: string
}

/** What a language gives for a text. Nothing is refused: what cannot be read is for rules to report. */
export interface TextRead {
  readonly body: readonly { readonly type: string; readonly range: Range }[]
  readonly comments: readonly { readonly range: Range; readonly value: string }[]
  /** Properties of the root besides, for whoever reads the file on. */
  readonly extra?: object
}

const comments = new ConfigCommentParser()
const lineBreak = /\r\n|[\n\r]/
const directive = /^eslint-(disable|enable)(-next-line|-line)?$/

class TextSourceCode extends CourteousSourceCode<TextRoot> {
  constructor(text: string, ast: TextRoot) {
    super({ text, ast, lineEndingPattern: lineBreak })
  }

  override getParent(node: object): object | undefined {
    return node === this.ast ? undefined : this.ast
  }

  getInlineConfigNodes(): TextComment[] {
    return this.ast.comments.filter((comment) => /^\s*eslint/.test(comment.value))
  }

  getDisableDirectives(): { directives: Directive[]; problems: { ruleId: null; message: string; loc: TextNode['loc'] }[] } {
    const directives: Directive[] = []
    const problems: { ruleId: null; message: string; loc: TextNode['loc'] }[] = []
    for (const comment of this.getInlineConfigNodes()) {
      const parsed = comments.parseDirective(comment.value)
      const match = parsed && directive.exec(parsed.label)
      if (!match) continue
      const type = `${match[1] ?? ''}${match[2] ?? ''}` as Directive['type']
      if (match[2] === '-line' && comment.loc.start.line !== comment.loc.end.line) {
        problems.push({ ruleId: null, message: `${parsed.label} comment should not span multiple lines.`, loc: comment.loc })
        continue
      }
      directives.push(new Directive({ type, node: comment, value: parsed.value, justification: parsed.justification }))
    }
    return { directives, problems }
  }

  applyInlineConfig(): {
    configs: { config: { rules: Linter.RulesRecord }; loc: TextNode['loc'] }[]
    problems: { ruleId: null; message: string; loc: TextNode['loc'] }[]
  } {
    const configs: { config: { rules: Linter.RulesRecord }; loc: TextNode['loc'] }[] = []
    const problems: { ruleId: null; message: string; loc: TextNode['loc'] }[] = []
    for (const comment of this.getInlineConfigNodes()) {
      const parsed = comments.parseDirective(comment.value)
      if (parsed?.label !== 'eslint') continue
      const read = comments.parseJSONLikeConfig(parsed.value)
      if (read.ok) configs.push({ config: { rules: read.config }, loc: comment.loc })
      else problems.push({ ruleId: null, message: read.error.message, loc: comment.loc })
    }
    return { configs, problems }
  }

  /** A call of our own rules, not a visit of nodes: other plugins' rules listen to `*`, and to whatever type the root has. */
  override *traverse(): Generator<CallMethodStep> {
    yield new CallMethodStep({ target: 'TenancyDocument', args: [this.ast] })
  }
}

/** Lines from 1, columns from 0. */
function locator(text: string): (range: Range) => TextNode['loc'] {
  const starts = [0]
  for (const match of text.matchAll(new RegExp(lineBreak, 'g'))) starts.push(match.index + match[0].length)
  const position = (offset: number): Position => {
    const line = lineAt(starts, offset)
    return { line: line + 1, column: offset - (starts[line] ?? 0) }
  }
  return ([start, end]) => ({ start: position(start), end: position(end) })
}

function tree(text: string, rootType: string, read: TextRead): TextRoot {
  const locate = locator(text)
  const range: Range = [0, text.length]
  return {
    type: rootType,
    range,
    loc: locate(range),
    body: read.body.map((node) => ({ ...node, loc: locate(node.range) })),
    comments: read.comments.map((comment) => ({ type: 'Comment', ...comment, loc: locate(comment.range) })),
    tokens: [],
    ...read.extra,
  }
}

export type TextLanguage = NonNullable<ESLint.Plugin['languages']>[string]

/** An ESLint language for files that are text to ESLint and have a meaning to us. */
export function textLanguage(rootType: string, read: (text: string) => TextRead): TextLanguage {
  return {
    fileType: 'text',
    lineStart: 1,
    columnStart: 0,
    nodeTypeKey: 'type',
    visitorKeys: {},
    defaultLanguageOptions: courteousLanguageOptions,
    validateLanguageOptions() {},
    parse(file) {
      const text = typeof file.body === 'string' ? file.body : new TextDecoder().decode(file.body)
      return { ok: true, ast: tree(text, rootType, read(text)) }
    },
    createSourceCode(file, { ast }) {
      return new TextSourceCode(typeof file.body === 'string' ? file.body : new TextDecoder().decode(file.body), ast as TextRoot)
    },
  }
}
