import { firstOf } from '../../javascript/first-of.ts'
import { bare } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import { classOfThis } from '../../javascript/symbolic/classes.ts'
import { isInstance, originsOf } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { waysOf } from '../ways.ts'
import { typeormModule } from './decorators.ts'

/** What the methods of TypeORM are called on. */
export type Receiver =
  /** A repository of an entity, or the entity itself. */
  | { readonly kind: 'repository'; readonly entity: Value }
  /** What takes the entity as its first argument: a manager, or what has one. */
  | { readonly kind: 'manager' }

const manager: Receiver = { kind: 'manager' }
const maxSteps = 12

/** What a value is, if TypeORM made it. */
export function receiverOf(value: Value, machine: Machine): Receiver | undefined {
  return receiverAfter(value, machine, 0, new Map())
}

/** What conditions of the program decide leads to one thing on many ways, which is asked once. */
function receiverAfter(value: Value, machine: Machine, steps: number, known: Map<Value, Receiver | undefined>): Receiver | undefined {
  if (steps > maxSteps) return undefined
  if (known.has(value)) return known.get(value)
  const found = receiverIn(value, machine, (next) => receiverAfter(next, machine, steps + 1, known))
  known.set(value, found)
  return found
}

function receiverIn(value: Value, machine: Machine, further: Further): Receiver | undefined {
  const ways = waysOf(value)
  if (ways) return firstOf(ways.of, (way) => ofKnown(further(way))) ?? firstOf(ways.of, further)
  const own = byWriting(value, machine, further)
  if (own) return own
  const origins = originsOf(value, machine).filter((origin) => origin !== value)
  return firstOf(origins, (origin) => byClass(origin, machine)) ?? firstOf(origins, (origin) => bySetting(origin, further))
}

/** Not a repository of what no more than a type says: `instances.get(entity) as Repository<T>`. */
function ofKnown(receiver: Receiver | undefined): Receiver | undefined {
  return receiver?.kind === 'repository' && !isEntity(receiver.entity) ? undefined : receiver
}

/** Whether nothing tells what a value is. */
export function mayBeManager(value: Value, machine: Machine): boolean {
  if (value.kind !== 'symbol' && value.kind !== 'member') return value.kind === 'unknown'
  return originsOf(value, machine).every((origin) => origin === value || (origin.kind === 'call' && origin.callee.kind === 'unknown'))
}

type Further = (next: Value) => Receiver | undefined

/** What can be seen without types. */
function byWriting(value: Value, machine: Machine, further: Further): Receiver | undefined {
  switch (value.kind) {
    case 'call':
      return value.isNew ? byClass(value, machine) : ofCall(value, machine, further)
    case 'class':
      return extendsFrom(value, machine, 'BaseEntity') ? { kind: 'repository', entity: value } : undefined
    case 'member':
      return /^(?:manager|entityManager)$/.test(value.name) && further(value.object) ? manager : undefined
    case 'symbol':
      return value.name === 'this' || value.name === 'super' ? ofThis(value.at, machine, further) : ofTransaction(value, machine, further)
    case 'instance':
      return ofClass({ kind: 'class', node: value.of, scope: undefined, at: value.at }, machine)
    default:
      return undefined
  }
}

const managers: readonly string[] = ['EntityManager', 'DataSource', 'Connection', 'QueryRunner']

/** What a getter gives, or a property is set to: `get orders() { return this.dataSource.getRepository(Order) }` */
function bySetting(value: Value, further: Further): Receiver | undefined {
  return value.kind === 'member' || (value.kind === 'call' && !value.isNew) ? further(value) : undefined
}

/** `new DataSource(…)`, or something of a type that says as much. */
function byClass(value: Value, machine: Machine): Receiver | undefined {
  if (value.kind !== 'call' || !value.isNew) return undefined
  const { callee, args } = value
  if (isInstance(value, machine, (of) => isFrom(of, typeormModule, ...managers))) return manager
  const [entity] = args
  if (isFrom(callee, typeormModule, 'Repository', 'TreeRepository')) return entity && { kind: 'repository', entity }
  return callee.kind === 'class' ? ofClass(callee, machine) : undefined
}

/** A class that extends `Repository<Order>`. */
function ofClass(of: Kind<'class'>, machine: Machine, given: ReadonlyMap<string, Value> = new Map(), steps = 0): Receiver | undefined {
  const { node, at } = of
  if (!node.superClass || steps > maxSteps) return undefined
  const base = machine.answer({ node: node.superClass, program: at.program })
  const args = (node.superTypeArguments?.params ?? []).flatMap((type): Value[] => {
    if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return []
    return [given.get(type.typeName.name) ?? machine.answer({ node: type.typeName, program: at.program })]
  })
  const [entity] = args
  if (isFrom(base, typeormModule, 'Repository', 'TreeRepository')) return entity && { kind: 'repository', entity }
  if (isFrom(base, typeormModule, 'EntityManager')) return manager
  if (base.kind !== 'class') return undefined
  const names = (base.node.typeParameters?.params ?? []).map(({ name }) => name.name)
  const passed = new Map(names.flatMap((name, i) => (args[i] ? [[name, args[i]] as const] : [])))
  return ofClass(base, machine, passed, steps + 1)
}

function extendsFrom({ node, at }: Kind<'class'>, machine: Machine, name: string, steps = 0): boolean {
  if (!node.superClass || steps > maxSteps) return false
  const base = machine.answer({ node: node.superClass, program: at.program })
  return isFrom(base, typeormModule, name) || (base.kind === 'class' && extendsFrom(base, machine, name, steps + 1))
}

/** `getRepository(Order)` and its like. */
function ofCall({ callee, args }: Kind<'call'>, machine: Machine, further: Further): Receiver | undefined {
  const [first] = args
  if (callee.kind === 'import') {
    if (!typeormModule.test(callee.from)) return undefined
    if (/^(?:getRepository|getTreeRepository)$/.test(callee.name)) return first && { kind: 'repository', entity: first }
    if (callee.name === 'getCustomRepository') return first?.kind === 'class' ? ofClass(first, machine) : undefined
    return /^(?:getManager|getConnection|createConnection)$/.test(callee.name) ? manager : undefined
  }
  if (callee.kind !== 'member') return undefined
  const { object, name } = callee
  switch (name) {
    case 'getRepository':
    case 'getTreeRepository':
      if (!first) return object.kind === 'class' ? further(object) : undefined
      return ofEntity(args.find(isEntity) ?? first, () => further(object))
    case 'getCustomRepository':
      return first?.kind === 'class' ? ofClass(first, machine) : undefined
    case 'withRepository':
      return first && further(first)
    case 'extend':
    case 'initialize':
      return further(object)
    case 'createQueryRunner':
      return further(object) ? manager : undefined
    case 'get':
    case 'resolve':
      // What keeps one thing of each class gives that: `Container.get(OrderRepository)`.
      return first?.kind === 'class' ? ofClass(first, machine) : undefined
    default:
      return undefined
  }
}

/** Of a text alone, which may be the name of anything, it counts what is asked for it. */
function ofEntity(entity: Value, isAskedOfManager: () => Receiver | undefined): Receiver | undefined {
  return isEntity(entity) || textOf(entity) === undefined || isAskedOfManager() ? { kind: 'repository', entity } : undefined
}

/** A class, or a schema: what a service of the program may be given beside what else it asks for, `getRepository(context, Order)`. */
function isEntity(value: Value): boolean {
  return value.kind === 'class' || (value.kind === 'call' && value.isNew && isFrom(value.callee, typeormModule, 'EntitySchema'))
}

/** `this` of a repository, of an entity, or of what a repository is extended by. */
function ofThis({ node, program }: Located, machine: Machine, further: Further): Receiver | undefined {
  for (const ancestor of program.ancestors(node)) {
    if (ancestor.type === 'MethodDefinition' || ancestor.type === 'PropertyDefinition') {
      const of = classOfThis(machine, { node: ancestor, program })
      if (!of) return undefined
      return ofClass(of, machine) ?? (ancestor.static ? further(of) : undefined)
    }
    if (ancestor.type !== 'ObjectExpression') continue
    const call = program.parentOf(ancestor)
    if (call?.type !== 'CallExpression' || call.arguments[0] !== ancestor || call.callee.type !== 'MemberExpression') continue
    const { callee } = call
    if (callee.property.type === 'Identifier' && callee.property.name === 'extend')
      return further(machine.evaluate({ node: callee.object, program }))
  }
  return undefined
}

/** `dataSource.transaction(async (manager) => …)` */
function ofTransaction({ declared }: Kind<'symbol'>, machine: Machine, further: Further): Receiver | undefined {
  if (!declared) return undefined
  const { node, program } = declared
  const call = program.callGiving(node)
  if (!call) return undefined
  const callee = bare(call.callee)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.property.name !== 'transaction')
    return undefined
  return further(machine.evaluate({ node: callee.object, program })) ? manager : undefined
}
