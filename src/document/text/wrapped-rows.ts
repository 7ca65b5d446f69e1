import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { givenOn } from '../../javascript/going-on.ts'
import { bare, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isText } from '../../javascript/written-values.ts'
import { mikroOrm } from '../../orms/mikro-orm/packages.ts'

/** What a call gives of a row, or all, as it is: `order.toJSON()` and `order.get()` of Sequelize, `order.lines.getItems()` of MikroORM, `find(id).pipe(Effect.orDie)`. */
export function unwrapped(call: TSESTree.CallExpression, program: Program): Node | undefined {
  const { callee } = call
  const given = givenOn(call, program)
  if (given || callee.type !== 'MemberExpression') return given
  const isOfCollection = unwraps.test(propertyName(callee) ?? '') && isOfMikroOrm(program)
  return givesWhole(call) || isOfCollection ? bare(callee.object) : undefined
}

const unwraps = /^(?:getItems|loadItems|getEntity|unwrap|load|loadOrFail)$/

/** `order.customer.$` of MikroORM: what a reference or a collection holds. */
export function heldBy(node: TSESTree.MemberExpression, program: Program): Node | undefined {
  return !node.computed && propertyName(node) === '$' && isOfMikroOrm(program) ? node.object : undefined
}

/** Rows of Sequelize have methods that are called so, too: `order.getItems()`. */
const isOfMikroOrm = onceFor((program: Program): boolean =>
  program.nodesOf('ImportDeclaration').some(({ source }) => mikroOrm.test(source.value)),
)

/** What a collection of MikroORM lists of each of its rows: `order.lines.getIdentifiers()`. */
export function propertyListed(call: TSESTree.CallExpression, program: Program): { readonly of: Node; readonly name: string } | undefined {
  const {
    callee,
    arguments: [field],
  } = call
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'getIdentifiers' || !isOfMikroOrm(program)) return undefined
  if (field) return isText(field) ? { of: callee.object, name: field.value } : undefined
  return { of: callee.object, name: 'id' }
}

/** `order.toJSON()`, `order.get({ plain: true })` */
export function givesWhole({ callee, arguments: [given, ...others] }: TSESTree.CallExpression): boolean {
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined
  if (name === 'toJSON') return given === undefined
  return name === 'get' && others.length === 0 && (given === undefined || given.type === 'ObjectExpression')
}

/** The property that a row of Sequelize gives: `order.get('status')`, `order.getDataValue('status')`. */
export function propertyGot({ callee, arguments: [name] }: TSESTree.CallExpression): string | undefined {
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined
  return (method === 'get' || method === 'getDataValue') && name && isText(name) ? name.value : undefined
}

/** What of which a property is asked for: `order.status`, `order.get('status')`. */
export function partAsked(node: Node): { readonly of: Node; readonly name: string | undefined } | undefined {
  if (node.type === 'MemberExpression') return { of: node.object, name: propertyName(node) }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const name = propertyGot(node)
  return name === undefined ? undefined : { of: node.callee.object, name }
}
