import type { Test } from '../../catalog/guard.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Effect } from '../../javascript/symbolic/effects.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf, symbol, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { readEffects, type StepReader } from '../code-steps.ts'
import type { SourceText, Statement, World } from '../orm.ts'
import { sqlStatements } from '../sql-text.ts'
import { tableNameOf } from './attributes.ts'
import { Call, methodOf } from './call.ts'
import { connectionOf } from './connections.ts'
import { knownOf } from './expressions.ts'
import { methods } from './query-interface.ts'

/** What the `up` of some migrations does. */
export function migrationStatements(files: readonly SourceText[], world: World): Statement[] {
  return files.flatMap(({ file }) => {
    const program = world.program(file)
    return program ? migration(program, world) : []
  })
}

function migration(program: Program, { modules, engine }: World): Statement[] {
  const machine = new Machine(modules, knownOf)
  const up = upOf(program, machine)
  if (up?.kind !== 'function') return []
  const { effects } = machine.follow(up, argumentsFor(up))
  return readEffects(withoutIdleLoops(effects), new MigrationReader(program.file, machine, engine))
}

const shapesSchema =
  /\b(?:create|drop|rename|add|remove|change)(?:Table|Column|Index|Constraint|Schema|Function|Trigger|Enum|AllTables)\b|\b(?:create|alter|drop)\s/i

/** A loop over rows that only moves data says nothing of the schema; one that may is told of once. */
function withoutIdleLoops(effects: readonly Effect[]): Effect[] {
  const told = new Set<Node>()
  return effects.filter(({ value: { kind, at, ...value } }) => {
    if (kind !== 'call' || !('callee' in value) || value.callee.kind !== 'symbol' || value.callee.name !== 'for') return true
    if (told.has(at.node)) return false
    told.add(at.node)
    const loop = at.program.parentOf(at.node) ?? at.node
    return shapesSchema.test(at.program.text.slice(...loop.range))
  })
}

function upOf(program: Program, machine: Machine): Value | undefined {
  const own = machine.shown(program, 'up')
  if (own) return own
  const all = machine.shown(program, 'default')
  return all && machine.member(all.kind === 'call' ? (all.args[0] ?? all) : all, 'up', all.at)
}

const interfaceName = 'queryInterface'

/** `up(queryInterface, Sequelize)`, or one object that has it as `context`. */
function argumentsFor({ node, at }: Kind<'function'>): Value[] {
  const own = symbol(interfaceName, at)
  const [first] = node.params
  if (first?.type !== 'ObjectPattern') return [own, symbol('Sequelize', at)]
  const entries = ['context', interfaceName].map((key) => ({ key, value: own, at }))
  return [{ kind: 'record', entries: [...entries, { key: 'Sequelize', value: symbol('Sequelize', at), at }], open: true, at }]
}

class MigrationReader implements StepReader {
  readonly #file: string
  readonly #machine: Machine
  readonly #engine: SqlEngine

  constructor(file: string, machine: Machine, engine: SqlEngine) {
    this.#file = file
    this.#machine = machine
    this.#engine = engine
  }

  read(value: Value, { calls }: Pick<Effect, 'calls'>): readonly Statement[] {
    const method = methodOf(value)
    if (!method || !isOfSequelize(method.root)) return []
    const { names, args } = method
    const name = names.at(-1) ?? ''
    const home = value.at.program.file === this.#file ? value.at : calls.findLast((at) => at.program.file === this.#file)
    if (name === 'query') return this.#query(home ?? value.at, args)
    if (name === 'transaction') return this.#transaction(args)
    return methods[name]?.(new Call(home ?? value.at, args, this.#engine)) ?? []
  }

  #query(at: Located, [first]: readonly Value[]): Statement[] {
    const text = propertyOf(first, 'query') ?? first
    return text ? sqlStatements(text, at.program.file, at.node.range, this.#engine) : []
  }

  /** What is done within one, by the function that it is given. */
  #transaction(args: readonly Value[]): Statement[] {
    const run = args.find((arg) => arg.kind === 'function')
    return run ? readEffects(withoutIdleLoops(this.#machine.follow(run, [symbol('transaction', run.at)]).effects), this) : []
  }

  ask(value: Value): Test | undefined {
    return tableTest(value) ?? columnTest(value)
  }
}

function isOfSequelize(root: Value): boolean {
  if (root.kind === 'symbol') return /^(?:queryInterface|sequelize|transaction)$/i.test(root.name)
  return root.kind === 'import' ? /sequelize/i.test(`${root.from} ${root.name}`) : connectionOf(root) !== undefined
}

/** `tableExists('x')`, `(await showAllTables()).includes('x')` */
function tableTest(value: Value): Test | undefined {
  const method = methodOf(value)
  if (!method || !isOfSequelize(method.root)) return undefined
  const { names, args } = method
  const name = names.at(-1)
  const isListed = name === 'includes' && names.at(-2) === 'showAllTables'
  const table = tableNameOf(args[0])
  if ((name !== 'tableExists' && !isListed) || !table) return undefined
  return { object: 'table', name: table.table, ...(table.schema === undefined ? {} : { schema: table.schema }), negated: false }
}

/** `(await describeTable('x')).y`, `'y' in …`, `Object.keys(…).includes('y')`, and compared with undefined */
function columnTest(value: Value): Test | undefined {
  if (value.kind === 'member') return columnOf(value.object, value.name)
  if (value.kind !== 'call') return undefined
  const { callee, args } = value
  const [left, right] = args
  if (callee.kind === 'symbol' && callee.name === 'in') return right && columnOf(right, textOf(left))
  if (callee.kind === 'symbol' && /^[!=]==?$/.test(callee.name) && isNothingAt(right)) {
    const test = left && columnTest(left)
    return test && (callee.name.startsWith('!') ? test : { not: test })
  }
  if (callee.kind !== 'member' || !/^(?:includes|hasOwnProperty)$/.test(callee.name)) return undefined
  const list = callee.object
  const described = list.kind === 'call' && list.callee.kind === 'member' && list.callee.name === 'keys' ? list.args[0] : list
  return described && columnOf(described, textOf(left))
}

function isNothingAt(value: Value | undefined): boolean {
  return value?.kind === 'literal' && (value.value === undefined || value.value === null)
}

function columnOf(described: Value, column: string | undefined): Test | undefined {
  const { root, links } = chainOf(described)
  const last = links.at(-1)
  const table = last?.name === 'describeTable' ? tableNameOf(last.args?.[0]) : undefined
  if (!table || column === undefined || !isOfSequelize(root)) return undefined
  return {
    object: 'column',
    name: column,
    of: table.table,
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    negated: false,
  }
}
