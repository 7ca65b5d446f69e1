import type { TSESTree } from '@typescript-eslint/utils'
import type { Range } from '../../catalog/place.ts'
import type { Modules } from '../../javascript/modules.ts'
import { bare, methodOf, type Node } from '../../javascript/nodes.ts'
import { importOf, type Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { clientsOf } from './calls/client.ts'
import { drizzleModule } from './library.ts'

/** A text of a program in whose place the tag `sql` may stand, which binds what is put into it. */
export interface TaggedText {
  /** What gives way: the text, or the call of `sql.raw` with it. */
  readonly range: Range
  /** What stands before the template; nothing where a value goes into a template that is there already. */
  readonly tag: string
  /** What is written out, as a template has it: one before each value, and one behind them. */
  readonly texts: readonly string[]
  readonly values: readonly PutIn[]
}

/** What is put into a text. */
interface PutIn {
  readonly range: Range
  readonly text: string
}

/** The texts of a program that Drizzle runs as they are. */
export function taggedTexts(program: Program, modules: Modules): readonly TaggedText[] {
  const machine = new Machine(modules)
  return program.nodesOf('CallExpression').flatMap((call) => {
    const { callee, arguments: given } = call
    const [first, second] = given
    if (!first || second || first.type === 'SpreadElement' || callee.type !== 'MemberExpression') return []
    const method = methodOf(call)
    if (method === 'raw' && isTag(callee.object, program)) return rawText(call, first, program)
    if (method !== 'execute' || !isText(bare(first))) return []
    const tag = tagIn(program, call)
    const isOfDrizzle = tag !== undefined && clientsOf(machine.evaluate({ node: callee.object, program }), machine).length > 0
    return isOfDrizzle ? [textOf(first, first.range, tag, program)] : []
  })
}

function rawText(call: TSESTree.CallExpression, first: Node, program: Program): readonly TaggedText[] {
  const { callee } = call
  const tag = callee.type === 'MemberExpression' ? program.text.slice(...callee.object.range) : ''
  if (isText(bare(first))) return [textOf(first, call.range, tag, program)]
  const template = program.parentOf(call)
  const tagged = template?.type === 'TemplateLiteral' ? program.parentOf(template) : undefined
  const isBound = tagged?.type === 'TaggedTemplateExpression' && isTag(tagged.tag, program)
  return isBound
    ? [{ range: call.range, tag: '', texts: ['', ''], values: [{ range: call.range, text: program.text.slice(...first.range) }] }]
    : []
}

function isTag(node: Node, program: Program): boolean {
  const binding = program.named(node)
  const brought = binding && importOf(binding, program)
  return brought?.name === 'sql' && drizzleModule.test(brought.from)
}

/** What the file calls the tag, where it has it. */
function tagIn(program: Program, at: Node): string | undefined {
  for (const { specifiers } of program.nodesOf('ImportDeclaration')) {
    for (const { local } of specifiers) {
      const binding = isTag(local, program) ? program.named(local) : undefined
      if (binding && program.bindingOf(local.name, at) === binding) return local.name
    }
  }
  return undefined
}

/** Whether an expression is a text by how it begins. */
function isText(node: Node): boolean {
  if (node.type === 'BinaryExpression') return node.operator === '+' && isText(bare(node.left))
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}

function textOf(text: Node, range: Range, tag: string, program: Program): TaggedText {
  const texts = ['']
  const values: PutIn[] = []
  const put = (more: string): void => void texts.push(`${texts.pop() ?? ''}${more}`)
  const add = (part: Node): void => {
    const node = bare(part)
    if (node.type === 'BinaryExpression' && isText(node)) {
      add(node.left)
      add(node.right)
    } else if (node.type === 'TemplateLiteral') {
      node.quasis.forEach(({ value }, i) => {
        put(value.raw)
        const inner = node.expressions[i]
        if (inner) add(inner)
      })
    } else if (node.type === 'Literal' && typeof node.value === 'string') put(asTemplate(node.value))
    else {
      values.push({ range: node.range, text: program.text.slice(...part.range) })
      texts.push('')
    }
  }
  add(text)
  return { range, tag, texts, values }
}

function asTemplate(text: string): string {
  return text
    .replace(/[\\`]|\$(?=\{)/g, String.raw`\$&`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\n', String.raw`\n`)
}
