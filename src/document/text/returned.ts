import { returns, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Piece } from '../../sql/template/pieces.ts'

/** What a function returns: an expression, or one of two texts. */
type Returned = { readonly node: Node } | { readonly test: Node; readonly yes: Piece[]; readonly no: Piece[] }

/** The text that a function returns; undefined where that is not one expression for each of its conditions. */
export function returned({ body }: FunctionNode, read: (found: Returned) => Piece[]): Piece[] | undefined {
  return body.type === 'BlockStatement' ? ofStatements(body.body, read) : read({ node: body })
}

function ofStatements(statements: readonly Node[], read: (found: Returned) => Piece[]): Piece[] | undefined {
  const [first, ...rest] = statements
  if (!first) return undefined
  if (first.type === 'ReturnStatement') return first.argument ? read({ node: first.argument }) : undefined
  if (!returns(first)) return ofStatements(rest, read)
  if (first.type !== 'IfStatement' || returns(first.test)) return undefined
  const yes = ofStatements(statementsOf(first.consequent), read)
  const no = ofStatements(first.alternate ? [...statementsOf(first.alternate), ...rest] : rest, read)
  return yes && no ? read({ test: first.test, yes, no }) : undefined
}

function statementsOf(node: Node): readonly Node[] {
  return node.type === 'BlockStatement' ? node.body : [node]
}
