import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, methodOf, pathOf, receiverOf, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { alteredIn } from './altered.ts'

const maxSteps = 6

/** The keys that a loader has collected, of which this is one, or a part of one: `ids` of `new DataLoader((ids) => …)`. Which rows they are taken from is for those to know that load them. */
export function collectedBy(expression: Node, program: Program, steps = 0): string | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  const further = sourceOf(node)
  if (further) return collectedBy(further, program, steps + 1)
  const binding = program.named(node)
  if (!binding || binding.writes.length > 0 || alteredIn(program).has(binding)) return undefined
  if (binding.kind === 'parameter') return isKeysOfLoader(binding, program) ? binding.name : undefined
  return binding.init && collectedBy(binding.init, program, steps + 1)
}

const lists = /^(?:map|filter|flatMap|slice|concat|flat|toSorted|values|from)$/
const sets = /^(?:uniq\w*|compact|Set|Array\.from)$|^(?:_|lodash|R)\.(?:uniq\w*|compact|map)$/

/** What a list is made of: `[...ids]`, `ids.map(Number)`, `uniq(ids)`, `[...new Set(ids)]`, `keys[0].id`. */
function sourceOf(node: Node): Node | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return node.object
    case 'ArrayExpression': {
      const [only, ...others] = node.elements
      return only?.type === 'SpreadElement' && others.length === 0 ? only.argument : undefined
    }
    case 'NewExpression':
    case 'CallExpression': {
      const path = pathOf(node.callee)
      if (path && sets.test(path.join('.')) && node.arguments[0]) return node.arguments[0]
      return node.type === 'CallExpression' && lists.test(path?.at(-1) ?? '') ? receiverOf(node) : undefined
    }
    default:
      return undefined
  }
}

/** The first parameter of a function that is given to a loader alone, or that which goes through them in there. */
function isKeysOfLoader(binding: Binding, program: Program): boolean {
  const within = program.functionAround(binding.node)
  if (!within) return false
  const call = program.outside(within)
  const list = call?.type === 'CallExpression' && lists.test(methodOf(call) ?? '') ? receiverOf(call) : undefined
  if (list) return collectedBy(list, program, maxSteps - 1) !== undefined
  return within.params[0] === binding.node && isGivenToLoader(within, program)
}

function isGivenToLoader(batch: FunctionNode, program: Program): boolean {
  if (isFirstOfLoader(batch, program)) return true
  const outer = program.outside(batch)
  const id = batch.type === 'FunctionDeclaration' ? batch.id : outer?.type === 'VariableDeclarator' ? outer.id : undefined
  const binding = id && program.named(id)
  const uses = binding ? program.usesOf(binding).filter((use) => use !== id) : []
  return uses.length > 0 && uses.every((use) => isFirstOfLoader(use, program))
}

function isFirstOfLoader(use: Node, program: Program): boolean {
  const outer = program.outside(use)
  return outer !== undefined && isLoader(outer) && bare(outer.arguments[0] ?? outer) === use
}

const loaders = /^(?:create|make|build|new)?data_?loader$/i

function isLoader(node: Node): node is TSESTree.NewExpression | TSESTree.CallExpression {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false
  return loaders.test(pathOf(node.callee)?.at(-1) ?? '')
}
