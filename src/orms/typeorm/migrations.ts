import type { Guard, Test } from '../../catalog/change.ts'
import type { Program } from '../../javascript/program.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { Machine, type Known } from '../../javascript/symbolic/machine.ts'
import { classAt, literal, symbol, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { readEffects, type StepReader } from '../code-steps.ts'
import type { SourceText, Statement, World } from '../orm.ts'
import { rangeIn, sqlStatements } from '../sql-text.ts'
import { hashedNames } from './naming.ts'
import { TableApi } from './table-api.ts'
import { tableIn, TableOptions } from './table-options.ts'

/** What each migration is called with. */
const runner = 'queryRunner'

/** What the migrations in files do to the schema. */
export function migrationStatements(files: readonly SourceText[], world: World): Statement[] {
  const machine = new Machine(world.modules, isPostgres)
  return files.flatMap(({ file }) => {
    const program = world.program(file)
    return program ? migrationsIn(program).flatMap((one) => statementsOf(one, machine, world)) : []
  })
}

/** Migrations for several databases ask which one it is, and may have its name from a package that is not read. */
const isPostgres: Known = (value) => {
  if (value.kind !== 'member') return undefined
  const { root, links } = chainOf(value)
  if (root.kind === 'import' && links.length === 1 && databases.test(value.name)) return literal(value.name, value.at)
  if (value.name !== 'type') return undefined
  const isRunner = root.kind === 'symbol' && root.name === runner
  return isRunner && links.at(-2)?.name === 'options' ? literal('postgres', value.at) : undefined
}

const databases = /^(?:postgres|mysql|mariadb|sqlite|betterSqlite3|mssql|oracle|cockroachdb|mongodb|sqljs)$/i

type Class = Kind<'class'>

function migrationsIn(program: Program): Class[] {
  return program.classes.map((node) => classAt(node, program))
}

function statementsOf(migration: Class, machine: Machine, world: World): Statement[] {
  const { node, at } = migration
  const up = upOf(migration, machine)
  if (up?.kind !== 'function') return []
  const { file } = at.program
  const seat = rangeIn(file, up.at) ?? (node.id ?? node).range
  const { effects } = machine.follow(up, [symbol(runner, at)])
  const major = world.major(file, ['typeorm']) ?? 1
  const options = new TableOptions(file, seat, hashedNames(major))
  const api = new TableApi(file, world.engine, options)
  const reader: StepReader = { read: (value) => readCall(value, api, file, seat, world), ask }
  return readEffects(effects, reader).map((one) =>
    one.file === file ? one : { file, changes: one.changes.map((change) => ({ ...change, range: seat })) },
  )
}

/** The method of the class, or of one that it extends. */
function upOf(migration: Class, machine: Machine, steps = 0): Value | undefined {
  const own = machine.method(migration, 'up') ?? propertyUp(migration, machine)
  const { superClass } = migration.node
  if (own || !superClass || steps > 10) return own
  const base = machine.answer({ node: superClass, program: migration.at.program }, migration.scope)
  return base.kind === 'class' ? upOf(base, machine, steps + 1) : undefined
}

function propertyUp({ node, at }: Class, machine: Machine): Value | undefined {
  const value = machine.member({ kind: 'instance', of: node, at }, 'up', at)
  return value.kind === 'function' ? value : undefined
}

function readCall(value: Value, api: TableApi, file: string, seat: readonly [number, number], world: World): readonly Statement[] {
  const { root, links } = chainOf(value)
  const last = links.at(-1)
  if (root.kind !== 'symbol' || root.name !== runner || !last?.args) return []
  const { name, args } = last
  const [first] = args
  const way = links.slice(0, -1).map((link) => link.name)
  if (name === 'query') return first ? sqlStatements(first, file, rangeIn(file, value.at) ?? seat, world.engine) : []
  return way.length === 0 ? api.read(name, args, value) : []
}

/** What a condition asks of the schema. */
function ask(value: Value): Test | undefined {
  const compared = comparison(value)
  if (compared) return compared
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined
  const { name, object } = value.callee
  const [first, second] = value.args
  const table = tableIn(first)
  if (name === 'hasTable' || name === 'getTable') return table && guard({ object: 'table', name: table.name, schema: table.schema })
  if (name === 'hasSchema') return { object: 'schema', name: textOf(first), negated: false }
  const column = textOf(name === 'hasColumn' ? second : first)
  const of = name === 'hasColumn' ? table : name === 'findColumnByName' ? tableIn(object) : undefined
  return of && column !== undefined ? guard({ object: 'column', name: column, of: of.name, schema: of.schema }) : undefined
}

function guard(one: Omit<Guard, 'negated'>): Guard {
  return { ...one, negated: false }
}

/** `table === undefined` and the like. */
function comparison(value: Value): Test | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'symbol') return undefined
  const [left, right] = value.args
  if (!left || right?.kind !== 'literal' || !/^[!=]==?$/.test(value.callee.name)) return undefined
  const test = ask(left)
  if (!test || (right.value !== null && right.value !== undefined && typeof right.value !== 'boolean')) return undefined
  return value.callee.name.startsWith('!') === (right.value === true) ? { not: test } : test
}
