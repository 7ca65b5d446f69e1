import { bare, isFunction, isWaiting, propertyName, type FunctionNode, type Node } from '../javascript/nodes.ts'
import { importOf, type Program } from '../javascript/program.ts'
import { keyName } from '../javascript/symbolic/literals.ts'
import type { Value } from '../javascript/symbolic/value.ts'

const maxSteps = 8

/** What a receiver may be called in the settings: `ctx.db`, or `forTenant(*)` with any arguments. */
export class ClientNames {
  readonly #patterns: readonly { readonly name: string; readonly pattern: RegExp }[]

  constructor(names: readonly string[]) {
    this.#patterns = names.map((name) => ({ name, pattern: patternOf(name) }))
  }

  /** The name that something is made of which a call begins with: `ctx.db` of `ctx.db.order.findMany()`. */
  among(call: Node, program: Program): string | undefined {
    if (this.#patterns.length === 0) return undefined
    for (const receiver of receiversIn(call)) {
      const spellings = spellingsOf(receiver, program, 0)
      const found = this.#patterns.find(({ pattern }) => spellings.some((text) => pattern.test(text)))
      if (found) return found.name
    }
    return undefined
  }
}

/** Functions that the settings name, and what they give. */
export class FunctionNames {
  readonly #patterns: readonly { readonly name: string; readonly pattern: RegExp }[]

  constructor(names: readonly string[]) {
    this.#patterns = names.map((name) => ({
      name,
      pattern: patternOf(
        `${name
          .trimEnd()
          .replace(/\([^()]*\)$/, '')
          .trimEnd()}()`,
      ),
    }))
  }

  /** The name of the function that an expression is what it gives: called there, or what a variable holds. */
  calledBy(node: Node, program: Program): string | undefined {
    if (this.#patterns.length === 0) return undefined
    const spellings = spellingsOf(node, program, 0)
    return this.#patterns.find(({ pattern }) => spellings.some((text) => pattern.test(text)))?.name
  }

  /** The name of the function that a value is of: what its call gives, a part of that, or what is written in its body. */
  madeBy(value: Value): string | undefined {
    if (this.#patterns.length === 0) return undefined
    const { node, program } = value.at
    if (value.kind === 'member') return this.calledBy(node, program) ?? this.madeBy(value.object)
    const given = value.kind === 'call' && !value.isNew ? value.args.map((arg) => this.#named(arg)) : []
    return this.calledBy(node, program) ?? given.find((name) => name !== undefined) ?? this.#around(node, program)
  }

  /** `query.modify(tenantOnly, org)` */
  #named(value: Value): string | undefined {
    if (!/^(?:symbol|import|function|member)$/.test(value.kind)) return undefined
    const { node, program } = value.at
    const spellings = [...spellingsOf(node, program, 0), ...('name' in value ? [value.name] : [])].map((text) => `${text}()`)
    return this.#patterns.find(({ pattern }) => spellings.some((text) => pattern.test(text)))?.name
  }

  #around(node: Node, program: Program): string | undefined {
    for (const ancestor of program.ancestors(node)) {
      const own = isFunction(ancestor) ? functionName(ancestor, program) : undefined
      const found = own === undefined ? undefined : this.#patterns.find(({ pattern }) => pattern.test(`${own}()`))
      if (found) return found.name
    }
    return undefined
  }
}

function functionName(node: FunctionNode, program: Program): string | undefined {
  if (node.id) return node.id.name
  const parent = program.outside(node)
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  return parent?.type === 'Property' || parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition'
    ? keyName(parent.key)
    : undefined
}

function patternOf(name: string): RegExp {
  const parts = name
    .replace(/\s+/g, '')
    .replace(/\([^()]*\)/g, '()')
    .split('*')
  return new RegExp(String.raw`(?:^|\.)` + `${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('[^.]*')}$`)
}

/** All that a chain of calls goes through. */
function receiversIn(call: Node): Node[] {
  const found: Node[] = []
  for (let node = bare(call); node.type === 'CallExpression' || node.type === 'MemberExpression';) {
    node = bare(node.type === 'CallExpression' ? node.callee : node.object)
    found.push(node)
  }
  return found
}

/** How something may be written, by what variables hold of it: calls with empty parentheses. */
function spellingsOf(expression: Node, program: Program, steps: number): string[] {
  if (steps > maxSteps) return []
  const node = bare(expression)
  const of = (inner: Node): string[] => spellingsOf(inner, program, steps + 1)
  if (isWaiting(node)) return of(node.argument)
  switch (node.type) {
    case 'Identifier':
      return [node.name, ...heldIn(node, program, steps)]
    case 'ThisExpression':
      return ['this']
    case 'MemberExpression': {
      const name = propertyName(node)
      return name === undefined ? [] : of(node.object).map((text) => `${text}.${name}`)
    }
    case 'CallExpression':
      return of(node.callee).map((text) => `${text}()`)
    case 'NewExpression':
      return of(node.callee).map((text) => `new${text}()`)
    default:
      return []
  }
}

function heldIn(node: Extract<Node, { type: 'Identifier' }>, program: Program, steps: number): string[] {
  const binding = program.named(node)
  if (!binding || binding.writes.length > 0) return []
  const { init, property, kind } = binding
  if (kind === 'import') return [importOf(binding, program)?.name ?? []].flat()
  if (init && kind === 'const') {
    const held = spellingsOf(init, program, steps + 1)
    return property === undefined ? held : held.map((text) => `${text}.${property}`)
  }
  if (kind !== 'parameter') return []
  return [...ofTransaction(binding.node, program, steps), ...ofParameter(binding.node, program)]
}

/** `client.$transaction(async (tx) => …)`: what is given is the client again. */
function ofTransaction(parameter: Node, program: Program, steps: number): string[] {
  const call = program.callGiving(parameter)
  if (!call) return []
  const callee = bare(call.callee)
  const isTransaction =
    callee.type === 'MemberExpression' && /^(?:\$?transaction|transacting|begin|transactional)$/.test(propertyName(callee) ?? '')
  return isTransaction ? spellingsOf(callee.object, program, steps + 1) : []
}

/** `({ ctx: { db } }) => …` */
function ofParameter(node: Node, program: Program): string[] {
  const path: string[] = []
  for (const ancestor of program.ancestors(node)) {
    if (isFunction(ancestor)) break
    if (ancestor.type === 'Property') path.unshift(propertyName(ancestor) ?? '')
  }
  return path.length === 0 ? [] : [path.join('.')]
}
