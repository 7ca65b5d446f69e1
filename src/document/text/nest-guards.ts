import type { TSESTree } from '@typescript-eslint/utils'
import { lookup } from '../../catalog/lookup.ts'
import { calledFunction, methodOfClass, type LocatedFunction } from '../../javascript/called.ts'
import { importedAs } from '../../javascript/imported-as.ts'
import type { Modules } from '../../javascript/modules.ts'
import { useOf } from '../../javascript/named-anywhere.ts'
import {
  argumentAt,
  bare,
  callOf,
  isClass,
  methodOf,
  parametersOf,
  propertyIn,
  propertyName,
  soleGiven,
  writtenDecorators,
  type Node,
} from '../../javascript/nodes.ts'
import { partOfParameter } from '../../javascript/procedures.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve, type Located } from '../../javascript/resolve.ts'
import { isText } from '../../javascript/written-values.ts'
import { isSetOnSent } from './set-on-sent.ts'
import { givesForm } from './steady.ts'

/** By which decorators NestJS gives a method what part of a request; all of it by those without a name. */
const givenBy = lookup({ Param: 'params', Body: 'body', Query: 'query', Headers: 'headers', Args: 'args', Req: '', Request: '' })

/** A part of what is sent to a method of a controller, or of a resolver. */
export interface SentToMethod {
  /** The decorator by which it is one: `@Get(':id')`. */
  readonly route: TSESTree.CallExpression
  readonly path: readonly string[]
}

/** `params` and `id`, of `@Get(':id') find(@Param('id') id: string)` */
export function sentToMethod(expression: Node, program: Program): SentToMethod | undefined {
  const part = partOfParameter(withoutForm(expression), program)
  const parameter = part && parametersOf(part.within)[part.index]
  const route = part && routeOf(part.within, program)
  if (!parameter || !route) return undefined
  const [given] = writtenDecorators(parameter).flatMap(({ expression: decorator }) => pathGiven(decorator, program) ?? [])
  const path = given && [...given, ...part.path]
  return path && !isSetOnSent(path, part.within, program) ? { route, path } : undefined
}

function routeOf(handler: Node, program: Program): TSESTree.CallExpression | undefined {
  const method = program.parentOf(handler)
  if (method?.type !== 'MethodDefinition') return undefined
  for (const { expression } of writtenDecorators(method)) {
    if (expression.type === 'CallExpression' && nameOfNest(expression, program) !== undefined) return expression
  }
  return undefined
}

/** In a list, since there may be none. */
function pathGiven(decorator: Node, program: Program): [readonly string[]] | undefined {
  if (decorator.type !== 'CallExpression') return undefined
  const part = givenBy[nameOfNest(decorator, program) ?? '']
  if (part === undefined) return undefined
  const first = argumentAt(decorator, 0)
  const given = first && bare(first)
  const name = given?.type === 'ObjectExpression' ? propertyIn(given, 'name')?.value : given
  return [[part, name && isText(name) ? name.value : ''].filter((one) => one !== '')]
}

/** What a decorator, or a function, of NestJS is called by its own. */
function nameOfNest({ callee }: TSESTree.CallExpression, program: Program): string | undefined {
  const imported = importedAs(callee, program)
  return imported?.from.startsWith('@nestjs/') === true ? imported.name : undefined
}

/** `Number(id)`, `+id` */
function withoutForm(expression: Node): Node {
  const node = bare(expression)
  if (node.type === 'UnaryExpression' && node.operator === '+') return withoutForm(node.argument)
  const isForm = node.type === 'CallExpression' && node.callee.type === 'Identifier' && givesForm.test(node.callee.name)
  const [given] = isForm ? node.arguments : []
  return given ? withoutForm(given) : node
}

const maxSteps = 8

/** What the guards run that NestJS asks before a method: those of its class, and its own. */
export function guardsBefore(route: TSESTree.CallExpression, program: Program, modules: Modules): readonly LocatedFunction[] {
  const decorator = program.parentOf(route)
  const method = decorator && program.parentOf(decorator)
  const around = program.classAround(route)
  if (method?.type !== 'MethodDefinition' || !around || isCalled(method, program, modules)) return []
  const decorators = [...writtenDecorators(around), ...writtenDecorators(method)]
  return decorators.flatMap(({ expression }) => guardsIn({ node: expression, program }, modules))
}

/** Whether the program calls a method itself, which no guard stands before. */
function isCalled({ key, value }: TSESTree.MethodDefinition, program: Program, modules: Modules): boolean {
  const mentions = key.type === 'Identifier' ? program.mentionsOf(key.name) : []
  return mentions.some((mention) => {
    const use = useOf(mention, program)
    const call = use && callOf(use, program)
    return call !== undefined && calledFunction(call, program, modules)?.node === value
  })
}

/** `UseGuards(SignedIn, HoldsTask)`, also as one of several decorators that a function of the program puts together. */
function guardsIn({ node, program }: Located, modules: Modules, steps = 0): readonly LocatedFunction[] {
  if (node.type !== 'CallExpression' || steps > maxSteps) return []
  const name = nameOfNest(node, program)
  if (name === 'UseGuards') return node.arguments.flatMap((one) => guardOf({ node: one, program }, modules) ?? [])
  if (name === 'applyDecorators') return node.arguments.flatMap((one) => guardsIn({ node: bare(one), program }, modules, steps + 1))
  const own = calledFunction(node, program, modules)
  const made = own && soleGiven(own.node)
  return made ? guardsIn({ node: bare(made), program: own.program }, modules, steps + 1) : []
}

/** What a guard runs, by the name of its class or as one that is made: `new HoldsTask(tasks)`. */
function guardOf({ node, program }: Located, modules: Modules): LocatedFunction | undefined {
  const name = bare(node)
  const guard = resolve({ node: name.type === 'NewExpression' ? name.callee : name, program }, modules)
  return isClass(guard.node) ? methodOfClass({ node: guard.node, program: guard.program }, 'canActivate', modules) : undefined
}

/** Which part of what was sent a guard calls so: `params` and `id`, of `context.switchToHttp().getRequest().params.id`. */
export function pathInGuard(part: Node, guard: LocatedFunction, modules: Modules, steps = 0): readonly string[] | undefined {
  const { program } = guard
  const node = withoutForm(part)
  if (steps > maxSteps) return undefined
  const further = (next: Node): readonly string[] | undefined => pathInGuard(next, guard, modules, steps + 1)
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator === '&&' ? undefined : further(node.left)
    case 'MemberExpression':
      return below(further(node.object), propertyName(node), guard)
    case 'Identifier': {
      const { kind, init, property, writes } = program.named(node) ?? {}
      if (kind !== 'const' || !init || writes?.length !== 0) return undefined
      return property === undefined ? further(init) : below(further(init), property, guard)
    }
    case 'CallExpression': {
      const [given] = node.arguments
      const got = node.callee.type === 'MemberExpression' && isOfContext(node.callee.object, guard) ? gotBy(node) : undefined
      if (got || !given || !isOfContext(given, guard)) return got
      const own = calledFunction(node, program, modules, guard.heir)
      const made = own && soleGiven(own.node)
      return made && pathInGuard(made, own, modules, steps + 1)
    }
    default:
      return undefined
  }
}

const context = '@context'

function below(path: readonly string[] | undefined, name: string | undefined, guard: LocatedFunction): readonly string[] | undefined {
  if (!path || name === undefined || isSetOnSent([...path, name], guard.node, guard.program)) return undefined
  if (path[0] === context) return /^req(?:uest)?$/.test(name) ? [] : undefined
  return [...path, name]
}

/** What a guard gets of its context. */
function gotBy(call: TSESTree.CallExpression): readonly string[] | undefined {
  switch (methodOf(call)) {
    case 'getRequest':
      return []
    case 'getArgs':
      return ['args']
    case 'getContext':
      return [context]
    default:
      return undefined
  }
}

/** Whether something is the context that a guard is given, or made of it: `GqlExecutionContext.create(context)`. */
function isOfContext(expression: Node, guard: LocatedFunction, steps = 0): boolean {
  const node = bare(expression)
  if (steps > maxSteps) return false
  const further = (next: Node): boolean => isOfContext(next, guard, steps + 1)
  if (node.type === 'CallExpression') {
    const isMade = node.callee.type === 'MemberExpression' && further(node.callee.object)
    return isMade || (methodOf(node) === 'create' && node.arguments.some(further))
  }
  const binding = guard.program.named(node)
  if (binding?.kind === 'parameter') return parametersOf(guard.node)[0] === binding.node
  return binding?.kind === 'const' && binding.property === undefined && binding.init !== undefined && further(binding.init)
}
