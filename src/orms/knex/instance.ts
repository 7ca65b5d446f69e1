import { pathOf } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isInstance, originsOf, typeOf } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { sourceText, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { waysOf } from '../ways.ts'
import { isGiven } from './call-writing.ts'

/** What people call an instance of Knex, or a transaction. */
const clientName = /(?:knex|db|database|conn|connection|trx|tx|transaction|replica\w{0,60}|reader|writer|pg|client)$/i

export function isClientName(name: string): boolean {
  return clientName.test(name)
}

/** Finds out what is an instance of Knex, or a transaction of one. */
export class Instances {
  readonly #machine: Machine
  readonly #known = new Map<Value, boolean>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  has(value: Value): boolean {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    this.#known.set(value, false)
    const found = this.#find(value)
    this.#known.set(value, found)
    return found
  }

  #find(value: Value): boolean {
    if (isGiven(value)) return true
    const ways = waysOf(value)
    if (ways) return ways.of.some((way) => this.has(way))
    const origins = originsOf(value, this.#machine)
    if (origins.some((origin) => this.#isMade(origin))) return true
    if (value.kind === 'symbol' && isOfTransaction(value)) return true
    if (origins.every((origin) => isSomethingElse(origin, this.#machine))) return false
    return isNamedAsClient(value) && typeOf(value, this.#machine, 0)?.type.type !== 'TSFunctionType'
  }

  #isMade(value: Value): boolean {
    if (isInstance(value, this.#machine, isKnexType)) return true
    if (value.kind !== 'call') return false
    const { callee } = value
    if (isKnexFunction(callee)) return true
    // `await knex.transaction()`, `knex.withUserParams(…)`
    return callee.kind === 'member' && /^(?:transaction|withUserParams|transactionProvider)$/.test(callee.name) && this.has(callee.object)
  }
}

/** `Knex`, `Knex.Transaction` */
function isKnexType(of: Value): boolean {
  if (of.kind === 'import') return /knex/i.test(of.from) && /^(?:Knex|default|Transaction)$/.test(of.name)
  if (of.kind === 'member') return of.name === 'Transaction' && (isKnexType(of.object) || sourceText(of.object.at).endsWith('Knex'))
  return of.kind === 'unknown' && /^(?:Knex|Knex\.Transaction)$/.test(sourceText(of.at))
}

/** `knex({ … })`, however it is imported. */
function isKnexFunction(callee: Value): boolean {
  if (callee.kind === 'import') return callee.from === 'knex' && /^(?:knex|default|\*)$/.test(callee.name)
  return callee.kind === 'member' && /^(?:knex|default)$/.test(callee.name) && isKnexFunction(callee.object)
}

/** What gives an instance, and is none: `knex({ … })`, `Task.bindKnex(knex)`, `getDb('replica')`. */
export function isMaker(callee: Value): boolean {
  return isKnexFunction(callee) || ('name' in callee && typeof callee.name === 'string' && makes.test(callee.name))
}

const makes = /^(?:bind|build|close|connect|create|drop|end|get|in|init|load|make|open|reset|seed|set|setup|start|stop|use|with)[A-Z]/

/** `knex.transaction(async (trx) => …)` */
function isOfTransaction({ declared }: Kind<'symbol'>): boolean {
  if (!declared) return false
  const call = declared.program.callGiving(declared.node)
  return call !== undefined && pathOf(call.callee)?.at(-1) === 'transaction'
}

function isSomethingElse(value: Value, machine: Machine): boolean {
  switch (value.kind) {
    case 'record':
    case 'list':
    case 'literal':
    case 'text':
    case 'function':
    case 'class':
    case 'tagged':
      return true
    case 'call':
      return (
        (value.callee.kind === 'import' && others.test(value.callee.from)) ||
        (value.isNew && !isInstance(value, machine, (of) => of.kind === 'unknown'))
      )
    case 'import':
      return others.test(value.from)
    case 'unknown':
      return value.reason.includes('leads back to itself')
    default:
      return false
  }
}

/** Packages whose things are called alike, and are no Knex. */
const others =
  /^(?:typeorm|kysely|sequelize|drizzle-orm|@prisma|@supabase|mongoose|mongodb|pg|postgres|slonik|redis|ioredis|node:|fs$|path$)/

/** What the program calls all of a module that it imports or requires. */
function nameGiven({ node, program }: Located): string | undefined {
  if (node.type === 'ImportDefaultSpecifier' || node.type === 'ImportNamespaceSpecifier') return node.local.name
  const declarator = program.outside(node)
  return declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? declarator.id.name : undefined
}

export function isNamedAsClient(value: Value): boolean {
  if (value.kind === 'symbol' || value.kind === 'member') return isClientName(value.name)
  if (value.kind === 'import')
    return /^(?:default|\*)$/.test(value.name)
      ? isClientName(value.from) || isClientName(nameGiven(value.at) ?? '')
      : isClientName(value.name)
  if (value.kind === 'call') return isNamedAsClient(value.callee)
  return isClientName(sourceText(value.at))
}
