import { pathOf } from '../../../javascript/nodes.ts'
import { originsOf } from '../../../javascript/symbolic/declared.ts'
import { recordParts } from '../../../javascript/symbolic/collections.ts'
import type { Machine } from '../../../javascript/symbolic/machine.ts'
import { propertyOf, textOf, type Kind, type Value } from '../../../javascript/symbolic/value.ts'
import { waysOf } from '../../ways.ts'
import { isDrizzle } from '../library.ts'
import { isCasing, type Casing } from '../names.ts'

const deepest = 6

/** A database of Drizzle, as far as the program tells which. */
export interface Client {
  /** What it was opened with; undefined where only its type is seen. */
  readonly options: Value | undefined
  /** The tables and relations that it knows. */
  readonly schemas: readonly Value[]
}

/** The databases that something may be. */
export function clientsOf(value: Value, machine: Machine, steps = 0): readonly Client[] {
  if (steps > deepest) return []
  const further = (next: Value): readonly Client[] => clientsOf(next, machine, steps + 1)
  const ways = waysOf(value)
  if (ways) return ways.of.flatMap(further)
  if (value.kind === 'record') return recordParts(value).flatMap((part) => ('spread' in part ? further(part.spread) : []))
  if (value.kind === 'call') return value.isNew ? typedClient(value) : calledClient(value, further)
  if (value.kind === 'member' && /^(?:\$primary|primary|\$client|replica|reader|writer)$/.test(value.name)) return further(value.object)
  const receiver = value.kind === 'symbol' ? transactionOf(value, machine) : undefined
  if (receiver) return further(receiver)
  return originsOf(value, machine)
    .filter((origin) => origin !== value)
    .flatMap(further)
}

/** `drizzle(…)`, or what the program makes of one. */
function calledClient(value: Kind<'call'>, further: (next: Value) => readonly Client[]): readonly Client[] {
  const { callee, args } = value
  const own = callee.kind === 'member' && callee.name === 'mock' ? callee.object : callee
  if (own.kind === 'import' && isDrizzle(own) && own.name === 'drizzle') {
    const options = args.find((arg) => arg.kind === 'record' && arg.entries.some(({ key }) => known.has(key)))
    const schemas = ['relations', 'schema'].flatMap((key) => propertyOf(options, key) ?? [])
    return [{ options: options ?? args[0], schemas }]
  }
  return [...(callee.kind === 'member' && /^\$?(?:with|use)/.test(callee.name) ? further(callee.object) : []), ...args.flatMap(further)]
}

const known: ReadonlySet<string> = new Set(['schema', 'relations', 'casing', 'logger', 'client', 'connection', 'cache'])

/** `NodePgDatabase<typeof schema>` */
function typedClient({ callee, args }: Kind<'call'>): readonly Client[] {
  const isOf = callee.kind === 'import' && isDrizzle(callee) && /(?:Database|Transaction)$/.test(callee.name)
  return isOf ? [{ options: undefined, schemas: args.filter(({ kind }) => kind === 'module' || kind === 'record') }] : []
}

/** What `transaction(async (tx) => …)` is called on. */
function transactionOf({ declared }: Kind<'symbol'>, machine: Machine): Value | undefined {
  if (!declared) return undefined
  const { node, program } = declared
  const call = program.callGiving(node)
  if (!call) return undefined
  if (call.callee.type !== 'MemberExpression' || !(pathOf(call.callee)?.at(-1) ?? '').startsWith('transaction')) return undefined
  return machine.evaluate({ node: call.callee.object, program })
}

/** How columns without a name are called; undefined where that cannot be seen. */
export function casingOf(clients: readonly Client[]): { readonly casing: Casing | undefined } | undefined {
  const [options] = clients.flatMap((client) => client.options ?? [])
  if (!options) return undefined
  const text = textOf(propertyOf(options, 'casing'))
  return { casing: isCasing(text) ? text : undefined }
}
