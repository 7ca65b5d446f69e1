import { once, onceFor } from '../../catalog/once-for.ts'
import { bare, isFunction, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { originsOf } from '../../javascript/symbolic/declared.ts'
import { isNothing, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { CallScene } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import { connectionOf } from './connections.ts'
import type { KnownModels } from './known-models.ts'
import type { Model } from './model.ts'

/** A model on which a method is called. */
export interface Receiver {
  readonly model: Model
  /** The scopes that it was given; undefined where it has its default one. */
  readonly scopes: readonly Value[] | undefined
}

/** What gives a model with other scopes. */
export const scoping: ReadonlySet<string> = new Set(['scope', 'unscoped', 'schema', 'withScope', 'withoutScope'])

/** Methods that nothing else has. */
const ownMethods = /^(?:findAll|findByPk|findAndCountAll|findOrCreate|findOrBuild|findCreateFind|bulkCreate|bulkBuild|unscoped)$/

/** What people call something that has all models. */
const holderName = /^(?:db|database|models?|sequelize|orm|entities|tables|store|mdl)$/i

/** The model that a value is, if it is one. */
export function receiverOf(value: Value, method: string, scene: CallScene, models: KnownModels): Receiver | undefined {
  return receiversOf(method, scene, models)(value)
}

/** What is given scopes time and again, each on a condition, is on many ways what it was before. */
function receiversOf(method: string, scene: CallScene, models: KnownModels): (value: Value) => Receiver | undefined {
  const behindScopes = once(() => (method === 'unscoped' ? of : receiversOf('unscoped', scene, models)))
  const of = onceFor((value: Value): Receiver | undefined => {
    if (value.kind === 'call' && !value.isNew && value.callee.kind === 'member' && scoping.has(value.callee.name)) {
      const base = behindScopes()(value.callee.object)
      if (!base || value.callee.name === 'schema') return base
      return { model: base.model, scopes: value.callee.name === 'scope' ? scopesIn(value.args) : [] }
    }
    const ways = waysOf(value)
    if (ways) {
      const all = ways.of.map((way) => of(way))
      const [first] = all
      return first && all.every((one) => one?.model === first.model && one.scopes === undefined) ? first : undefined
    }
    const model = modelOf(value, method, scene, models)
    return model && { model, scopes: undefined }
  })
  return of
}

export function scopesIn(args: readonly Value[]): readonly Value[] {
  return args.flatMap((arg) => (arg.kind === 'list' && !arg.open ? arg.items : [arg])).filter((arg) => !isNothing(arg))
}

function modelOf(value: Value, method: string, scene: CallScene, models: KnownModels): Model | undefined {
  if (value.kind === 'symbol' && value.name === 'this')
    return isOfInstance(value.at) ? undefined : (models.of(value) ?? modelSetOn(value, scene, models))
  if (value.kind === 'instance') return undefined
  const own = models.of(value)
  if (own) return own
  for (const origin of originsOf(value, scene.machine)) {
    const declared = origin.kind === 'class' ? models.of(origin) : undefined
    if (declared) return declared
  }
  if (value.kind === 'call') return calledModel(value, models)
  if (value.kind === 'member' && holdsModels(value.object)) return models.named(value.name)
  if (value.kind === 'member' || value.kind === 'symbol' || value.kind === 'import')
    return ownMethods.test(method) && isProper(value.name) ? models.named(value.name) : undefined
  return undefined
}

/** Models are written with a capital. */
function isProper(name: string): boolean {
  return /^[A-Z]/.test(name)
}

/** `sequelize.model('Order')` */
function calledModel({ callee, args }: Kind<'call'>, models: KnownModels): Model | undefined {
  const [name] = args
  if (callee.kind !== 'member' || callee.name !== 'model' || name?.kind !== 'literal' || typeof name.value !== 'string') return undefined
  return models.named(name.value)
}

/** `db`, `sequelize.models`, or a module that makes models. */
function holdsModels(value: Value): boolean {
  if (connectionOf(value)) return true
  switch (value.kind) {
    case 'symbol':
    case 'member':
      return holderName.test(value.name)
    case 'import':
      return (
        holderName.test(value.name) || (/^(?:default|\*)$/.test(value.name) && /(?:^|\/)(?:models?|db|database)(?:\/|$)/i.test(value.from))
      )
    case 'module':
      return /sequelize/i.test(value.program.text)
    case 'record':
      return /sequelize/i.test(value.at.program.text)
    case 'call':
      return value.callee.kind === 'member' && /models$/i.test(value.callee.name)
    default:
      return false
  }
}

/** Whether `this` is a row: in a method that is not static, or one that is put into a prototype. */
function isOfInstance(at: Located): boolean {
  const around = thisFunction(at)
  const parent = around && at.program.parentOf(around)
  if (parent?.type === 'MethodDefinition') return !parent.static
  if (parent?.type === 'PropertyDefinition') return !parent.static
  const path = assignedPath(parent)
  return path?.at(-2) === 'prototype'
}

/** The function whose `this` it is. */
function thisFunction({ node, program }: Located): Node | undefined {
  for (const ancestor of program.ancestors(node)) {
    if (ancestor.type === 'PropertyDefinition') return ancestor.value ?? undefined
    if (isFunction(ancestor) && ancestor.type !== 'ArrowFunctionExpression') return ancestor
  }
  return undefined
}

function assignedPath(node: Node | undefined): readonly string[] | undefined {
  return node?.type === 'AssignmentExpression' ? pathOf(node.left) : undefined
}

/** `Order.findOpen = function () { … this … }` */
function modelSetOn(self: Value, scene: CallScene, models: KnownModels): Model | undefined {
  const target = assignedTo(self.at)
  return target && models.of(scene.machine.answer({ node: target, program: self.at.program }))
}

/** `Order.prototype.close = function () { … this … }`, and the methods of a class. */
export function modelOfThis(self: Value, scene: CallScene, models: KnownModels): Model | undefined {
  if (!isOfInstance(self.at)) return undefined
  const target = assignedTo(self.at)
  if (!target) return models.of(self)
  const holder = bare(target)
  if (holder.type !== 'MemberExpression' || propertyName(holder) !== 'prototype') return undefined
  return models.of(scene.machine.answer({ node: holder.object, program: self.at.program }))
}

function assignedTo(at: Located): Node | undefined {
  const around = thisFunction(at)
  const parent = around && at.program.parentOf(around)
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' ? parent.left.object : undefined
}

/** Where a call names its model: `Order` in `db.Order.scope('open').findAll()`. */
export function placeOfModel(call: Kind<'call'>): Located {
  let node = bare(call.at.node)
  for (;;) {
    if (node.type === 'CallExpression') node = bare(node.callee)
    else if (node.type === 'MemberExpression' && isScoped(node)) node = bare(node.object)
    else if (node.type === 'MemberExpression' && node === calleeOf(call.at.node)) node = bare(node.object)
    else return { node, program: call.at.program }
  }
}

function calleeOf(node: Node): Node | undefined {
  const call = bare(node)
  return call.type === 'CallExpression' ? bare(call.callee) : undefined
}

function isScoped(node: Extract<Node, { type: 'MemberExpression' }>): boolean {
  return scoping.has(propertyName(node) ?? '')
}
