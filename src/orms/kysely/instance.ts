import { firstOf } from '../../javascript/first-of.ts'
import { isInstance, originsOf } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { sourceText, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { waysOf } from '../ways.ts'
import { isGiven } from './call-writing.ts'
import type { Naming } from './expressions.ts'
import { seenNaming } from './naming.ts'

/** An instance of Kysely, or something that makes queries as one does. */
export interface Instance {
  /** What its plugins make of names; undefined where it is not seen made. */
  readonly naming: Naming | undefined
  /** What `withSchema` was given where it was made. */
  readonly schema: Value | undefined
}

const unseen: Instance = { naming: undefined, schema: undefined }

const classes = /^(?:Kysely|Transaction|ControlledTransaction|QueryCreator|ExpressionBuilder|default)$/

/** Finds out what is an instance of Kysely: what cannot be seen, and has its methods, is taken for it. */
export class Instances {
  readonly #machine: Machine
  readonly #known = new Map<Value, Instance | undefined>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  of(value: Value): Instance | undefined {
    if (!this.#known.has(value)) {
      this.#known.set(value, undefined)
      this.#known.set(value, this.#find(value))
    }
    return this.#known.get(value)
  }

  #find(value: Value): Instance | undefined {
    if (isGiven(value)) return unseen
    const ways = waysOf(value)
    if (ways) return ways.of.map((way) => this.of(way)).find((one) => one !== undefined)
    const origins = originsOf(value, this.#machine)
    const made = origins.flatMap((origin) => this.#made(origin) ?? this.#changed(origin) ?? this.#sure(origin) ?? [])
    const found = made.find(({ naming }) => naming) ?? made[0]
    if (found) return { ...found, schema: firstOf(made, ({ schema }) => schema) }
    const handed = value.kind === 'symbol' ? this.#handed(value) : undefined
    if (handed) return handed
    return origins.every((origin) => isSomethingElse(origin, this.#machine)) ? undefined : unseen
  }

  #sure(value: Value): Instance | undefined {
    return value.kind === 'call' && value.callee.kind === 'member' && /kysely/i.test(value.callee.name) ? unseen : undefined
  }

  #made(value: Value): Instance | undefined {
    if (!isInstance(value, this.#machine, isClass)) return undefined
    const options = value.kind === 'call' ? value.args[0] : undefined
    return options?.kind === 'record' ? { ...unseen, naming: seenNaming(options) } : unseen
  }

  /** `db.withSchema('crm')`, `db.withPlugin(plugin)` */
  #changed(value: Value): Instance | undefined {
    if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined
    const { name, object } = value.callee
    if (name === 'withSchema') {
      const instance = this.of(object)
      return instance && { ...instance, schema: value.args[0] }
    }
    const instance = /^with(?:Plugin|outPlugins|Tables)$/.test(name) ? this.of(object) : undefined
    return instance && { ...instance, naming: undefined }
  }

  /** `db.transaction().execute(async (trx) => …)`, and `db.connection().execute(…)`. */
  #handed({ declared }: Kind<'symbol'>): Instance | undefined {
    const call = declared?.program.callGiving(declared.node)
    if (!declared || call?.callee.type !== 'MemberExpression') return undefined
    let at: Value = this.#machine.evaluate({ node: call.callee.object, program: declared.program })
    while (at.kind === 'call' && at.callee.kind === 'member') {
      const { name, object }: Kind<'member'> = at.callee
      if (opening.test(name)) return this.of(object)
      at = object
    }
    return undefined
  }
}

const opening = /^(?:transaction|connection|startTransaction)$/

function isClass(of: Value): boolean {
  if (of.kind === 'import') return /kysely/i.test(of.from) && classes.test(of.name)
  return of.kind === 'unknown' && /^(?:Kysely|Transaction)$/.test(sourceText(of.at))
}

/** Something of the program, or of a library that makes no such queries. */
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
      return value.isNew && !isInstance(value, machine, (of) => of.kind === 'unknown' || (of.kind === 'import' && !others.test(of.from)))
    case 'import':
      return others.test(value.from)
    case 'unknown':
      return value.reason.includes('leads back to itself')
    default:
      return false
  }
}

/** Packages whose things have methods of these names, and are no Kysely. */
const others = /^(?:typeorm|knex|objection|sequelize|drizzle-orm|@prisma|@supabase|mongoose|node:|fs$|path$)/
