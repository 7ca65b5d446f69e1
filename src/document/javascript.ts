import type { TSESTree } from '@typescript-eslint/utils'
import type { SqlEngine } from '../sql/engine.ts'
import { javascriptText, type HostText } from '../sql/host-text.ts'
import { splitScript } from '../sql/script.ts'
import { emptyDocument, type Document, type SqlStatement } from './document.ts'
import { readStatements } from './statements.ts'

const firstWord =
  'select|with|insert|update|delete|merge|create|alter|drop|truncate|comment|grant|revoke|prepare|declare|copy|explain|do|call|listen|notify|savepoint|refresh|reindex|lock|values|table'

/** The beginning of a text that may be a statement. */
const statementStart = new RegExp(String.raw`^(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*(?:${firstWord})\s`, 'i')

/** The same right after a quote: a file without any holds no statement, and is not walked. */
const anyStatement = new RegExp(String.raw`["'\`](?:\s|\\[nrt])*(?:--|/\*|(?:${firstWord})(?:\s|\\[nrt]))`, 'i')

/** What is asked of an ESLint SourceCode of a program. */
export interface JavascriptSource {
  readonly text: string
  readonly ast: TSESTree.Program
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>
}

/** Reads the SQL that stands in a program: strings and templates without holes that are whole statements. */
export function readJavascript(source: JavascriptSource, engine: SqlEngine): Document {
  if (!anyStatement.test(source.text)) return emptyDocument(engine)
  const statements: SqlStatement[] = []
  for (const host of stringsOf(source)) {
    if (!statementStart.test(host.text)) continue
    const read = readStatements(host, splitScript(host.text), engine)
    if (read.every((s) => s.statement)) statements.push(...read)
  }
  statements.sort((a, b) => a.range[0] - b.range[0])
  return { statements, foreign: false, engine }
}

/** The texts of all strings of a program, in no order; attributes of JSX know no escapes and hold no SQL. */
function* stringsOf({ text, ast, visitorKeys }: JavascriptSource): Generator<HostText> {
  const open: TSESTree.Node[] = [ast]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'JSXAttribute' && node.value?.type === 'Literal') continue
    const string = stringText(text, node)
    if (string) yield string
    for (const key of visitorKeys[node.type] ?? []) {
      const child: unknown = Reflect.get(node, key)
      if (Array.isArray(child)) open.push(...child.filter(isNode))
      else if (isNode(child)) open.push(child)
    }
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function stringText(text: string, node: TSESTree.Node): HostText | undefined {
  const isString = node.type === 'Literal' && typeof node.value === 'string'
  const isTemplate = node.type === 'TemplateLiteral' && node.expressions.length === 0
  if (!isString && !isTemplate) return undefined
  const [start, end] = node.range
  const quote = text[start]
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined
  return javascriptText(text.slice(start + 1, end - 1), start + 1, quote)
}
