import type { Node } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { chainOf, isFrom, linkOf, type Link } from '../../javascript/symbolic/chain.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, itemsOf, propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { textsOf, type Problem } from '../mikro-orm/notation.ts'
import { openList } from '../mikro-orm/read-class.ts'

/** Where `model` comes from. */
const medusaPackages = /^@medusajs\/(?:framework(?:\/utils)?|utils(?:\/.*)?)$/

/** `model.define(…)`, as it is written. */
export interface Dml {
  /** The call that defines it. */
  readonly node: Node
  readonly name: string
  readonly table: string
  /** Where its name stands. */
  readonly at: Located
  readonly fields: readonly Entry[]
  /** There may be more. */
  readonly open: boolean
  readonly indexes: readonly Value[]
  readonly checks: readonly Value[]
  readonly problems: readonly Problem[]
  /** The relations that go with it when it is deleted. */
  readonly deletes: readonly string[]
}

/** Undefined where a value is no model, or its name is not known. */
export function readDml(value: Value): Dml | undefined {
  const chain = chainOf(value)
  const define = isModel(chain.root) ? linkOf(chain, 'define') : undefined
  const [given, schema] = define?.args ?? []
  if (!define || !given) return undefined
  const table = textOf(given) ?? textOf(propertyOf(given, 'tableName'))
  const name = textOf(given) ?? textOf(propertyOf(given, 'name')) ?? table
  if (table === undefined || name === undefined) return undefined
  const at = (propertyOf(given, 'tableName') ?? given).at
  const own = name.slice(name.indexOf('.') + 1)
  return {
    node: define.at.node,
    name: upperFirst(camelCase(own)),
    table: snakeCase(table),
    at,
    fields: entriesOf(schema),
    open: schema?.kind !== 'record' || schema.open,
    indexes: itemsOf(linkOf(chain, 'indexes')?.args?.[0]),
    checks: itemsOf(linkOf(chain, 'checks')?.args?.[0]),
    problems: ['indexes', 'checks'].flatMap((key) => openList(linkOf(chain, key)?.args?.[0], `its ${key} are not all known`)),
    deletes: textsOf(propertyOf(linkOf(chain, 'cascades')?.args?.[0], 'delete')) ?? [],
  }
}

function isModel(root: Value): boolean {
  return isFrom(root, medusaPackages, 'model')
}

/** What a field is: `model.text().nullable()` is text, and may be null. */
export interface Field {
  readonly type: string
  readonly args: readonly Value[]
  readonly links: readonly Link[]
}

export function readField({ value }: Entry, machine: Machine): Field | undefined {
  const chain = chainOf(value.kind === 'function' ? machine.follow(value, []).value : value)
  const [first, ...links] = chain.links
  return isModel(chain.root) && first?.args ? { type: first.name, args: first.args, links } : undefined
}

export function linkNamed({ links }: Field, name: string): Link | undefined {
  return links.find((link) => link.name === name && link.args !== undefined)
}

export function snakeCase(text: string): string {
  return text.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
}

function camelCase(text: string): string {
  if (/^[a-zA-Z][a-zA-Z0-9]*[A-Z][a-z0-9]+$/.test(text)) return text
  return text.toLowerCase().replace(/(?<![^a-zA-Z0-9])[^a-zA-Z0-9]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
