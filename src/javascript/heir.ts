import type { ClassNode } from './nodes.ts'
import type { Program } from './program.ts'

/** The class of what a method is called on, where that extends the one in which the method stands. */
export class Heir {
  readonly node: ClassNode
  readonly program: Program
  readonly #bases: ReadonlySet<ClassNode>

  /** With all the classes that it extends, those of which it does so by way of others included. */
  constructor(node: ClassNode, program: Program, bases: Iterable<ClassNode>) {
    this.node = node
    this.program = program
    this.#bases = new Set(bases)
  }

  /** Whether `this` is of the heir in a method of a class. */
  extends(node: ClassNode): boolean {
    return this.#bases.has(node)
  }

  /** Tells it from others. */
  get name(): string {
    return `${this.program.file}:${String(this.node.range[0])}`
  }
}
