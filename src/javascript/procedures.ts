import type { TSESTree } from '@typescript-eslint/utils'
import { bare, methodOf, parametersOf, propertyName, type FunctionNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { setsAnother } from './sets.ts'

const runs = /^(?:query|mutation|subscription|action|handler)$/
const goesOn = /^(?:use|middleware)$/

/** The call that makes a procedure of tRPC, or an action, of a function: `procedure.input(schema).query(({ ctx, input }) => …)`. */
export function procedureOf(resolver: FunctionNode, program: Program): TSESTree.CallExpression | undefined {
  return callGiven(resolver, runs, program)
}

function callGiven(given: FunctionNode, methods: RegExp, program: Program): TSESTree.CallExpression | undefined {
  const call = program.outside(given)
  return call?.type === 'CallExpression' && methods.test(methodOf(call) ?? '') ? call : undefined
}

/** The context of a procedure, or what is taken out of it. */
export interface OfContext {
  /** What has the context: `t.procedure.input(schema)`. */
  readonly procedure: Node
  /** The names of properties, each of the one before. */
  readonly path: readonly string[]
}

/** `ctx.topics` in a function that is given to a procedure or to its middleware, by whatever names it is taken. */
export function ofContext(node: Node, program: Program): OfContext | undefined {
  const { within, path: [first, ...path] = [] } = partOfFirst(node, program) ?? {}
  const call = within && first === 'ctx' ? (procedureOf(within, program) ?? callGiven(within, goesOn, program)) : undefined
  return call?.callee.type === 'MemberExpression' ? { procedure: call.callee.object, path } : undefined
}

/** What is taken out of what a function is given for one of its parameters. */
export interface Part {
  readonly within: FunctionNode
  readonly index: number
  readonly path: readonly string[]
}

/** What is taken out of the first parameter of a function, also by a method: `c.req.param('id')` of Hono. */
export function partOfFirst(node: Node, program: Program): Part | undefined {
  const part = partOfParameter(node, program)
  return part?.index === 0 ? part : undefined
}

/** What is made of itself, `const db = db.query(text)`, has no end. */
const maxSteps = 30

export function partOfParameter(node: Node, program: Program, below?: string, steps = 0): Part | undefined {
  const one = bare(node)
  if (steps > maxSteps) return undefined
  if (one.type === 'CallExpression') return partGot(one, program, steps)
  if (one.type === 'MemberExpression') return partUnder(one.object, propertyName(one), program, steps)
  const binding = program.named(one)
  if (!binding?.writes.every((write) => setsAnother(write, below))) return undefined
  const { kind, init, property } = binding
  if (kind === 'const' && init)
    return property === undefined ? partOfParameter(init, program, below, steps + 1) : partUnder(init, property, program, steps)
  return kind === 'parameter' ? ofPattern(binding.node, program) : undefined
}

/** Methods by which Hono gives what was sent. */
export const getsSent = /^(?:param|query|valid|header)$/

function partGot({ callee, arguments: [key, ...others] }: TSESTree.CallExpression, program: Program, steps: number): Part | undefined {
  const part =
    callee.type === 'MemberExpression' && getsSent.test(propertyName(callee) ?? '')
      ? partOfParameter(callee, program, undefined, steps + 1)
      : undefined
  if (!part || !key) return part
  const name = key.type === 'Literal' && typeof key.value === 'string' && others.length === 0 ? key.value : undefined
  return name === undefined ? undefined : { ...part, path: [...part.path, name] }
}

function partUnder(object: Node, name: string | undefined, program: Program, steps: number): Part | undefined {
  const part = name === undefined ? undefined : partOfParameter(object, program, name, steps + 1)
  return part && name !== undefined ? { ...part, path: [...part.path, name] } : undefined
}

function ofPattern(target: Node, program: Program): Part | undefined {
  const path: string[] = []
  for (let node = target; ;) {
    const around = program.parentOf(node)
    if (around?.type === 'Property' && around.value === node) {
      const name = propertyName(around)
      if (name === undefined) return undefined
      path.unshift(name)
    } else if (around?.type !== 'ObjectPattern') {
      const within = program.functionAround(target)
      const index = within ? parametersOf(within).findIndex((one) => one === node) : -1
      return within && index >= 0 ? { within, index, path } : undefined
    }
    node = around
  }
}
