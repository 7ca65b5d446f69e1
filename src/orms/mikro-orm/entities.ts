import { constantsIn } from '../../javascript/symbolic/exports.ts'
import { writtenDecorators, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { classAt, itemsOf, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { World } from '../orm.ts'
import { Annotations } from './annotations.ts'
import type { EntitySource } from './models.ts'
import type { EntityNotation } from './notation.ts'
import { ClassReader } from './read-class.ts'
import { isSchema, readSchema } from './read-schema.ts'

/** All entities that are told, and those that they lead to. */
export class Entities implements EntitySource {
  readonly machine: Machine
  readonly #classes: ClassReader
  readonly #byNode = new Map<Node, EntityNotation>()
  readonly #byName = new Map<string, EntityNotation>()

  constructor(machine: Machine, { modules }: Pick<World, 'modules'>) {
    this.machine = machine
    this.#classes = new ClassReader(machine, new Annotations(machine, modules))
  }

  get all(): EntityNotation[] {
    return [...new Set([...this.#byNode.values(), ...this.#byName.values()])]
  }

  /** The entities that a file tells. */
  readFile(program: Program): void {
    for (const node of program.classes) {
      if (writtenDecorators(node).length > 0 && this.#classes.isMarked(node, program)) this.#read(classAt(node, program))
    }
    const shown = this.machine.shown(program, 'default')
    for (const value of [...constantsIn(program).map((node) => this.machine.evaluate({ node, program })), ...(shown ? [shown] : [])])
      for (const one of value.kind === 'list' ? itemsOf(value) : [value]) if (isSchema(one)) this.#schema(one)
  }

  /** The entity or the base that a value means. */
  find(value: Value | undefined): EntityNotation | undefined {
    switch (value?.kind) {
      case 'function':
        return this.find(notFunction(this.machine.follow(value, []).value))
      case 'literal': {
        const name = textOf(value)
        return name === undefined ? undefined : this.#byName.get(name)
      }
      case 'class':
        return this.#byNode.get(value.node) ?? this.#tied(value) ?? this.#read(value)
      case 'member':
        return value.name === 'class' ? this.find(value.object) : undefined
      case 'call':
        return isSchema(value) ? this.#schema(value) : undefined
      default:
        return undefined
    }
  }

  named(name: string): EntityNotation | undefined {
    return this.#byName.get(name)
  }

  /** A class that extends what its schema makes. */
  #tied({ node, at: { program } }: Kind<'class'>): EntityNotation | undefined {
    if (node.superClass?.type !== 'MemberExpression') return undefined
    const parent = this.machine.answer({ node: node.superClass, program })
    return parent.kind === 'member' ? this.find(parent) : undefined
  }

  #read(value: Kind<'class'>): EntityNotation {
    const known = this.#byNode.get(value.node)
    if (known) return known
    const notation = this.#classes.read(value)
    this.#byNode.set(value.node, notation)
    if (notation.role !== 'base' && !this.#byName.has(notation.name)) this.#byName.set(notation.name, notation)
    return notation
  }

  #schema(value: Kind<'call'>): EntityNotation | undefined {
    const notation = readSchema(value, this.machine)
    if (!notation) return undefined
    const known = this.#byName.get(notation.name)
    if (known) return known
    this.#byName.set(notation.name, notation)
    if (notation.node) this.#byNode.set(notation.node, notation)
    return notation
  }
}

function notFunction(value: Value): Value | undefined {
  return value.kind === 'function' ? undefined : value
}
