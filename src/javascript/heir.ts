import type { ClassNode } from './nodes.ts'
import type { Program } from './program.ts'

/** The class of what a method is called on, where that extends the one in which the method stands. */
export class Heir {
  /** The class in which the method stands. */
  readonly of: ClassNode
  readonly node: ClassNode
  readonly program: Program

  constructor(of: ClassNode, node: ClassNode, program: Program) {
    this.of = of
    this.node = node
    this.program = program
  }

  /** Tells it from others. */
  get name(): string {
    return `${this.program.file}:${String(this.node.range[0])}`
  }
}
