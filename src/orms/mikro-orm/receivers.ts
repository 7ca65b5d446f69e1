import type { TSESTree } from '@typescript-eslint/utils'
import { bare, pathOf, type ClassNode } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { classOfThis } from '../../javascript/symbolic/classes.ts'
import { isInstance, originsOf } from '../../javascript/symbolic/declared.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import type { CallScene } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import type { KnownEntities } from './known-entities.ts'
import type { Model } from './models.ts'
import { isMikroOrm } from './packages.ts'

const maxSteps = 8

/** The entities that the parameters of a class stand for. */
type Passed = ReadonlyMap<string, Model | undefined>

/** Who is asked, and for which entity. */
export interface Receiver {
  readonly model: Model
  /** Where the entity is named in the file. */
  readonly at: Located | undefined
  /** What the call is given besides the entity. */
  readonly args: readonly Value[]
}

/** `em.method(Entity, …)` or `repository.method(…)`; undefined where neither is seen. */
export class Receivers {
  readonly #scene: CallScene
  readonly #entities: KnownEntities

  constructor(scene: CallScene, entities: KnownEntities) {
    this.#scene = scene
    this.#entities = entities
  }

  of(object: Value, args: readonly Value[], call: Located): Receiver | undefined {
    const own = this.#repository(object, 0)
    if (own) return { model: own, at: calleeOf(call), args }
    const model = this.#entities.of(args[0])
    if (!model || !this.#mayManage(object, args[0])) return undefined
    return { model, at: argumentOf(call), args: args.slice(1) }
  }

  /** Whether something is what rows of an entity are handed to. */
  mayWrite(value: Value, entity: Value): boolean {
    return this.#repository(value, 0) !== undefined || this.#mayManage(value, entity)
  }

  isManager(value: Value): boolean {
    return this.#isManager(value, 0)
  }

  /** The entity whose repository a value is. */
  #repository(value: Value, steps: number): Model | undefined {
    if (steps > maxSteps) return undefined
    const ways = waysOf(value)
    if (ways) return ways.of.map((way) => this.#repository(way, steps + 1)).find((one) => one !== undefined)
    if (value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'getRepository')
      return this.#entities.of(value.args[0])
    const self = this.#classOfThis(value)
    if (self) return this.#repositoryClass(self.node, self.program, undefined, steps)
    for (const origin of originsOf(value, this.#scene.machine)) {
      const found = isMade(origin) ? this.#ofInstance(origin, steps) : origin !== value && this.#repository(origin, steps + 1)
      if (found) return found
    }
    return undefined
  }

  #ofInstance({ callee, args }: Kind<'call'>, steps: number): Model | undefined {
    const given = args.map((arg) => this.#entities.of(arg)).find((one) => one !== undefined)
    if (isMikroOrm(callee) && callee.kind === 'import' && callee.name.endsWith('EntityRepository')) return given
    return callee.kind === 'class' ? this.#repositoryClass(callee.node, callee.at.program, given, steps) : undefined
  }

  /** `class OrderRepository extends EntityRepository<Order>` */
  #repositoryClass(node: ClassNode, program: Program, given: Model | undefined, steps: number, passed?: Passed): Model | undefined {
    if (!node.superClass || steps > maxSteps) return undefined
    const named = (node.superTypeArguments?.params ?? []).map((type): Model | undefined => {
      if (type.type !== 'TSTypeReference') return undefined
      const own = type.typeName.type === 'Identifier' ? passed?.get(type.typeName.name) : undefined
      return own ?? this.#entities.of(this.#scene.machine.answer({ node: type.typeName, program }))
    })
    const base = this.#scene.machine.answer({ node: node.superClass, program })
    if (base.kind === 'import' && isMikroOrm(base) && base.name.endsWith('EntityRepository')) return given ?? named[0]
    if (base.kind !== 'class') return undefined
    const parameters = base.node.typeParameters?.params ?? []
    const further: Passed = new Map(parameters.map(({ name }, i) => [name.name, named[i]]))
    return this.#repositoryClass(base.node, base.at.program, given, steps + 1, further)
  }

  #classOfThis(value: Value): { readonly node: ClassNode; readonly program: Program } | undefined {
    if (value.kind === 'instance') return { node: value.of, program: value.at.program }
    if (value.kind !== 'symbol' || value.name !== 'this') return undefined
    const of = classOfThis(this.#scene.machine, value.at)
    return of && { node: of.node, program: of.at.program }
  }

  /** An entity is evidence enough where nothing else is seen of who is asked; its name alone is not. */
  #mayManage(value: Value, entity: Value | undefined): boolean {
    if (this.#isManager(value, 0)) return true
    if (entity?.kind === 'literal') return false
    const origins = originsOf(value, this.#scene.machine)
    return origins.every((origin) => {
      switch (origin.kind) {
        case 'symbol':
          return origin.name !== 'this'
        case 'member':
        case 'import':
        case 'unknown':
        case 'choice':
          return true
        case 'call':
          return !origin.isNew || origin.callee.kind === 'unknown' || origin.callee.kind === 'symbol'
        default:
          return false
      }
    })
  }

  #isManager(value: Value, steps: number): boolean {
    if (steps > maxSteps) return false
    const ways = waysOf(value)
    if (ways) return ways.of.some((way) => this.#isManager(way, steps + 1))
    const origins = originsOf(value, this.#scene.machine)
    if (origins.some((origin) => isInstance(origin, this.#scene.machine, isManagerClass))) return true
    if (origins.some((origin) => origin !== value && !isMade(origin) && this.#isManager(origin, steps + 1))) return true
    if (value.kind === 'symbol') return isTransaction(value)
    if (value.kind === 'call' && value.callee.kind === 'member')
      return /^(?:fork|getContext|getEntityManager)$/.test(value.callee.name) && this.#managesOrHolds(value.callee.object, steps)
    return value.kind === 'member' && /^(?:em|_em)$/.test(value.name) && this.#managesOrHolds(value.object, steps)
  }

  /** A manager, a repository, or what `MikroORM.init` gives. */
  #managesOrHolds(value: Value, steps: number): boolean {
    if (isMikroOrm(value, 'RequestContext') || this.#isManager(value, steps + 1) || this.#repository(value, steps + 1)) return true
    return originsOf(value, this.#scene.machine).some((origin) => {
      if (origin.kind !== 'call') return false
      const { callee } = origin
      return callee.kind === 'member' ? isMikroOrm(callee.object, 'MikroORM') : isMikroOrm(callee, 'MikroORM')
    })
  }
}

/** Of a type that is written for it; anything else is what a getter or a property of a class gives. */
function isMade(origin: Value): origin is Kind<'call'> {
  return origin.kind === 'call' && origin.isNew
}

function isManagerClass(of: Value): boolean {
  return of.kind === 'import' && isMikroOrm(of) && of.name.endsWith('EntityManager')
}

/** `em.transactional(async (tx) => …)` */
function isTransaction({ declared }: Kind<'symbol'>): boolean {
  if (!declared) return false
  const call = declared.program.callGiving(declared.node)
  return call !== undefined && pathOf(call.callee)?.at(-1) === 'transactional'
}

function callNode({ node }: Located): TSESTree.CallExpression | undefined {
  return node.type === 'CallExpression' ? node : undefined
}

export function argumentOf(call: Located): Located | undefined {
  const [node] = callNode(call)?.arguments ?? []
  return node && { node: bare(node), program: call.program }
}

/** The repository that a method is called on. */
function calleeOf(call: Located): Located | undefined {
  const node = callNode(call)
  const callee = node && bare(node.callee)
  const object = callee?.type === 'MemberExpression' ? bare(callee.object) : undefined
  if (object?.type === 'CallExpression') return argumentOf({ node: object, program: call.program })
  return object && { node: object, program: call.program }
}
