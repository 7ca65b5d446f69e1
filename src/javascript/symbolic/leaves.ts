import type { Node } from '../nodes.ts'

/** Nothing is done but to leave. */
export function leavesOnly(node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.length > 0 && node.body.every((one) => leavesOnly(one) || isLog(one))
  if (node.type === 'ReturnStatement') return !node.argument || !/^(?:Call|Await|New)Expression$/.test(node.argument.type)
  return node.type === 'ThrowStatement' || node.type === 'ContinueStatement'
}

function isLog(node: Node): boolean {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'CallExpression') return false
  const { callee } = node.expression
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'console'
}
