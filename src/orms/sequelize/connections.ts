import type { Program } from '../../javascript/program.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'

const packages = /^(?:sequelize|sequelize-typescript)$/

/** What the options of a connection say of its database. */
export interface Connection {
  readonly dialect: string | undefined
  /** What holds for all models. */
  readonly shared: readonly Entry[]
}

/** `new Sequelize(…)`; undefined for anything else. */
export function connectionOf(value: Value | undefined): Connection | undefined {
  if (value?.kind !== 'call' || !value.isNew || !isSequelize(value.callee)) return undefined
  const options = value.args.find((arg) => arg.kind === 'record')
  const [address] = value.args
  const schema = propertyOf(options, 'schema')
  const entries = entriesOf(propertyOf(options, 'define'))
  return {
    dialect: textOf(propertyOf(options, 'dialect')) ?? dialectIn(textOf(address) ?? ''),
    shared: [...entries, ...(schema ? [{ key: 'schema', value: schema, at: schema.at }] : [])],
  }
}

function isSequelize(callee: Value): boolean {
  if (isFrom(callee, packages, 'Sequelize', 'default', '*')) return true
  return (callee.kind === 'member' || callee.kind === 'symbol') && callee.name === 'Sequelize'
}

/** The database that an address is of. */
export function dialectIn(address: string): string | undefined {
  return /^(\w+):\/\//.exec(address)?.[1]?.replace('postgresql', 'postgres') ?? (address.startsWith('sqlite:') ? 'sqlite' : undefined)
}

/** Those that a program makes. */
export function connectionsIn(program: Program, machine: Machine): Connection[] {
  return program.nodesOf('NewExpression').flatMap((node) => connectionOf(machine.evaluate({ node, program })) ?? [])
}

/** What a connection writes as a value of SQL, `sequelize.escape(name)`: what others escape is for something else. */
export function escapedIn(part: Value): Value | undefined {
  if (part.kind !== 'call' || part.callee.kind !== 'member' || part.callee.name !== 'escape') return undefined
  const { object } = part.callee
  const isConnection = connectionOf(object) !== undefined || ('name' in object && /^(?:sequelize|queryInterface)$/i.test(object.name))
  return isConnection ? part.args[0] : undefined
}
