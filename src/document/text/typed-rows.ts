import { onceFor } from '../../catalog/once-for.ts'
import { isCalledByClients } from '../../javascript/calls-anywhere.ts'
import { callsOf } from '../../javascript/calls-of.ts'
import { callsSeen } from '../../javascript/calls-seen.ts'
import { DeclaredTypes, type WrittenType } from '../../javascript/declared-types.ts'
import { typeAboveField } from '../../javascript/graphql.ts'
import { partGoneThrough } from '../../javascript/listed.ts'
import type { Modules } from '../../javascript/modules.ts'
import { argumentAt, bare, isUnder, parametersOf, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { itemTypeOf, rowTypeOf } from '../../javascript/row-types.ts'
import { isSentByAny, isSentTo } from '../../javascript/sent.ts'
import { mayBeSetBehind, mayBeSetOn, setsAnother } from '../../javascript/sets.ts'
import type { TypedRow } from '../../query/told.ts'
import { alteredIn } from './altered.ts'
import { mappedBy } from './callers.ts'
import type { SqlNames } from './libraries.ts'

/** What a value hangs on: a parameter, and from there the names of properties, or one of each of a list. */
interface Hanging {
  readonly root: Binding
  readonly steps: readonly (string | typeof each)[]
}

const each = Symbol('one of a list')
const maxSteps = 8

/** The row that a function is given whose property a value is, where a type says so: `order.id` of `order: Order`. */
export function typedRowOf(expression: Node, property: string | undefined, program: Program, names: SqlNames): TypedRow | undefined {
  const hanging = hangingOn(expression, program)
  if (!hanging || alteredIn(program).has(hanging.root)) return undefined
  const above = rowAboveField(hanging, property, program)
  if (above) return { text: program.text.slice(...expression.range), ...above }
  if (maySend(hanging, property, program)) return undefined
  const types = typesOf(program, names.modules)
  const of = types && partOf(hanging, property, types, program)
  if (!of || mayBeSetBehind(hanging.root, of.column, program) || isSetByCallers(hanging.root, of.column, program, names)) return undefined
  const row = rowTypeOf(of.type, types)
  const text = program.text.slice(...expression.range)
  if (row && names.modules && isSentByAny(hanging.root.node, program, names.modules, firstOf(hanging, property))) return undefined
  return row && (of.relation === undefined || row.hasRelations) ? { text, ...row, relation: of.relation } : undefined
}

/** The row above a field of GraphQL, which something has resolved before, or one that it is related to. */
function rowAboveField({ root, steps }: Hanging, property: string | undefined, program: Program): Omit<TypedRow, 'text'> | undefined {
  const name = typeAboveField(root, program)
  const way = [root.property, ...steps, property].filter((one) => one !== undefined)
  const column = way.at(-1)
  if (name === undefined || typeof column !== 'string' || mayBeSetOn(root, column, program)) return undefined
  const [relation] = way.slice(0, -1)
  return typeof relation === 'symbol' ? undefined : { name, isOfLibrary: false, relation }
}

interface Part {
  readonly column: string
  /** Of what has the column, or of the row that has the relation. */
  readonly type: WrittenType
  /** The first property of the row that is not written in its type, where what has the column is behind that. */
  readonly relation?: string | undefined
}

/** A property, and the type of what has it. */
function partOf({ root, steps }: Hanging, property: string | undefined, types: DeclaredTypes, program: Program): Part | undefined {
  const way = property === undefined ? steps.slice(0, -1) : steps
  const column = property ?? steps.at(-1)
  if (column === undefined) {
    const around = types.aroundParameter(root, program)
    return around && { type: around.type, column: around.name }
  }
  if (typeof column !== 'string') return undefined
  let type: WrittenType | undefined = types.ofParameter(root, program)
  for (const step of way) {
    const next: WrittenType | undefined = type && (step === each ? itemTypeOf(type, types) : types.ofMember(type, step))
    if (type && !next && step !== each) return { type, column, relation: step }
    type = next
  }
  return type && { type, column }
}

const typesOf = onceFor((_: Program, modules: Modules | undefined) => modules && new DeclaredTypes(modules))

function hangingOn(expression: Node, program: Program, below?: string, steps = 0): Hanging | undefined {
  const node = bare(expression)
  if (steps > maxSteps) return undefined
  const further = (next: Node, ...names: Hanging['steps']): Hanging | undefined => {
    const [first] = names
    const found = hangingOn(next, program, typeof first === 'string' ? first : undefined, steps + 1)
    return found && { ...found, steps: [...found.steps, ...names] }
  }
  if (node.type === 'MemberExpression') {
    const name = node.computed ? undefined : propertyName(node)
    return name === undefined ? undefined : further(node.object, name)
  }
  const mapped = mappedBy(node)
  if (mapped) return further(mapped.node, each, ...mapped.path)
  const binding = program.named(node)
  if (!binding || binding.writes.some((write) => !setsAnother(write, below))) return undefined
  const part = partGoneThrough(binding, program)
  if (part) return further(part.list, each, ...part.path)
  if (binding.kind === 'parameter') return { root: binding, steps: [] }
  if (binding.kind !== 'const' || !binding.init) return undefined
  return binding.property === undefined ? further(binding.init) : further(binding.init, binding.property)
}

/** Whether what calls a function may have set a property of what it gives it. */
function isSetByCallers({ node, property }: Binding, name: string, program: Program, names: SqlNames): boolean {
  const within = program.functionAround(node)
  const index = within ? parametersOf(within).findIndex((one) => isUnder(node, one)) : -1
  if (!within || index < 0 || property !== undefined) return false
  const calls = callsOf(within, program).map((call) => ({ call, program }))
  return [...calls, ...(names.modules ? callsSeen(within, program, names.modules) : [])].some(({ call, program: by }) => {
    const given = by.named(rootOf(argumentAt(call, index) ?? call))
    return given !== undefined && mayBeSetBehind(given, name, by)
  })
}

/** What is sent, whatever its type is called: by its name, by the decorator of a framework, or to a function that clients may call. */
function maySend({ root, steps }: Hanging, property: string | undefined, program: Program): boolean {
  if ([root.name, ...steps].some((name) => typeof name === 'string' && ofRequest.test(name))) return true
  const within = program.functionAround(root.node)
  const name = firstOf({ root, steps }, property)
  return within !== undefined && (isSentTo(root.node, program, name) || isCalledByClients(within, program))
}

function firstOf({ root, steps }: Hanging, property: string | undefined): string | undefined {
  return [root.property, ...steps, property].find((one) => typeof one === 'string')
}

const ofRequest =
  /^(?:params?|parameters|body|query|inputs?|data|args|arguments|payload|dto|values?|forms?|req|request|fields|variables|json|raw|parsed|options|filters?|rest)$/i
