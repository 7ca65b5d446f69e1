import { constantsIn } from '../../javascript/symbolic/exports.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { chainOf, linkOf } from '../../javascript/symbolic/chain.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { literal, propertyOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import type { EntitySource } from '../mikro-orm/models.ts'
import {
  entry,
  record,
  type CheckNotation,
  type EntityNotation,
  type IndexNotation,
  type Problem,
  type PropertyNotation,
} from '../mikro-orm/notation.ts'
import { linkNamed, readDml, readField, type Dml, type Field } from './dml.ts'
import { implicitFields, isRelation, propertyOfField, rawField } from './fields.ts'
import { indexOn, listedIndex, notDeleted } from './indexes.ts'
import { relationOf, type DmlSource } from './relations.ts'

/** Medusa's models as the entities of MikroORM that they become. */
export class MedusaModels implements EntitySource {
  readonly machine: Machine
  readonly #dml = new Map<Node, Dml>()
  readonly #entities = new Map<Dml, EntityNotation>()

  constructor(machine: Machine) {
    this.machine = machine
  }

  readFile(program: Program): void {
    const shown = this.machine.shown(program, 'default')
    for (const value of [...constantsIn(program).map((node) => this.machine.evaluate({ node, program })), ...(shown ? [shown] : [])])
      this.dml(value)
  }

  get all(): EntityNotation[] {
    return [...this.#dml.values()].map((dml) => this.#entity(dml))
  }

  find(value: Value | undefined): EntityNotation | undefined {
    const found = this.dml(value)
    return found && this.#entity(found)
  }

  named(): undefined {
    return undefined
  }

  dml(value: Value | undefined): Dml | undefined {
    if (!value) return undefined
    const own = value.kind === 'function' ? this.machine.follow(value, []).value : value
    const node = linkOf(chainOf(own), 'define')?.at.node
    const known = node && this.#dml.get(node)
    if (known) return known
    const dml = readDml(own)
    if (dml) this.#dml.set(dml.node, dml)
    return dml
  }

  #entity(dml: Dml): EntityNotation {
    const known = this.#entities.get(dml)
    if (known) return known
    const made = new Reading(dml, this).entity()
    this.#entities.set(dml, made)
    return made
  }
}

/** One model that is being read. */
class Reading {
  readonly #dml: Dml
  readonly #models: MedusaModels
  readonly #source: DmlSource
  readonly #properties: PropertyNotation[] = []
  readonly #raw: PropertyNotation[] = []
  readonly #indexes: IndexNotation[] = []
  readonly #problems: Problem[] = []

  constructor(dml: Dml, models: MedusaModels) {
    this.#dml = dml
    this.#models = models
    const fieldsOf = (of: Dml): { name: string; field: Field }[] =>
      of.fields.flatMap((one) => {
        const field = readField(one, models.machine)
        return field ? [{ name: one.key, field }] : []
      })
    this.#source = {
      find: (value) => models.dml(value),
      fieldsOf,
      field: (of, name) => fieldsOf(of).find((one) => one.name === name)?.field,
    }
  }

  entity(): EntityNotation {
    const { fields, table, at, name, open } = this.#dml
    this.#problems.push(...this.#dml.problems)
    for (const field of fields) this.#field(field)
    if (open) this.#problems.push({ at, reason: 'its fields are not all known' })
    this.#indexes.push(indexOn(table, ['deleted_at'], { unique: false, where: notDeleted }, at))
    this.#listed()
    return {
      name,
      role: 'entity',
      at,
      node: undefined,
      options: record([entry('tableName', literal(table, at))], at),
      parent: undefined,
      parentAt: undefined,
      properties: [...this.#properties, ...this.#raw, ...implicitFields(at)],
      indexes: this.#indexes,
      checks: this.#dml.checks.map(checkOf),
      problems: this.#problems,
      filters: [],
    }
  }

  #field(one: Entry): void {
    const { key, at } = one
    const field = readField(one, this.#models.machine)
    if (!field) this.#problems.push({ at, reason: `what \`${key}\` is is not known` })
    else if (isRelation(field)) this.#relation(one, field)
    else this.#column(one, field)
  }

  #relation({ key, at }: Entry, field: Field): void {
    const found = relationOf(key, field, this.#dml, at, this.#source)
    if (!found) this.#problems.push({ at, reason: `what \`${key}\` refers to is not known` })
    this.#properties.push(...(found?.properties ?? []))
    this.#indexes.push(...(found?.indexes ?? []))
  }

  #column({ key, at }: Entry, field: Field): void {
    const property = propertyOfField(key, field, at)
    const raw = rawField(key, field, at)
    if (property) this.#properties.push(property)
    if (raw) this.#raw.push(raw)
    for (const kind of ['index', 'unique']) {
      const link = linkNamed(field, kind)
      const name = link?.args?.[0]
      if (!link || !property) continue
      const given = name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined
      this.#indexes.push(indexOn(this.#dml.table, [key], { unique: kind === 'unique', where: notDeleted, name: given }, name?.at ?? at))
    }
  }

  #listed(): void {
    for (const given of this.#dml.indexes) {
      const { index, problem } = listedIndex(given, this.#dml.table)
      if (index) this.#indexes.push(index)
      if (problem) this.#problems.push(problem)
    }
  }
}

function checkOf(given: Value): CheckNotation {
  const isWhole = given.kind === 'record' && propertyOf(given, 'expression') !== undefined
  return { options: isWhole ? given : record([entry('expression', given)], given.at), property: undefined, at: given.at }
}
