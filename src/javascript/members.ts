import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isUnder, propertyGiven, propertyName, type ClassNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'

interface LocatedClass {
  readonly node: ClassNode
  readonly program: Program
}

/** Whether a class has a member of a name, whatever that is. */
export function declares({ body }: ClassNode, name: string): boolean {
  return body.body.some((own) => isMemberNamed(own, name) || propertyGiven(own, name) !== undefined)
}

/** Whether that is the name of a member of what a class makes. */
export function isMemberNamed(own: TSESTree.ClassElement, name: string): boolean {
  if (!('key' in own) || own.static) return false
  const { key } = own
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name === name : key.type === 'Literal' && key.value === name
}

/** Whether a property can be set by its own class alone. */
export function isOwn({ readonly, accessibility, key }: TSESTree.PropertyDefinition): boolean {
  return readonly || accessibility === 'private' || key.type === 'PrivateIdentifier'
}

/** Whether nothing in sight has or sets another member of the name. */
export function isAlone(one: TSESTree.ClassElement, name: string, program: Program): boolean {
  return (
    !program.isSet(name) && program.classes.every(({ body }) => body.body.every((other) => other === one || !isMemberNamed(other, name)))
  )
}

/** Whether a property is called so that a text in it is there for good: `table`, `tableName`. */
export function isForTable(name: string): boolean {
  return /table/i.test(name)
}

/** What a class hands up to the one that it extends, where that keeps it in a property for good: `'orders'` of `super(db, 'orders')`. */
export function handedUp(by: LocatedClass, to: LocatedClass, name: string): Node | undefined {
  const taking = constructorOf(to.node)
  const index = taking ? keptParameter(taking, name, to.program) : -1
  const given = index < 0 ? [] : (superCall(by)?.arguments ?? []).slice(0, index + 1)
  return given.some(({ type }) => type === 'SpreadElement') ? undefined : given[index]
}

function constructorOf({ body }: ClassNode): TSESTree.FunctionExpression | undefined {
  const found = body.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor')
  return found?.type === 'MethodDefinition' && found.value.type === 'FunctionExpression' ? found.value : undefined
}

/** Which parameter a property holds: one that is declared with it, or the one that it is set to, and nothing else. */
function keptParameter({ params, body }: TSESTree.FunctionExpression, name: string, program: Program): number {
  const sets = program.nodesOf('AssignmentExpression').filter(({ left }) => isOfThis(left, name))
  const [set, ...more] = sets
  if (!set) return params.findIndex((one) => one.type === 'TSParameterProperty' && nameOf(one.parameter) === name)
  const value = bare(set.right)
  if (more.length > 0 || set.operator !== '=' || !isUnder(set, body) || value.type !== 'Identifier') return -1
  return params.findIndex((one) => nameOf(one) === value.name)
}

function isOfThis(node: Node, name: string): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'ThisExpression' && propertyName(node) === name
}

function nameOf(parameter: Node): string | undefined {
  const node = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  return node.type === 'Identifier' ? node.name : undefined
}

function superCall({ node, program }: LocatedClass): TSESTree.CallExpression | undefined {
  const own = constructorOf(node)
  return own && program.nodesOf('CallExpression').find((call) => call.callee.type === 'Super' && isUnder(call, own))
}
