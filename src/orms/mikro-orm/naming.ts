import { createHash } from 'node:crypto'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { literal, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { isMikroOrm } from './packages.ts'

/** The types of generated names. */
export type NameType = 'index' | 'unique' | 'foreign' | 'primary' | 'check'

/** What a naming strategy is asked. */
type Method =
  | 'classToTableName'
  | 'propertyToColumnName'
  | 'joinKeyColumnName'
  | 'joinTableName'
  | 'indexName'
  | 'underscore'
  | 'referenceColumnName'
  | 'joinColumnName'

type Argument = string | boolean | readonly string[] | undefined

/** `self` is what a method of it asks in turn. */
type Strategy = (method: Method, args: readonly Argument[], self: Ask) => string | undefined

type Ask = (method: Method, args: readonly Argument[]) => string | undefined

/** How names are made of those of classes and properties; a name is undefined where it is not known. */
export class Naming {
  readonly #ask: Ask
  readonly #major: number
  readonly #algorithm: string

  constructor(strategy: Strategy, major: number, algorithm: string | undefined) {
    this.#ask = (method, args) => strategy(method, args, this.#ask)
    this.#major = major
    this.#algorithm = algorithm ?? 'md5'
  }

  table(className: string): string | undefined {
    return this.#ask('classToTableName', [className])
  }

  column(property: string): string | undefined {
    return this.#ask('propertyToColumnName', [property])
  }

  joinKey(name: string, referenced: string, composite: boolean): string | undefined {
    return this.#ask('joinKeyColumnName', [name, referenced, composite])
  }

  joinTable(source: { readonly entity: string; readonly table: string }, target: string, property: string): string | undefined {
    const { entity, table } = source
    return this.#ask('joinTableName', this.#major >= 7 ? [entity, target, property, table] : [table, target, property])
  }

  /** As the strategy says. */
  plain(table: string, columns: readonly string[], type: NameType): string | undefined {
    return this.#ask('indexName', [table, columns, type])
  }

  /** No longer than Postgres takes. */
  short(table: string, columns: readonly string[], type: NameType): string | undefined {
    const name = this.plain(table, columns, type)
    const most = this.#major <= 5 ? 64 : 63
    if (name === undefined || name.length <= most) return name
    const ending = type === 'primary' && this.#major >= 7 ? 'pkey' : type
    return `${name.slice(0, most - 8 - type.length)}_${this.#hash(name)}_${ending}`
  }

  #hash(name: string): string {
    if (this.#major >= 7) return ownHash(name).slice(0, 5)
    return createHash(this.#algorithm).update(name).digest('hex').slice(0, 5)
  }
}

/** MikroORM 7 has a hash of its own. */
function ownHash(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) {
    hash ^= BigInt(text.charCodeAt(i))
    hash = (hash * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return hash.toString(16).padStart(16, '0')
}

const first = (args: readonly Argument[]): string => String(args[0] ?? '')

/** Names in snake_case. */
const underscore: Strategy = (method, args, self) => {
  const table = (name: Argument): string | undefined => self('classToTableName', [name])
  switch (method) {
    case 'joinKeyColumnName':
      return both(table(args[0]), String(args[1] ?? self('referenceColumnName', [])))
    case 'joinColumnName':
      return both(self('underscore', [args[0]]), self('referenceColumnName', []))
    case 'joinTableName':
      return both(typeof args[3] === 'string' ? args[3] : table(args[0]), table(args[2]))
    case 'classToTableName':
    case 'propertyToColumnName':
      return self('underscore', [args[0]])
    case 'underscore':
      return first(args)
        .replace(/([a-z])([A-Z])/g, '$1_$2')
        .toLowerCase()
    default:
      return shared(method, args)
  }
}

function both(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? undefined : `${one}_${other}`
}

/** Names as they are. */
const entityCase: Strategy = (method, args) => {
  const name = first(args)
  const lower = name.slice(0, 1).toLowerCase() + name.slice(1)
  switch (method) {
    case 'joinKeyColumnName':
      return args[2] === true && args[1] !== undefined ? `${lower}_${String(args[1])}` : lower
    case 'joinTableName':
      return `${name}_${String(args[2])}`
    case 'classToTableName':
    case 'propertyToColumnName':
    case 'joinColumnName':
      return name
    default:
      return shared(method, args)
  }
}

function shared(method: Method, [table, columns, type]: readonly Argument[]): string | undefined {
  if (method === 'referenceColumnName') return 'id'
  if (method !== 'indexName' || typeof table !== 'string') return undefined
  const own = table.slice(table.indexOf('.') + 1)
  if (type === 'primary') return `${own}_pkey`
  const parts = Array.isArray(columns) ? columns.map((column: string) => column.replaceAll('.', '_')) : []
  return [own, ...parts, String(type)].join('_')
}

/** The strategy that a configuration names; undefined where it is none that is known. */
export function strategyOf(value: Value | undefined, machine: Machine, inherited: InheritedNames): Strategy | undefined {
  if (value === undefined) return underscore
  const own = value.kind === 'call' && value.isNew ? value.callee : value
  if (own.kind === 'class') return classStrategy(own, machine, inherited)
  if (isMikroOrm(own, 'UnderscoreNamingStrategy')) return underscore
  return isMikroOrm(own, 'EntityCaseNamingStrategy') ? entityCase : undefined
}

/** A strategy of the project, run by its text; what it does not say is said by what it extends. */
function classStrategy(value: Kind<'class'>, machine: Machine, inherited: InheritedNames): Strategy | undefined {
  const { superClass } = value.node
  const parent = superClass ? machine.answer({ node: superClass, program: value.at.program }) : undefined
  const base = parent && strategyOf(parent, machine, inherited)
  if (parent && !base && !isMikroOrm(parent, 'AbstractNamingStrategy')) return undefined
  inherited.base = base ?? shared
  return (method, args, self) => {
    const own = machine.method(value, method)
    if (!own) return base ? base(method, args, self) : shared(method, args)
    return textOf(
      machine.follow(
        own,
        args.map((arg) => asValue(arg, own)),
      ).value,
    )
  }
}

function asValue(arg: Argument, { at }: Value): Value {
  if (typeof arg !== 'object') return literal(arg, at)
  return { kind: 'list', items: arg.map((one) => literal(one, at)), open: false, at }
}

const methods: ReadonlySet<string> = new Set<Method>([
  'classToTableName',
  'propertyToColumnName',
  'joinKeyColumnName',
  'joinTableName',
  'indexName',
  'underscore',
  'referenceColumnName',
  'joinColumnName',
])

/** What a strategy of the project asks of the one that it extends: `super.classToTableName(name)`. */
export class InheritedNames {
  base: Strategy = underscore

  known(value: Value): Value | undefined {
    if (value.kind !== 'call' || value.callee.kind !== 'member' || !methods.has(value.callee.name)) return undefined
    const { object, name } = value.callee
    const isOwn = ((object.kind === 'symbol' || object.kind === 'member') && object.name === 'super') || object.kind === 'instance'
    const args = value.args.map(asArgument)
    if (!isOwn || args.includes(null)) return undefined
    const text = this.#ask(
      name as Method,
      args.filter((arg) => arg !== null),
    )
    return text === undefined ? undefined : literal(text, value.at)
  }

  readonly #ask: Ask = (method, args) => this.base(method, args, this.#ask)
}

function asArgument(value: Value): Argument | null {
  if (value.kind === 'list') {
    const texts = value.items.map(textOf)
    return texts.every((text) => text !== undefined) ? texts : null
  }
  if (value.kind !== 'literal') return null
  return typeof value.value === 'boolean' || typeof value.value === 'string' || value.value === undefined ? value.value : null
}
