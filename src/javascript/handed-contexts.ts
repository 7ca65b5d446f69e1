import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import { bare, isFunction, parametersOf, pathOf, propertyName, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'

const mostSteps = 200

/** What a middleware gives on as the context each time that it goes on, `next({ ctx: … })`; undefined where some of that cannot be seen. */
export function contextsHanded({ node, program }: Located, modules: Modules): readonly Located[] | undefined {
  const [options] = isFunction(node) ? parametersOf(node) : []
  return options ? new Handed(modules).of(options, program) : []
}

/** Follows what a middleware is given to where that goes on. */
class Handed {
  readonly #modules: Modules
  readonly #contexts: Located[] = []
  readonly #seen = new Set<Node>()

  constructor(modules: Modules) {
    this.#modules = modules
  }

  of(options: Node, program: Program): readonly Located[] | undefined {
    return this.#options(options, program) ? this.#contexts : undefined
  }

  /** Whether all that is done with `{ ctx, next, … }` can be seen. */
  #options(target: Node, program: Program): boolean {
    if (target.type === 'ObjectPattern')
      return target.properties.every((one) => {
        if (one.type === 'RestElement') return this.#options(one.argument, program)
        const name = propertyName(one)
        return name !== undefined && this.#part(name, one.value, program)
      })
    return this.#everyUse(target, program, (use) => {
      const outer = program.outside(use)
      if (outer?.type === 'SpreadElement') return true
      if (outer?.type === 'MemberExpression') {
        const name = propertyName(outer)
        return name !== undefined && this.#isSeen(name, outer, program)
      }
      if (outer?.type === 'VariableDeclarator') return this.#options(outer.id, program)
      return outer?.type === 'CallExpression' && this.#handed(use, outer, program, (given, own) => this.#options(given, own))
    })
  }

  #part(name: string, target: Node, program: Program): boolean {
    return (name !== 'next' && name !== 'ctx') || this.#everyUse(target, program, (use) => this.#isSeen(name, use, program))
  }

  #isSeen(name: string, use: Node, program: Program): boolean {
    if (name === 'ctx') return !isChanged(use, program)
    if (name !== 'next') return true
    const outer = program.outside(use)
    if (outer?.type === 'VariableDeclarator') return this.#part(name, outer.id, program)
    if (outer?.type !== 'CallExpression') return false
    if (bare(outer.callee) !== use) return this.#handed(use, outer, program, (given, own) => this.#part(name, given, own))
    return this.#context(outer.arguments[0], program)
  }

  #everyUse(target: Node, program: Program, isSeen: (use: Node) => boolean): boolean {
    const binding = program.named(target)
    if (!binding || binding.writes.length > 0) return target.type === 'ObjectPattern'
    if (this.#seen.has(binding.node)) return true
    this.#seen.add(binding.node)
    return this.#seen.size < mostSteps && program.usesOf(binding).every((use) => use === target || isSeen(use))
  }

  /** What is handed to a function of a package is none of its matter. */
  #handed(use: Node, call: TSESTree.CallExpression, program: Program, follow: (given: Node, own: Program) => boolean): boolean {
    const { node, program: own } = resolve({ node: call.callee, program }, this.#modules)
    if (!isFunction(node)) return true
    const given = parametersOf(node)[call.arguments.findIndex((one) => bare(one) === use)]
    return given !== undefined && follow(given, own)
  }

  #context(given: Node | undefined, program: Program): boolean {
    if (!given) return true
    const { node, program: own } = resolve({ node: given, program }, this.#modules)
    if (node.type !== 'ObjectExpression') return false
    for (const part of node.properties.toReversed()) {
      if (part.type === 'SpreadElement') {
        // What a middleware is given has the context as it was.
        if (own.named(part.argument)?.kind !== 'parameter') return false
        continue
      }
      const name = propertyName(part)
      if (name === undefined) return false
      if (name !== 'ctx') continue
      this.#contexts.push({ node: part.value, program: own })
      return true
    }
    return true
  }
}

/** `ctx.orders = …`, `Object.assign(ctx, …)` */
function isChanged(context: Node, program: Program): boolean {
  const outer = program.outside(context)
  if (outer?.type === 'CallExpression') return pathOf(outer.callee)?.join('.') === 'Object.assign' && outer.arguments[0] === context
  const set = outer?.type === 'MemberExpression' && outer.object === context ? program.outside(outer) : undefined
  return set?.type === 'AssignmentExpression' && set.left === outer
}
