import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import { calledFunction, type LocatedFunction } from '../javascript/called.ts'
import { mayNameTable } from '../javascript/making.ts'
import type { GivenParameters, Modules } from '../javascript/modules.ts'
import {
  bare,
  isClass,
  isWaiting,
  methodOf,
  parametersOf,
  propertyName,
  rootOf,
  type FunctionNode,
  type Node,
} from '../javascript/nodes.ts'
import { importOf, type Program } from '../javascript/program.ts'
import { resolve, type Located } from '../javascript/resolve.ts'
import { isText } from '../javascript/written-values.ts'
import { isOfFarModule } from './home-modules.ts'
import { queryReaders } from './query-readers.ts'

/** What a function may ask of that it is given: the name of a table, or what stands for one. */
type Use = 'name' | 'object'

/** A function that asks of tables which a call gives it. */
export interface OfTables {
  readonly own: LocatedFunction
  readonly tables: GivenParameters
}

/** The function that a call gives a table, a model or an entity to ask of: `remove(orders, id)`, `remove('orders', id)` */
export function askedOfGiven(call: TSESTree.CallExpression, program: Program, modules: Modules): OfTables | undefined {
  const given = call.arguments.map((one) => useOf(one, program))
  if (!given.some((use) => use === 'object' || (use === 'name' && !isOfFarModule(call.callee, program)))) return undefined
  const own = calledFunction(call, program, modules)
  if (!own) return undefined
  const asked = tablesAsked(own.node, own.program, modules)
  const values = new Map<number, Located>()
  for (const [i, node] of call.arguments.entries()) {
    const [use, parameter] = [given[i], asked[i]]
    const isTable = use !== undefined && parameter?.uses.has(use) === true
    if (isTable && itemsOf(node).some((one) => mayBeTable({ node: one, program }, modules))) values.set(parameter.at, { node, program })
  }
  return values.size > 0 ? { own, tables: { file: own.program.file, values } } : undefined
}

const name = /^[\w.$]+$/

/** As what an argument may be a table, by its form. */
function useOf(node: Node, program: Program): Use | undefined {
  const value = bare(node)
  if (isText(value)) return name.test(value.value) ? 'name' : undefined
  if (isClass(value)) return 'object'
  if (value.type === 'ArrayExpression') return value.elements.some((one) => one && useOf(one, program) !== undefined) ? 'object' : undefined
  if (value.type !== 'Identifier' && value.type !== 'MemberExpression') return undefined
  const root = rootOf(value)
  if (!root) return undefined
  if (root.type === 'ThisExpression') return 'object'
  const { kind, init } = program.named(root) ?? {}
  if (kind === 'const' && init && value === root && isText(bare(init))) return 'name'
  return isOfModule(root, program) ? 'object' : undefined
}

const maxConstants = 8

/** Whether something comes from what a module has, rather than from what a function is given or has waited for: rows have columns, and no tables. */
function isOfModule(root: Node, program: Program, passed = 0): boolean {
  const { kind, init } = program.named(root) ?? {}
  if (kind === 'import' || kind === 'class' || kind === 'function') return true
  if (kind !== 'const' || !init || isWaiting(bare(init)) || passed > maxConstants) return false
  const from = rootOf(init)
  return from?.type !== 'Identifier' || !program.named(from) || isOfModule(from, program, passed + 1)
}

/** What another module makes may be handed out there, as a table is for its relations: nobody says then that it stays what it is. */
function mayBeTable(one: Located, modules: Modules): boolean {
  const binding = one.program.named(one.node)
  const imported = binding && importOf(binding, one.program)
  if (imported && resolve(one, modules).node === one.node) return modules.open(imported.from, one.program) !== undefined
  return mayNameTable([one], modules)
}

/** What is in a list, or something alone. */
function itemsOf(given: Node): readonly Node[] {
  const value = bare(given)
  return value.type === 'ArrayExpression' ? value.elements.filter((one) => one !== null) : [value]
}

interface Parameter {
  /** Where it begins. */
  readonly at: number
  readonly uses: ReadonlySet<Use>
}

/** As what a function asks of each of its parameters. */
const tablesAsked = onceFor((own: FunctionNode, program: Program, modules: Modules) => parametersAsked(own, program, modules))

const mostBehind = 2

function parametersAsked(own: FunctionNode, program: Program, modules: Modules, steps = 0): readonly Parameter[] {
  return parametersOf(own).map((parameter) => {
    const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
    const binding = program.named(name)
    const uses = binding ? program.usesOf(binding).flatMap((use) => askedAs(use, program, modules, steps)) : []
    return { at: name.range[0], uses: new Set(uses) }
  })
}

function askedAs(use: Node, program: Program, modules: Modules, steps: number): readonly Use[] {
  const around = program.outside(use)
  if (around?.type === 'MemberExpression') return bare(around.object) === use ? partAskedAs(around, program) : ['name', 'object']
  if (around?.type === 'ForOfStatement') return ['object']
  if (around?.type !== 'CallExpression' || bare(around.callee) === use) return []
  if (namesTable(use, program)) return ['name', 'object']
  const next = steps < mostBehind ? calledFunction(around, program, modules) : undefined
  const given = next && parametersAsked(next.node, next.program, modules, steps + 1)[around.arguments.findIndex((one) => one === use)]
  return given ? [...given.uses] : ['object']
}

/** `table.id`, and `model.findOne({ … })`; `logger.warn(…)` is none of a table. */
function partAskedAs(part: TSESTree.MemberExpression, program: Program): readonly Use[] {
  const call = program.outside(part)
  const method = call?.type === 'CallExpression' && bare(call.callee) === part ? propertyName(part) : undefined
  return method === undefined || queryReaders.some((reader) => reader.methods.has(method)) ? ['object'] : []
}

/** Whether something is what a call names a table by: `db(table)`, `db.selectFrom(table)` */
export function namesTable(use: Node, program: Program): boolean {
  const call = program.outside(use)
  if (call?.type !== 'CallExpression' || call.arguments[0] !== use) return false
  const method = methodOf(call)
  return queryReaders.some((reader) => reader.mayBegin?.(call) === true || (method !== undefined && reader.namesTable?.test(method)))
}
