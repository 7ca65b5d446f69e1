import { bare, type ClassNode, type Node } from '../../javascript/nodes.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { symbol, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { emptyArgs, type ClassArgs } from './class-args.ts'
import { noteOnClass } from './class-notes.ts'
import { decoratorsOf } from './decorators.ts'
import { designType } from './design-type.ts'
import { noteOnProperty, type PropertyNote } from './property-notes.ts'

/** Reads what the decorators of classes say, each class once. */
export class ClassReader {
  readonly machine: Machine
  readonly #modules: Modules
  readonly #known = new Map<ClassNode, ClassArgs>()
  /** Classes whose bases are being read. */
  readonly #asked = new Set<ClassNode>()

  constructor(machine: Machine, modules: Modules) {
    this.machine = machine
    this.#modules = modules
  }

  read(value: Kind<'class'>): ClassArgs {
    const { node, at, scope } = value
    const before = this.#known.get(node)
    if (before) return before
    const { program } = at
    const name = node.id ?? node
    const args = emptyArgs(node, node.id?.name ?? '', { node: name, program }, this.#parentOf(value))
    this.#known.set(node, args)
    this.#noteMembers(value, args)
    const { applied, unknown } = decoratorsOf(node, at, this.machine, scope, value)
    for (const one of applied) noteOnClass(one, args, this.machine)
    if (args.table) args.unread.push(...unknown.map((place) => ({ at: place, reason: 'this decorator is not known' })))
    return args
  }

  #parentOf({ node, at: { program }, scope }: Kind<'class'>): ClassArgs['parent'] {
    if (!node.superClass) return undefined
    this.#asked.add(node)
    const place = { node: node.superClass, program }
    const base = this.machine.answer(place, scope)
    const parent = base.kind === 'class' && !this.#asked.has(base.node) ? { args: this.read(base), at: place } : undefined
    this.#asked.delete(node)
    return parent
  }

  #noteMembers({ node, at: { program }, scope }: Kind<'class'>, args: ClassArgs): void {
    for (const member of node.body.body) {
      const property = memberName(member)
      if (property === undefined) continue
      const at = { node: member, program }
      const { applied, unknown } = decoratorsOf(member, at, this.machine, scope, symbol(args.name, at), property)
      const note: PropertyNote = { property, at, designType: () => this.#designType(member, at), read: (type) => this.#classOf(type) }
      for (const one of applied) noteOnProperty(one, note, args, this.machine)
      args.unread.push(...unknown.map((place) => ({ at: place, reason: 'this decorator is not known' })))
    }
  }

  #designType(member: Node, { program }: Located): string | undefined {
    const annotation = 'typeAnnotation' in member ? member.typeAnnotation : undefined
    if (annotation?.type !== 'TSTypeAnnotation') return undefined
    return designType({ node: annotation.typeAnnotation, program }, this.#modules)
  }

  /** The class that a function such as `() => Name` gives. */
  #classOf(type: Value): ClassArgs | undefined {
    const value = type.kind === 'function' ? this.machine.call(type, [], type.at) : type
    return value.kind === 'class' ? this.read(value) : undefined
  }
}

function memberName(member: Node): string | undefined {
  switch (member.type) {
    case 'PropertyDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'AccessorProperty':
    case 'MethodDefinition': {
      const key = bare(member.key)
      if (member.static) return undefined
      if (key.type === 'Identifier' && !member.computed) return key.name
      return key.type === 'Literal' ? String(key.value) : undefined
    }
    default:
      return undefined
  }
}
