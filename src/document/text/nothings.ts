import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, methodsOf, nothingIn, pathOf, propertyName, type Node, type Nothing } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { SqlNames } from './libraries.ts'
import { pickedBy } from './picked.ts'
import { promisedTo, settledBy } from './promises.ts'
import { givenInside } from './run-inside.ts'

const maxSteps = 8

/** What an expression is where there is no row; nothing of it where either may be. */
export function nothingOf(expression: Node, program: Program, names: SqlNames, steps = 0): Nothing | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  const further = (next: Node): Nothing | undefined => nothingOf(next, program, names, steps + 1)
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator === '&&' ? undefined : nothingIn(bare(node.right))
    case 'MemberExpression':
      return isPlace(node) ? 'undefined' : 'null'
    case 'CallExpression': {
      const picked = pickedBy(node, program, names)
      if (picked) return picked.orElse
      const settled = settledBy(node, program, names.modules)
      const given = settled ? [settled.promise] : givenInside(node, program, names)
      const inside = [...given.map((way) => nothingIn(bare(way)) ?? further(way)), ...(settled?.orElse ?? [])]
      if (inside.length > 0) return inside.every((nothing) => nothing === inside[0]) ? inside[0] : undefined
      const isOfLists = /^(?:at|shift|pop|find|findLast|first|(?:executeT|t)akeFirst)$/.test(methodsOf(node)[0] ?? '')
      return isOfLists || pathOf(node.callee)?.slice(0, -1).includes('query') ? 'undefined' : 'null'
    }
    case 'Identifier': {
      const binding = program.named(node)
      const promised = binding && promisedTo(binding, program)
      if (promised) return promised.by && further(promised.by)
      if (!binding?.init) return undefined
      if (binding.kind === 'item') return 'undefined'
      return binding.property === undefined ? further(binding.init) : 'null'
    }
    default:
      return undefined
  }
}

/** `rows[0]`, and not `result['rows']`. */
export function isPlace(node: TSESTree.MemberExpression): boolean {
  return node.computed && propertyName(node) === undefined
}
