import { bare, methodOf, nothingIn, receiverOf, type Node, type Nothing } from './nodes.ts'
import { isSomethingWritten } from './written-values.ts'

/** Whether a test comes out so wherever a name stands for nothing, be it `null` or `undefined`. */
export function comesOutWhereNothing(test: Node, isTrue: boolean, name: string): boolean {
  return (['null', 'undefined'] as const).every((nothing) => truthWhere(test, name, nothing) === isTrue)
}

/** How a test comes out where a name stands for nothing; undefined where that cannot be told. */
function truthWhere(test: Node, name: string, nothing: Nothing): boolean | undefined {
  const node = bare(test)
  const of = (part: Node): boolean | undefined => truthWhere(part, name, nothing)
  switch (node.type) {
    case 'Identifier':
      return node.name === name ? false : undefined
    case 'Literal':
      return typeof node.value === 'boolean' ? node.value : undefined
    case 'UnaryExpression':
      return node.operator === '!' ? opposite(of(node.argument)) : undefined
    case 'LogicalExpression': {
      if (node.operator === '??') return undefined
      const deciding = node.operator === '||'
      const sides = [of(node.left), of(node.right)]
      if (sides.includes(deciding)) return deciding
      return sides.includes(undefined) ? undefined : !deciding
    }
    case 'BinaryExpression': {
      if (!/^[!=]==?$/.test(node.operator) || node.left.type === 'PrivateIdentifier') return undefined
      const [one, other] = isOf(node.left, name) ? [node.left, node.right] : [node.right, node.left]
      const same = isOf(one, name) ? isSame(one, other, nothing, node.operator.length === 2) : undefined
      return node.operator.startsWith('!') ? opposite(same) : same
    }
    case 'CallExpression': {
      const [asked] = node.arguments
      const list = methodOf(node) === 'includes' ? receiverOf(node) : undefined
      const isAmong = list && bare(list).type === 'ArrayExpression' && isSomethingWritten(list) && asked && isOf(asked, name)
      return isAmong ? false : undefined
    }
    default:
      return undefined
  }
}

function opposite(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth
}

/** The name itself, or its `typeof`. */
function isOf(side: Node, name: string): boolean {
  const node = bare(side)
  const named = node.type === 'UnaryExpression' && node.operator === 'typeof' ? bare(node.argument) : node
  return named.type === 'Identifier' && named.name === name
}

function isSame(one: Node, other: Node, nothing: Nothing, isLoose: boolean): boolean | undefined {
  const written = bare(other)
  const asked = nothingIn(written)
  if (bare(one).type === 'Identifier') {
    if (asked === undefined) return isSomethingWritten(written) && written.type !== 'ArrayExpression' ? false : undefined
    return isLoose || asked === nothing
  }
  const type = nothing === 'null' ? 'object' : 'undefined'
  return written.type === 'Literal' && typeof written.value === 'string' ? written.value === type : undefined
}
