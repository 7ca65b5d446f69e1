import type { TSESTree } from '@typescript-eslint/utils'
import type { Edit, Range } from '../catalog/place.ts'
import { isUnder, methodOf, pathOf, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'

/** The parts around each mention of something that a program can be without, the smallest first. */
export function partsAround(program: Program, isMentioned: (name: string) => boolean): readonly (readonly Edit[])[] {
  const found = new Map<string, readonly Edit[]>()
  for (const node of program.nodes) {
    if (!mentions(node, isMentioned)) continue
    const parts = partsOutwards(node, program)
    const [smallest] = parts
    if (smallest) found.set(String(smallest.range), parts)
  }
  return [...found.values()]
}

function mentions(node: Node, isMentioned: (name: string) => boolean): boolean {
  const text = node.type === 'Identifier' ? node.name : node.type === 'Literal' ? node.value : undefined
  return typeof text === 'string' && text.length < 1000 && (text.match(/[\w$]+/g) ?? []).some(isMentioned)
}

/** An item of a list is the whole of its condition; a call may only be a word of one. */
function partsOutwards(mention: Node, program: Program): Edit[] {
  const parts: Edit[] = []
  let inside = mention
  for (const around of program.ancestors(mention)) {
    const edit = editWithout(inside, around, program.text)
    if (edit) parts.push(edit)
    if (edit && !isCallOn(around)) break
    inside = around
  }
  return parts
}

/** Calls of which each argument is one condition of several. */
const joining = /^(?:and|or|push|unshift|concat|all|any)$/i

/** What a part is left out by, where what it stands in is whole without it. */
function editWithout(part: Node, around: Node, text: string): Edit | undefined {
  switch (around.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
      return { range: withComma(part.range, text), text: '' }
    case 'IfStatement':
      return part === around.test && !around.alternate ? { range: around.range, text: '' } : undefined
    case 'CallExpression':
      if (isUnder(part, around.callee)) return undefined
      return isCallOn(around) ? { range: [around.callee.object.range[1], around.range[1]], text: '' } : joined(part, around, text)
    default:
      return undefined
  }
}

function joined(part: Node, call: TSESTree.CallExpression, text: string): Edit | undefined {
  return joining.test(pathOf(call.callee)?.at(-1) ?? '') ? { range: withComma(part.range, text), text: '' } : undefined
}

/** `.where(…)`, of a chain that goes on without it. */
function isCallOn(node: Node): node is TSESTree.CallExpression & { callee: TSESTree.MemberExpression } {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !joining.test(methodOf(node) ?? '')
}

/** An item of a list with the comma behind it, or else the one before it. */
function withComma([start, end]: Range, text: string): Range {
  const [after] = /^\s*,/.exec(text.slice(end)) ?? []
  if (after !== undefined) return [start, end + after.length]
  const [before = ''] = /,\s*$/.exec(text.slice(Math.max(0, start - 1000), start)) ?? []
  return [start - before.length, end]
}
