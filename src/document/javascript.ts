import type { TSESTree } from '@typescript-eslint/utils'
import type { SqlEngine } from '../sql/engine.ts'
import { javascriptText, type HostText } from '../sql/host-text.ts'
import { splitScript } from '../sql/script.ts'
import { emptyDocument, type Document, type SqlStatement } from './document.ts'
import { readStatements } from './statements.ts'

const firstWord =
  'select|with|insert|update|delete|merge|create|alter|drop|truncate|comment|grant|revoke|prepare|declare|copy|explain|do|call|listen|notify|savepoint|refresh|reindex|lock'

/** The beginning of a text that may be a statement. */
const statementStart = new RegExp(String.raw`^(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*(?:${firstWord})\s`, 'i')

/** "Delete from cart" is a statement to Postgres and a sentence to people: who begins SQL as a sentence also uses signs. */
function isSentence(text: string): boolean {
  return /^\s*[A-Z][a-z]/.test(text) && !/[=$(]/.test(text)
}

/** The same right after a quote; a file without any holds no statement, and is not walked. */
const maybeStatement = new RegExp(String.raw`(?:["'](?:[ \t]|\\[nrt])*|\`(?:\s|\\[nrt])*)(?:--|/\*|(?:${firstWord})(?:\s|\\[nrt]))`, 'gi')

/** What is asked of an ESLint SourceCode of a program. */
export interface JavascriptSource {
  readonly text: string
  readonly ast: TSESTree.Program
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>
}

/** Reads the SQL that stands in a program: strings and templates without holes that are whole statements. */
export function readJavascript(source: JavascriptSource, engine: SqlEngine): Document {
  const places = Array.from(source.text.matchAll(maybeStatement), (match) => match.index)
  if (places.length === 0) return emptyDocument(engine)
  const statements: SqlStatement[] = []
  for (const host of stringsAt(places, source)) {
    if (!statementStart.test(host.text) || isSentence(host.text)) continue
    const read = readStatements(host, splitScript(host.text), engine)
    if (read.every((s) => s.statement)) statements.push(...read)
  }
  statements.sort((a, b) => a.range[0] - b.range[0])
  return { statements, foreign: false, engine }
}

/** The texts of the strings that begin at some places, in no order; attributes of JSX know no escapes and hold no SQL. */
function* stringsAt(places: readonly number[], { text, ast, visitorKeys }: JavascriptSource): Generator<HostText> {
  const open: TSESTree.Node[] = [ast]
  for (let node = open.pop(); node; node = open.pop()) {
    if (!holdsAny(node, places) || (node.type === 'JSXAttribute' && node.value?.type === 'Literal')) continue
    const string = stringText(text, node)
    if (string) yield string
    if (isPieced(node)) continue
    for (const key of visitorKeys[node.type] ?? []) {
      if (isNoText(node, key)) continue
      const child: unknown = Reflect.get(node, key)
      if (Array.isArray(child)) open.push(...child.filter(isNode))
      else if (isNode(child)) open.push(child)
    }
  }
}

/** The program's own range leaves out what stands before its first statement. */
function holdsAny({ type, range: [start, end] }: TSESTree.Node, places: readonly number[]): boolean {
  if (type === 'Program') return true
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < start) low = middle + 1
    else high = middle
  }
  return (places[low] ?? end) < end
}

/** A text that is put together: its pieces are no statements of their own. */
function isPieced(node: TSESTree.Node): boolean {
  return (node.type === 'BinaryExpression' && node.operator === '+') || (node.type === 'AssignmentExpression' && node.operator === '+=')
}

/** Where a string is a key, a type, a module or the start of a longer text, and no statement. */
function isNoText(node: TSESTree.Node, key: string): boolean {
  switch (node.type) {
    case 'TemplateLiteral':
      return key === 'expressions'
    case 'MemberExpression':
      return key === 'object' && /^(?:Literal|TemplateLiteral|ArrayExpression)$/.test(node.object.type)
    case 'Property':
    case 'TSEnumMember':
      return key === 'key' || key === 'id'
    case 'TaggedTemplateExpression':
      return !/sql|query|raw/i.test(nameOf(node.tag))
    case 'NewExpression':
      return nameOf(node.callee).endsWith('Error')
    case 'SwitchCase':
      return key === 'test'
    case 'TSLiteralType':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return true
    default:
      return false
  }
}

function nameOf(node: TSESTree.Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression') return `${nameOf(node.object)}.${nameOf(node.property)}`
  return node.type === 'CallExpression' ? nameOf(node.callee) : ''
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
