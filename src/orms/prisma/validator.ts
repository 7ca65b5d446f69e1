import { pathOf } from '../../javascript/nodes.ts'
import type { Value } from '../../javascript/symbolic/value.ts'

/** `Prisma.validator<…>()({ … })` gives what it is given: it is there for the types. */
export function validatedBy(value: Value): Value | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'call') return undefined
  const { node } = value.callee.at
  const path = node.type === 'CallExpression' ? pathOf(node.callee) : undefined
  return path?.slice(-2).join('.') === 'Prisma.validator' ? value.args[0] : undefined
}
