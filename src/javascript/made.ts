import type { TSESTree } from '@typescript-eslint/utils'
import { DeclaredTypes, type PlacedType } from './declared-types.ts'
import { givenByEffect, serviceMaking } from './effect.ts'
import { selfAt } from './members.ts'
import { allGivenOn, callsBehind, typeOfContext } from './middleware.ts'
import type { Modules } from './modules.ts'
import {
  argumentAt,
  awaited,
  bare,
  isEmptyObject,
  isFunction,
  isWaiting,
  parametersOf,
  type FunctionNode,
  propertyGiven,
  propertyName,
  soleGiven,
  type Node,
} from './nodes.ts'
import { ofContext } from './procedures.ts'
import type { Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'
import { annotated } from './types.ts'

const maxSteps = 8

interface MadeObject {
  readonly node: TSESTree.ObjectExpression
  readonly program: Program
  readonly by?: Made | undefined
}

/** The call of the function that has made something. */
interface Made {
  readonly call: TSESTree.CallExpression
  readonly program: Program
  readonly maker: FunctionNode
}

/** What a property of something is, or a name that is taken out of it, where a function of the program makes that: by its call, or as the type says. */
export function madeMember(at: Located, modules: Modules): Located | undefined {
  return new Makers(modules).member(at, 0)
}

/** The type that is written for a parameter, for a property of the class around, or for what is taken out of such a one. */
export function typeWritten(at: Located, modules: Modules): PlacedType | undefined {
  return new Makers(modules).typeOf(at)
}

/** Follows objects into the functions that make them. */
class Makers {
  readonly #modules: Modules
  readonly #types: DeclaredTypes
  readonly #known = new Map<Node, Located | undefined>()

  constructor(modules: Modules) {
    this.#modules = modules
    this.#types = new DeclaredTypes(modules)
  }

  member({ node, program }: Located, steps: number): Located | undefined {
    const one = bare(node)
    if (!this.#known.has(one)) {
      // What leads back to itself is made by nobody.
      this.#known.set(one, undefined)
      this.#known.set(one, this.#find(one, program, steps))
    }
    return this.#known.get(one)
  }

  #find(one: Node, program: Program, steps: number): Located | undefined {
    const given = this.#ofContext({ node: one, program }, steps)
    if (given) return given
    if (one.type === 'MemberExpression') {
      const name = propertyName(one)
      return name === undefined ? undefined : this.#within(this.#object({ node: one.object, program }, steps + 1), name, steps)
    }
    const binding = program.named(one)
    if (!binding || binding.writes.length > 0) return undefined
    const { init, property: name } = binding
    if (init) return name === undefined ? undefined : this.#within(this.#object({ node: init, program }, steps + 1), name, steps)
    const { type, key } = annotated(binding.node, program) ?? {}
    return type && key !== undefined ? this.#within(this.#ofType({ node: type, program }, steps), key, steps) : undefined
  }

  #within(owner: MadeObject | undefined, name: string, steps: number): Located | undefined {
    return owner && this.#under(owner, name, steps)
  }

  #object(start: Located, steps: number): MadeObject | undefined {
    if (steps > maxSteps) return undefined
    const { node, program } = resolve({ node: awaited(start.node), program: start.program }, this.#modules)
    if (isWaiting(node)) return this.#object({ node: node.argument, program }, steps + 1)
    switch (node.type) {
      case 'ObjectExpression':
        return { node, program }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const making = serviceMaking(node, program)
        return making && this.#object({ node: making, program }, steps + 1)
      }
      case 'CallExpression': {
        const given = givenByEffect(node, program)
        if (given) return this.#object({ node: given, program }, steps + 1)
        return this.#givenBy({ node: node.callee, program }, steps + 1, { call: node, program })
      }
      case 'MemberExpression':
      case 'Identifier': {
        const made = this.member({ node, program }, steps + 1) ?? givenByCall({ node, program })
        return made ? this.#object(made, steps + 1) : this.#ofType(this.typeOf({ node, program }), steps + 1)
      }
      default:
        return undefined
    }
  }

  /** The object that a function gives back, where it does so in one place. */
  #givenBy(callee: Located, steps: number, by?: Omit<Made, 'maker'>): MadeObject | undefined {
    const { node, program } = resolve(callee, this.#modules)
    if (!isFunction(node)) return undefined
    const given = soleGiven(node)
    const made = given && this.#object({ node: given, program }, steps + 1)
    return made && { by: by && { ...by, maker: node }, ...made }
  }

  #ofType(type: PlacedType | undefined, steps: number): MadeObject | undefined {
    const found = type && this.#types.standIn(type)
    if (found?.name.type !== 'Identifier') return undefined
    const value = { node: found.name, program: found.program }
    return found.isGiven ? this.#givenBy(value, steps + 1) : this.#object(value, steps + 1)
  }

  /** What the context of a procedure has under the name that is taken out of it. */
  #ofContext({ node, program }: Located, steps: number): Located | undefined {
    const { procedure, path: [name, ...further] = [] } = ofContext(node, program) ?? {}
    if (!procedure || name === undefined || further.length > 0) return undefined
    const { object, type } = this.#whatHas(name, { node: procedure, program }, steps)
    return this.#within(object ? this.#object(object, steps + 1) : type && this.#madeAs(type, steps), name, steps)
  }

  /** Where the context of a procedure gets what it has under a name: by the last middleware that gives it on, or as the type says. */
  #whatHas(name: string, procedure: Located, steps: number): { readonly object?: Located | undefined; readonly type?: PlacedType } {
    if (steps > maxSteps) return {}
    for (const { node, program } of callsBehind(procedure, this.#modules)) {
      const type = typeOfContext(node)
      if (type) return { type: { node: type, program } }
      const given = allGivenOn({ node, program }, this.#modules)
      if (!given) return {}
      if (given.every((one) => this.#leaves(one, name, steps))) continue
      return { object: given.length === 1 ? given[0] : undefined }
    }
    return {}
  }

  /** `typeof createContext` stands for what that gives. */
  #madeAs(type: PlacedType, steps: number): MadeObject | undefined {
    const name = type.node.type === 'TSTypeQuery' ? type.node.exprName : undefined
    const given = name?.type === 'Identifier' ? this.#givenBy({ node: name, program: type.program }, steps + 1) : undefined
    return given ?? this.#ofType(type, steps)
  }

  /** Whether what a middleware gives on as the context leaves a name as it was. */
  #leaves({ node, program }: Located, name: string, steps: number): boolean {
    if (ofContext(node, program)?.path.length === 0) return true
    const object = steps > maxSteps ? undefined : this.#object({ node, program }, steps + 1)
    return (
      object?.node.properties.every((part) => {
        if (part.type !== 'Property') return this.#leaves({ node: part.argument, program: object.program }, name, steps + 1)
        const key = propertyName(part)
        return key !== undefined && key !== name
      }) ?? false
    )
  }

  /** What an object has under a name; what is spread behind it may take its place. */
  #under({ node, program, by }: MadeObject, name: string, steps: number): Located | undefined {
    if (steps > maxSteps || program.isSet(name)) return undefined
    for (const part of node.properties.toReversed()) {
      if (part.type === 'Property') {
        const key = propertyName(part)
        if (key === name) return { node: part.value, program }
        if (key === undefined) return undefined
        continue
      }
      const given = spreadBy(part.argument, program, by)
      if (given === 'nothing') continue
      const spread = this.#object(given, steps + 1)
      if (!spread) return undefined
      const found = this.#under(spread, name, steps + 1)
      if (found) return found
    }
    return undefined
  }

  /** The type that is written for something. */
  typeOf({ node, program }: Located): PlacedType | undefined {
    if (node.type === 'MemberExpression') {
      const name = propertyName(node)
      if (name === undefined) return undefined
      if (bare(node.object).type === 'ThisExpression') return typeOfOwn({ node, program }, name)
      const { procedure, path } = ofContext(node.object, program) ?? {}
      const outer =
        this.typeOf({ node: bare(node.object), program }) ??
        (procedure && path?.length === 0 ? this.#whatHas(name, { node: procedure, program }, 0).type : undefined)
      return outer && this.#types.ofMember(outer, name)
    }
    const binding = program.named(node)
    return binding?.kind === 'parameter' && binding.writes.length === 0 ? this.#types.ofParameter(binding, program) : undefined
  }
}

/** What an object spreads: of what its function may be given, what the call gives that made it, `...(more || {})`. */
function spreadBy(node: Node, program: Program, by: Made | undefined): Located | 'nothing' {
  const spread = bare(node)
  const isOrEmpty = spread.type === 'LogicalExpression' && spread.operator !== '&&' && isEmptyObject(spread.right)
  const { node: named, writes } = program.named(isOrEmpty ? spread.left : spread) ?? {}
  const parameters = by && writes?.length === 0 ? parametersOf(by.maker) : []
  const index = parameters.findIndex((one) => (one.type === 'AssignmentPattern' ? one.left : one) === named)
  const parameter = parameters[index]
  if (!by || !parameter) return { node, program }
  const given = argumentAt(by.call, index)
  if (given) return { node: given, program: by.program }
  if (by.call.arguments.length > index) return { node, program }
  return parameter.type === 'AssignmentPattern' ? { node: parameter.right, program } : 'nothing'
}

/** The call that a constant is what it gives, whoever gets hold of that. */
function givenByCall({ node, program }: Located): Located | undefined {
  const { kind, init, property } = program.named(node) ?? {}
  const isIt = kind === 'const' && property === undefined && init && awaited(init).type === 'CallExpression'
  return isIt ? { node: init, program } : undefined
}

/** The type of a property of the class around. */
function typeOfOwn({ node, program }: Located, name: string): PlacedType | undefined {
  const self = selfAt(node, program)
  for (const one of self?.node.body.body ?? []) {
    const isIt = one.type === 'PropertyDefinition' && one.static === self?.isStatic && propertyName(one) === name
    const type = (isIt ? one.typeAnnotation : propertyGiven(one, name)?.typeAnnotation)?.typeAnnotation
    if (type) return { node: type, program }
  }
  return undefined
}
