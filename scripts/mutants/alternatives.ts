import ts from 'typescript'

/** What an expression is replaced by, and of what kind the mistake is. */
export interface Alternative {
  readonly what: string
  readonly to: string
  /** It is one value, which the expression may have anyway. */
  readonly isValue?: boolean
}

const { SyntaxKind } = ts

const operators = new Map<ts.SyntaxKind, string>([
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.PlusToken, '-'],
])

const methods = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['find', 'findLast'],
  ['findLast', 'find'],
  ['findIndex', 'findLastIndex'],
  ['max', 'min'],
  ['min', 'max'],
])

const leftOut = new Set(['filter', 'slice', 'toSorted', 'sort', 'reverse', 'toReversed', 'toLowerCase', 'trim'])

export function alternativesOf(node: ts.Expression): Alternative[] {
  return [...ofCondition(node), ...ofOperator(node), ...ofCall(node), ...ofLiteral(node), ...ofPredicate(node), ...ofAnswer(node)]
}

const isAnd = (node: ts.Node): boolean => operatorOf(node) === SyntaxKind.AmpersandAmpersandToken
const isOr = (node: ts.Node): boolean => operatorOf(node) === SyntaxKind.BarBarToken

function operatorOf(node: ts.Node): ts.SyntaxKind | undefined {
  return ts.isBinaryExpression(node) ? node.operatorToken.kind : undefined
}

const isLoop = (node: ts.Node): boolean => ts.isWhileStatement(node) || ts.isForStatement(node)

function isCondition(node: ts.Expression): boolean {
  const { parent } = node
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node
  return (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) && parent.condition === node
}

/** A loop without an end is no mistake worth waiting for, and what its sides do alone is tried anyway. */
function ofCondition(node: ts.Expression): Alternative[] {
  if (!isCondition(node)) return []
  const tos = [...(isAnd(node) || isLoop(node.parent) ? [] : ['true']), ...(isOr(node) ? [] : ['false'])]
  return tos.map((to) => ({ what: 'condition', to, isValue: true }))
}

function ofOperator(node: ts.Expression): Alternative[] {
  if (ts.isPrefixUnaryExpression(node))
    return isNot(node) && !isCondition(node) ? [{ what: 'no !', to: `!!${node.operand.getText()}` }] : []
  if (!ts.isBinaryExpression(node)) return []
  const other = operators.get(node.operatorToken.kind)
  return other === undefined || isToldOtherwise(node)
    ? []
    : [{ what: 'operator', to: `${node.left.getText()} ${other} ${node.right.getText()}` }]
}

const isNot = (node: ts.PrefixUnaryExpression): boolean => node.operator === SyntaxKind.ExclamationToken

/** A condition that is an equality is tried as true and as false; texts have no difference. */
function isToldOtherwise(node: ts.BinaryExpression): boolean {
  const operator = node.operatorToken.getText()
  return (operator.endsWith('==') && isCondition(node)) || (operator === '+' && /['"`]/.test(node.getText()))
}

function ofCall(node: ts.Expression): Alternative[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const { name, expression } = node.expression
  const text = node.getText()
  const at = name.getStart() - node.getStart()
  const other = methods.get(name.text)
  return [
    ...(other === undefined ? [] : [{ what: 'method', to: text.slice(0, at) + other + text.slice(at + name.text.length) }]),
    ...(leftOut.has(name.text) ? [{ what: `no ${name.text}`, to: expression.getText() }] : []),
  ]
}

function ofLiteral(node: ts.Expression): Alternative[] {
  if (ts.isNumericLiteral(node)) return [{ what: 'number', to: node.text === '1' ? '0' : String(Number(node.text) + 1) }]
  if (node.kind === SyntaxKind.TrueKeyword) return [{ what: 'boolean', to: 'false' }]
  if (node.kind === SyntaxKind.FalseKeyword) return [{ what: 'boolean', to: 'true' }]
  return []
}

const isBodyOf = (node: ts.Node, parent: ts.Node): parent is ts.ArrowFunction => ts.isArrowFunction(parent) && parent.body === node

/** What is asked of each member of a list. */
function ofPredicate(node: ts.Expression): Alternative[] {
  const call = node.parent.parent as ts.Node | undefined
  if (!isBodyOf(node, node.parent) || !call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return []
  const name = call.expression.name.text
  if (['some', 'every', 'find', 'findIndex'].includes(name)) return [{ what: 'predicate', to: 'true', isValue: true }]
  return name === 'filter' ? [{ what: 'predicate', to: 'false', isValue: true }] : []
}

/** What a function gives, by the type that is written behind it. */
function ofAnswer(node: ts.Expression): Alternative[] {
  if (!ts.isReturnStatement(node.parent) && !isBodyOf(node, node.parent)) return []
  const written = node.getText()
  const tos = emptyOf(typeAround(node)).filter((to) => to !== written)
  return written === 'true' || written === 'false' ? [] : tos.map((to) => ({ what: 'answer', to, isValue: true }))
}

function typeAround(node: ts.Node): string {
  const around = ts.findAncestor(node, ts.isFunctionLike)
  const isGenerator = around !== undefined && 'asteriskToken' in around && around.asteriskToken !== undefined
  return isGenerator ? '' : (around?.type?.getText() ?? '')
}

function emptyOf(type: string): string[] {
  if (type === 'boolean' || type.includes(' is ')) return ['true', 'false']
  if (type.endsWith('[]')) return ['[]']
  if (/\bundefined\b/.test(type)) return ['undefined']
  const [, collection] = /^(?:Readonly)?(Set|Map)</.exec(type) ?? []
  return collection === undefined ? [] : [`new ${collection}()`]
}
