import type { TSESTree } from '@typescript-eslint/utils'
import { lookup } from '../../catalog/lookup.ts'
import { writtenDecorators, type ClassNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, literal, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Annotations } from './annotations.ts'
import {
  entry,
  record,
  type Annotation,
  type CheckNotation,
  type EntityNotation,
  type IndexNotation,
  type Problem,
  type PropertyKind,
  type PropertyNotation,
} from './notation.ts'
import { isMikroOrm } from './packages.ts'

/** A decorator that is MikroORM's. */
interface Mark {
  readonly name: string
  readonly args: readonly Value[]
  readonly at: Located
}

const kinds: Readonly<Record<string, PropertyKind>> = lookup({
  Property: 'scalar',
  PrimaryKey: 'scalar',
  SerializedPrimaryKey: 'scalar',
  Enum: 'scalar',
  Formula: 'scalar',
  Embedded: 'embedded',
  ManyToOne: 'm:1',
  OneToOne: '1:1',
  OneToMany: '1:m',
  ManyToMany: 'm:n',
})

type Decorated = ClassNode | Member

type Member = TSESTree.PropertyDefinition | TSESTree.MethodDefinition | TSESTree.AccessorProperty | TSESTree.TSAbstractPropertyDefinition

/** Reads classes with decorators. */
export class ClassReader {
  readonly #machine: Machine
  readonly #annotations: Annotations

  constructor(machine: Machine, annotations: Annotations) {
    this.#machine = machine
    this.#annotations = annotations
  }

  /** Whether a class says that it is an entity, or a part of one. */
  isMarked(node: ClassNode, program: Program): boolean {
    return this.#marks(node, program).some(({ name }) => name === 'Entity' || name === 'Embeddable')
  }

  read({ node, at: { program } }: Kind<'class'>): EntityNotation {
    const marks = this.#marks(node, program)
    const entity = marks.find(({ name }) => name === 'Entity' || name === 'Embeddable')
    const members = node.body.body.filter(isMember)
    const read = members.map((member) => this.#member(member, program))
    const at: Located = { node: node.id ?? node, program }
    return {
      name: node.id?.name ?? 'default',
      role: entity ? (entity.name === 'Entity' ? 'entity' : 'embeddable') : 'base',
      at,
      node,
      options: entity?.args[0] ?? record([], at),
      parent: node.superClass ? this.#machine.answer({ node: node.superClass, program }) : undefined,
      parentAt: node.superClass ? { node: node.superClass, program } : undefined,
      properties: read.flatMap(({ property }) => property ?? []),
      indexes: [...marks.flatMap((mark) => indexOf(mark, undefined)), ...read.flatMap(({ indexes }) => indexes)],
      checks: [...marks.flatMap((mark) => checkOf(mark, undefined)), ...read.flatMap(({ checks }) => checks)],
      problems: [
        ...openOptions(entity?.args[0], 'the options of the entity are not all known'),
        ...read.flatMap(({ problems }) => problems),
      ],
      filters: marks.flatMap(({ name, args: [filter] }) => (name === 'Filter' && filter ? [filter] : [])),
    }
  }

  #marks(node: Decorated, program: Program): Mark[] {
    return writtenDecorators(node).flatMap((decorator): Mark[] => {
      const value = this.#machine.answer({ node: decorator.expression, program })
      if (value.kind !== 'call' || value.callee.kind !== 'import' || !isMikroOrm(value.callee)) return []
      return [{ name: value.callee.name, args: value.args, at: { node: decorator, program } }]
    })
  }

  #member(member: Member, program: Program): MemberNotation {
    const name = keyOf(member)
    if (name === undefined || writtenDecorators(member).length === 0) return nothing
    const marks = this.#marks(member, program)
    const mark = marks.find((one) => one.name in kinds)
    const property = mark && this.#property(member, name, mark, program)
    return {
      property,
      indexes: marks.flatMap((one) => indexOf(one, name)),
      checks: [...marks.flatMap((one) => checkOf(one, name)), ...(property ? checkOption(property) : [])],
      problems: property ? openOptions(property.options, `the options of \`${name}\` are not all known`) : [],
    }
  }

  #property(member: Member, name: string, mark: Mark, program: Program): PropertyNotation {
    const isMethod = member.type === 'MethodDefinition' && member.kind === 'method'
    const at: Located = { node: member, program }
    const extra = isMethod || mark.name === 'Formula' ? [entry('persist', literal(false, at))] : []
    const value = 'value' in member && member.type !== 'MethodDefinition' ? member.value : null
    return {
      name,
      kind: kinds[mark.name] ?? 'scalar',
      options: optionsOf(mark, extra),
      at,
      annotation: this.#annotation(member, program),
      initial: value ? this.#machine.answer({ node: value, program }) : undefined,
    }
  }

  #annotation(member: Member, program: Program): Annotation | undefined {
    const node = member.type === 'MethodDefinition' ? member.value.returnType : member.typeAnnotation
    const optional = 'optional' in member && member.optional
    if (!node) return undefined
    const read = this.#annotations.read(node.typeAnnotation, program)
    return optional ? { ...read, optional } : read
  }
}

interface MemberNotation {
  readonly property: PropertyNotation | undefined
  readonly indexes: readonly IndexNotation[]
  readonly checks: readonly CheckNotation[]
  readonly problems: readonly Problem[]
}

const nothing: MemberNotation = { property: undefined, indexes: [], checks: [], problems: [] }

function isMember(node: Node): node is Member {
  return (
    node.type === 'PropertyDefinition' ||
    node.type === 'MethodDefinition' ||
    node.type === 'AccessorProperty' ||
    node.type === 'TSAbstractPropertyDefinition'
  )
}

function keyOf({ key, computed }: Member): string | undefined {
  if (computed) return undefined
  return key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined
}

/** What the arguments of a decorator say, as one record. */
function optionsOf({ name, args, at }: Mark, extra: readonly Entry[]): Value {
  const given = args.find(({ kind }) => kind === 'record')
  const [first, second] = args
  const isOther = (value: Value | undefined): value is Value => value !== undefined && value !== given && value.kind !== 'unknown'
  const own: Entry[] = [...entriesOf(given), ...extra]
  if (name === 'PrimaryKey') own.push(entry('primary', literal(true, at)))
  if (name === 'Enum') own.push(entry('enum', literal(true, at)))
  if (isOther(first)) own.push(entry(name === 'Enum' ? 'items' : name === 'Formula' ? 'formula' : 'entity', first))
  if (isOther(second)) own.push(entry('mappedBy', second))
  const open = args.some((arg) => arg.kind === 'unknown' || (arg.kind === 'record' && arg.open))
  return record(own, given?.at ?? at, open)
}

function indexOf({ name, args, at }: Mark, property: string | undefined): IndexNotation[] {
  if (name !== 'Index' && name !== 'Unique') return []
  return [{ unique: name === 'Unique', options: args[0] ?? record([], at), property, at }]
}

function checkOf({ name, args, at }: Mark, property: string | undefined): CheckNotation[] {
  return name === 'Check' && args[0] ? [{ options: args[0], property, at }] : []
}

/** `@Property({ check: … })` */
export function checkOption({ name, options, at }: PropertyNotation): CheckNotation[] {
  const found = entriesOf(options).find(({ key }) => key === 'check')
  return found ? [{ options: record([{ ...found, key: 'expression' }], found.at), property: name, at }] : []
}

/** A list of which not all is known. */
export function openList(list: Value | undefined, reason: string): Problem[] {
  return !list || (list.kind === 'list' && !list.open) ? [] : [{ at: list.at, reason }]
}

export function openOptions(options: Value | undefined, reason: string): Problem[] {
  if (!options || (options.kind === 'record' && !options.open)) return []
  return [{ at: options.at, reason }]
}
