import { outcomesFor, type Node } from '../nodes.ts'
import type { Located } from '../resolve.ts'

/** `Order` where `if (it instanceof Order)` stands around the use of a variable that is not set again. */
export function testedClass({ node, program }: Located): Located | undefined {
  const binding = program.named(node)
  if (!binding || binding.writes.length > 0) return undefined
  let inside = node
  for (const around of program.ancestors(node)) {
    for (const test of outcomesFor(inside, around).flatMap((one) => (one.isTrue ? conjuncts(one.test) : []))) {
      if (test.type !== 'BinaryExpression' || test.operator !== 'instanceof' || test.left.type !== 'Identifier') continue
      if (program.named(test.left) === binding) return { node: test.right, program }
    }
    inside = around
  }
  return undefined
}

function conjuncts(test: Node): readonly Node[] {
  return test.type === 'LogicalExpression' && test.operator === '&&' ? [...conjuncts(test.left), ...conjuncts(test.right)] : [test]
}
