import { bare, childrenOf, isFunction, methodOf, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { listInSet } from './counted.ts'

/** What a list is made of: each thing that is put into it, and each list of which all are. */
export interface ListParts {
  readonly ones: readonly Node[]
  readonly lists: readonly Node[]
}

const none: ListParts = { ones: [], lists: [] }

/** What is in `[...from, into]`, also under a name that nothing sets again, and where all that is alike stands once. */
export function partsOfList(list: Node, program: Program): ListParts {
  return partsBeside(list, program, new Set())
}

/** The lists of just so many things that something is given: where they are written, or by the name of a constant. */
export function listsIn(node: Node, size: number, program: Program): readonly Node[] {
  if (isFunction(node)) return []
  const { ones, lists } = isListOrName.test(node.type) ? partsOfList(node, program) : none
  const within = childrenOf(node).flatMap((child) => listsIn(child, size, program))
  return ones.length === size && lists.length === 0 ? [node, ...within] : within
}

const isListOrName = /^(?:ArrayExpression|Identifier)$/

function partsBeside(list: Node, program: Program, opened: Set<Node>): ListParts {
  const node = bare(list)
  const further = (next: Node): ListParts => partsBeside(next, program, opened)
  const all = (next: Node): ListParts => joined([{ ones: [], lists: [next] }, further(next)])
  switch (node.type) {
    case 'Identifier': {
      const binding = program.named(node)
      const isFixed = binding?.kind === 'const' && binding.property === undefined && binding.writes.length === 0
      // What is there several times is the same each time.
      if (!isFixed || !binding.init || opened.has(binding.init)) return none
      opened.add(binding.init)
      return further(binding.init)
    }
    case 'ArrayExpression':
      return joined(
        node.elements.map((one) => (one === null ? none : one.type === 'SpreadElement' ? all(one.argument) : { ones: [one], lists: [] })),
      )
    case 'NewExpression': {
      const inSet = listInSet(node, program)
      return inSet ? all(inSet) : none
    }
    case 'CallExpression': {
      const [first, ...more] = node.arguments
      if (pathOf(node.callee)?.join('.') === 'Array.from' && !program.bindingOf('Array', node)) {
        return first && more.length === 0 ? all(first) : none
      }
      if (methodOf(node) !== 'concat' || node.callee.type !== 'MemberExpression') return none
      // What is given may be a list, or one thing.
      return joined([all(node.callee.object), ...node.arguments.map((one) => joined([{ ones: [one], lists: [] }, all(one)]))])
    }
    default:
      return none
  }
}

function joined(parts: readonly ListParts[]): ListParts {
  return { ones: parts.flatMap(({ ones }) => ones), lists: parts.flatMap(({ lists }) => lists) }
}
