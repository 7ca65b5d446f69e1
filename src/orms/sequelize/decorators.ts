import type { TSESTree } from '@typescript-eslint/utils'
import { lookup } from '../../catalog/lookup.ts'
import { writtenDecorators, type ClassNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, propertyOf, textOf, type Entry, type RecordValue, type Value } from '../../javascript/symbolic/value.ts'
import { known } from './associations.ts'
import { saidOf } from './attributes.ts'
import { typeNamed, type DataType } from './data-types.ts'
import type { Definition } from './define.ts'
import type { Attribute, Said } from './model.ts'

const typescript = /^sequelize-typescript$/

export interface Decorator {
  readonly name: string
  /** Undefined where it is not called. */
  readonly args: readonly Value[] | undefined
  readonly node: Node
  /** What it comes to, which is one thing for all that it is put on. */
  readonly callee: Value
}

export interface Property {
  readonly name: string
  readonly node: Node
  readonly decorators: readonly Decorator[]
  readonly type: TSESTree.TypeNode | undefined
}

/** A class with the decorators of sequelize-typescript. */
export function decoratedModel(node: ClassNode, program: Program, machine: Machine, shared: readonly Entry[]): Definition | undefined {
  if (writtenDecorators(node).length === 0) return undefined
  const decorators = decoratorsOf(writtenDecorators(node), program, machine)
  const table = decorators.find(({ name }) => name === 'Table')
  if (!table || !node.id) return undefined
  const properties = propertiesOf(node, program, machine)
  const [given] = table.args ?? []
  const options = optionsOf(given, properties, { node: table.node, program }, scopesOf(decorators, machine))
  return {
    name: node.id.name,
    nameSpot: { file: program.file, range: node.id.range },
    attributes: properties.flatMap((property) => attributeOf(property, program)),
    options,
    shared,
    ...(propertyOf(given, 'indexes') ? {} : { indexes: indexesOf(properties, program) }),
    spot: { file: program.file, range: table.node.range },
    nodes: [node],
    program,
    unread: [],
  }
}

/** `@DefaultScope(() => …)` and `@Scopes(() => …)` */
function scopesOf(decorators: readonly Decorator[], machine: Machine): Entry[] {
  return decorators.flatMap(({ name, args }): Entry[] => {
    const [given] = args ?? []
    const key = name === 'DefaultScope' ? 'defaultScope' : name === 'Scopes' ? 'scopes' : undefined
    if (!given || key === undefined) return []
    const value = given.kind === 'function' ? machine.call(given, [], given.at) : given
    return [{ key, value, at: given.at }]
  })
}

function decoratorsOf(nodes: readonly TSESTree.Decorator[], program: Program, machine: Machine): Decorator[] {
  return nodes.flatMap((node): Decorator[] => {
    const value = machine.evaluate({ node: node.expression, program })
    if (isShared(value)) return [{ name: 'createIndexDecorator', args: undefined, node, callee: value }]
    const [callee, args] = value.kind === 'call' ? [value.callee, value.args] : [value, undefined]
    if (isShared(callee)) return [{ name: 'createIndexDecorator', args, node, callee }]
    return callee.kind === 'import' && isFrom(callee, typescript) ? [{ name: callee.name, args, node, callee }] : []
  })
}

/** A decorator that is made once for several properties. */
function isShared(value: Value): boolean {
  return value.kind === 'call' && isFrom(value.callee, typescript, 'createIndexDecorator')
}

/** Those of the classes that it extends come first. */
export function propertiesOf(node: ClassNode, program: Program, machine: Machine, depth = 0): Property[] {
  const base = node.superClass && depth < 10 ? machine.evaluate({ node: node.superClass, program }) : undefined
  const inherited = base?.kind === 'class' ? propertiesOf(base.node, base.at.program, machine, depth + 1) : []
  const own = node.body.body.flatMap((member): Property[] => {
    if (member.type !== 'PropertyDefinition' && member.type !== 'MethodDefinition' && member.type !== 'AccessorProperty') return []
    const name = member.key.type === 'Identifier' ? member.key.name : member.key.type === 'Literal' ? String(member.key.value) : undefined
    const decorators = decoratorsOf(writtenDecorators(member), program, machine)
    if (name === undefined || decorators.length === 0) return []
    const type = member.type === 'MethodDefinition' ? member.value.returnType : member.typeAnnotation
    return [{ name, node: member, decorators, type: type?.typeAnnotation }]
  })
  const names = new Set(own.map(({ name }) => name))
  return [...inherited.filter(({ name }) => !names.has(name)).map((one) => ({ ...one, node: node.superClass ?? node })), ...own]
}

function argumentOf(property: Property, name: string): { readonly value: Value | undefined } | undefined {
  const found = property.decorators.find((decorator) => decorator.name === name)
  return found && { value: found.args?.[0] }
}

function attributeOf(property: Property, program: Program): Attribute[] {
  const column = argumentOf(property, 'Column')
  const time = ['CreatedAt', 'UpdatedAt', 'DeletedAt'].some((name) => argumentOf(property, name))
  if (!column) return []
  const said: Said = column.value ? saidOf(column.value) : {}
  const type = said.type ?? inferredType(property.type)
  return [
    {
      ...known(said),
      ...known(ofDecorators(property)),
      type,
      ...(type || time ? { unread: undefined } : { unread: ['the type of this column is not known'] }),
      name: property.name,
      spot: { file: program.file, range: property.node.range },
    },
  ]
}

function ofDecorators(property: Property): Said {
  const has = (name: string): true | undefined => (argumentOf(property, name) ? true : undefined)
  const allowNull = argumentOf(property, 'AllowNull')
  const unique = argumentOf(property, 'Unique')
  const value = argumentOf(property, 'Default')?.value
  return {
    primaryKey: has('PrimaryKey'),
    autoIncrement: has('AutoIncrement'),
    allowNull: allowNull && !(allowNull.value?.kind === 'literal' && allowNull.value.value === false),
    unique: unique && uniqueOf(unique.value),
    default:
      value && saidOf({ kind: 'record', open: false, at: value.at, entries: [{ key: 'defaultValue', value, at: value.at }] }).default,
  }
}

function uniqueOf(value: Value | undefined): Said['unique'] {
  const name = textOf(value) ?? textOf(propertyOf(value, 'name'))
  return name === undefined && value?.kind !== 'record' ? !(value?.kind === 'literal' && value.value === false) : { name }
}

/** As the compiler tells decorators of types: a class by its name, and nothing of anything else. */
function inferredType(type: TSESTree.TypeNode | undefined): DataType | undefined {
  const name = type && designName(type)
  const types: Readonly<Record<string, string>> = lookup({
    string: 'STRING',
    bigint: 'BIGINT',
    number: 'INTEGER',
    boolean: 'BOOLEAN',
    Date: 'DATE',
    Buffer: 'BLOB',
  })
  const found = name === undefined ? undefined : types[name]
  return found === undefined ? undefined : typeNamed(found)
}

/** Of a union, what is left without `null` and `undefined`, where that is one thing. */
function designName(type: TSESTree.TypeNode): string | undefined {
  switch (type.type) {
    case 'TSStringKeyword':
    case 'TSTemplateLiteralType':
      return 'string'
    case 'TSNumberKeyword':
      return 'number'
    case 'TSBooleanKeyword':
      return 'boolean'
    case 'TSBigIntKeyword':
      return 'bigint'
    case 'TSLiteralType':
      return type.literal.type === 'Literal' ? typeof type.literal.value : undefined
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' ? type.typeName.name : undefined
    case 'TSUnionType': {
      const names = new Set(type.types.filter(({ type: kind }) => !/^TS(?:Null|Undefined)Keyword$/.test(kind)).map(designName))
      return names.size === 1 ? [...names][0] : undefined
    }
    default:
      return undefined
  }
}

/** What is said with the table, and by decorators of times. */
function optionsOf(
  given: Value | undefined,
  properties: readonly Property[],
  at: Value['at'],
  scopes: readonly Entry[],
): RecordValue & { at: Value['at'] } {
  const times = ['CreatedAt', 'UpdatedAt', 'DeletedAt'].flatMap((name): Entry[] => {
    const property = properties.find((one) => argumentOf(one, name))
    if (!property) return []
    const place = { node: property.node, program: at.program }
    const literal = (value: string | boolean): Value => ({ kind: 'literal', value, at: place })
    const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
    return [
      { key, value: literal(property.name), at: place },
      { key: 'timestamps', value: literal(true), at: place },
      ...(name === 'DeletedAt' ? [{ key: 'paranoid', value: literal(true), at: place }] : []),
    ]
  })
  const own = entriesOf(given)
  const fresh = [...times, ...scopes].filter(({ key }) => !own.some((entry) => entry.key === key))
  return { kind: 'record', entries: [...own, ...fresh], open: given?.kind === 'record' && given.open, at }
}

/** `@Index` of several properties with one name is one index; those with a name come first. */
function indexesOf(properties: readonly Property[], program: Program): Value[] {
  const found = properties.flatMap((property) => property.decorators.map((decorator) => ({ property, decorator })))
  const groups = new Map<unknown, { entries: readonly Entry[]; fields: Value[]; at: Value['at']; named: boolean }>()
  for (const { property, decorator } of found) {
    if (decorator.name !== 'Index' && decorator.name !== 'createIndexDecorator') continue
    const at = { node: decorator.node, program }
    const own = decorator.name === 'Index' ? decorator.args?.[0] : sharedOptions(decorator.callee)
    const field = decorator.name === 'Index' ? own : decorator.args?.[0]
    const name = textOf(own) ?? textOf(propertyOf(own, 'name'))
    const key = decorator.name === 'Index' ? (name ?? decorator) : decorator.callee.at.node
    const group = groups.get(key) ?? { entries: indexEntries(own, at), fields: [], at, named: name !== undefined }
    groups.set(key, group)
    group.fields.push(fieldValue(property.name, field, at))
  }
  const all = [...groups.values()].sort((a, b) => Number(b.named) - Number(a.named))
  return all.map(({ entries, fields, at }) => ({
    kind: 'record',
    open: false,
    at,
    entries: [...entries, { key: 'fields', value: { kind: 'list', items: fields, open: false, at }, at }],
  }))
}

function sharedOptions(callee: Value): Value | undefined {
  return callee.kind === 'call' ? callee.args[0] : undefined
}

const ofField = /^(?:length|order|collate)$/

function indexEntries(own: Value | undefined, at: Value['at']): readonly Entry[] {
  if (own && textOf(own) !== undefined) return [{ key: 'name', value: own, at }]
  return entriesOf(own).filter(({ key }) => !ofField.test(key))
}

function fieldValue(name: string, own: Value | undefined, at: Value['at']): Value {
  const literal: Value = { kind: 'literal', value: name, at }
  const more = entriesOf(own).filter(({ key }) => ofField.test(key))
  return { kind: 'record', open: false, at, entries: [{ key: 'name', value: literal, at }, ...more] }
}
