import type { TSESTree } from '@typescript-eslint/utils'
import {
  bare,
  isFunction,
  methodOf,
  parametersOf,
  propertyIn,
  propertyName,
  rootOf,
  writtenDecorators,
  type FunctionNode,
  type Node,
} from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { isText } from './written-values.ts'

/** Their fields are what is asked of a server first: there is no row above them. */
const roots = /^(?:Query|Mutation|Subscription)$/

/** What a schema of GraphQL calls the row above a field that a resolver is given: `Course` of `Course: { lessons: (course) => … }`. */
export function typeAboveField({ kind, node }: Binding, program: Program): string | undefined {
  if (kind !== 'parameter') return undefined
  const resolver = program.functionAround(node)
  const index = resolver ? parametersOf(resolver).findIndex((one) => isOf(one, node)) : -1
  if (!resolver || index < 0) return undefined
  const name =
    ofDecorators(parametersOf(resolver)[index], resolver, program) ?? ofBuilder(resolver, index, program) ?? ofMap(resolver, index, program)
  return name === undefined || roots.test(name) ? undefined : name
}

/** The row itself, or a property that is taken out of it. */
function isOf(parameter: Node, node: Node): boolean {
  if (parameter.type !== 'ObjectPattern') return parameter === node
  return parameter.properties.some((one) => one.type === 'Property' && one.value === node)
}

/** `@ResolveField() lessons(@Parent() course)` of NestJS, `@FieldResolver() lessons(@Root() course)` of TypeGraphQL. */
function ofDecorators(parameter: Node | undefined, resolver: FunctionNode, program: Program): string | undefined {
  const method = program.parentOf(resolver)
  if (!parameter || method?.type !== 'MethodDefinition') return undefined
  const isAbove = calls(parameter, /^(?:Root|Parent)$/, program).length > 0
  const isOfField = calls(method, /^(?:FieldResolver|ResolveField|ResolveProperty)$/, program).length > 0
  const resolving = isAbove && isOfField ? calls(program.parentOf(program.parentOf(method) ?? method) ?? method, /^Resolver$/, program) : []
  const [of] = resolving.flatMap(({ arguments: given }) => given)
  return of && nameIn(isFunction(of) ? of.body : of, program)
}

function calls(of: Node, decorators: RegExp, program: Program): readonly TSESTree.CallExpression[] {
  const written = 'decorators' in of ? writtenDecorators(of) : []
  return written.flatMap(({ expression }) =>
    expression.type === 'CallExpression' && decorators.test(program.text.slice(...expression.callee.range)) ? [expression] : [],
  )
}

/** `builder.prismaObject('Course', { fields: (t) => ({ lessons: t.field({ resolve: (course) => … }) }) })` of Pothos, `objectType({ name: 'Course', definition(t) { … } })` of Nexus. */
function ofBuilder(resolver: FunctionNode, index: number, program: Program): string | undefined {
  const property = program.outside(resolver)
  const options = property?.type === 'Property' && propertyName(property) === 'resolve' ? program.parentOf(property) : undefined
  const field = options?.type === 'ObjectExpression' ? program.outside(options) : undefined
  if (field?.type !== 'CallExpression') return undefined
  const isBehindQuery = (methodOf(field) ?? '').startsWith('prisma')
  const fields = index === (isBehindQuery ? 1 : 0) ? program.named(rootOf(field.callee)) : undefined
  const told = fields?.kind === 'parameter' ? program.functionAround(fields.node) : undefined
  return told && ofFields(told, program)
}

/** What the fields are of that a function tells. */
function ofFields(told: FunctionNode, program: Program): string | undefined {
  const outer = program.outside(told)
  if (outer?.type === 'CallExpression')
    return /ObjectFields?$|^objectFields?$/.test(methodOf(outer) ?? '') ? nameIn(outer.arguments[0], program) : undefined
  const options =
    outer?.type === 'Property' && /^(?:fields|definition)$/.test(propertyName(outer) ?? '') ? program.parentOf(outer) : undefined
  const type = options?.type === 'ObjectExpression' ? program.outside(options) : undefined
  if (options?.type !== 'ObjectExpression' || type?.type !== 'CallExpression') return undefined
  const written = propertyIn(options, 'name') ?? propertyIn(options, 'type')
  if (propertyName(outer as TSESTree.Property) === 'definition') return nameIn(written?.value, program)
  const [first] = type.arguments
  if (first !== undefined && bare(first) !== options) return nameIn(first, program)
  return methodOf(type) === 'implement'
    ? nameIn(type.callee.type === 'MemberExpression' ? type.callee.object : undefined, program)
    : undefined
}

/** `'Course'`, the class `Course`, or what was made by that name: `builder.objectRef('Course')`. */
function nameIn(of: Node | undefined, program: Program): string | undefined {
  if (!of) return undefined
  const node = bare(of)
  if (isText(node)) return node.value
  if (node.type === 'CallExpression') return nameIn(node.arguments[0], program)
  if (node.type !== 'Identifier') return undefined
  const binding = program.named(node)
  const made = binding?.kind === 'const' && binding.init ? bare(binding.init) : undefined
  return made?.type === 'CallExpression' ? nameIn(made, program) : node.name
}

/** `const resolvers = { Query: { … }, Course: { lessons: (course) => … } }` */
function ofMap(resolver: FunctionNode, index: number, program: Program): string | undefined {
  const field = program.outside(resolver)
  const fields = field?.type === 'Property' ? program.parentOf(field) : undefined
  // What a gateway asks for stands in a request.
  if (index !== 0 || fields?.type !== 'ObjectExpression' || propertyName(field as TSESTree.Property)?.startsWith('__') !== false)
    return undefined
  const type = program.outside(fields)
  if (type?.type === 'VariableDeclarator') return namedByType(type, program)
  const map = type?.type === 'Property' ? program.parentOf(type) : undefined
  const name = type?.type === 'Property' ? propertyName(type) : undefined
  return map?.type === 'ObjectExpression' && name !== undefined && /^[A-Z]/.test(name) && isOfResolvers(map, program) ? name : undefined
}

/** `const Course: CourseResolvers = { … }`, as tools write these types. */
function namedByType({ id }: TSESTree.VariableDeclarator, program: Program): string | undefined {
  const annotation = id.typeAnnotation
  const [, name] = annotation ? (/^:\s*(?:\w+\.)?([A-Z]\w*)Resolvers\b/.exec(program.text.slice(...annotation.range)) ?? []) : []
  return name
}

function isOfResolvers(map: TSESTree.ObjectExpression, program: Program): boolean {
  if (['Query', 'Mutation', 'Subscription'].some((root) => propertyIn(map, root))) return true
  const outer = program.outside(map)
  const name =
    outer?.type === 'VariableDeclarator'
      ? program.text.slice(...outer.id.range)
      : outer?.type === 'Property'
        ? propertyName(outer)
        : undefined
  return name !== undefined && /resolvers?\b/i.test(name)
}
