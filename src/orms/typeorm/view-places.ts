import { isUnder, pathOf, propertyIn, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** Whether something stands in the query of a view: `@ViewEntity({ expression: … })`. */
export function isInView(node: Node, program: Program): boolean {
  for (const around of program.ancestors(node)) {
    if (around.type !== 'CallExpression' && around.type !== 'NewExpression') continue
    const maker = pathOf(around.callee)?.at(-1)
    if (maker !== 'ViewEntity' && maker !== 'EntitySchema') continue
    return around.arguments.some((argument) => {
      const expression = argument.type === 'ObjectExpression' ? propertyIn(argument, 'expression') : argument
      return expression !== undefined && isUnder(node, expression)
    })
  }
  return false
}
