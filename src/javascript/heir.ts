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

/** So many classes of a file are asked what they inherit, and on so many heirs methods are run. */
export const mostHeirs = 20

/** What is made for an heir, once for each; for more of them than that, nothing is. */
export function keptForHeirs<One extends Pick<Heir, 'name'>, Made>(make: (heir: One) => Made): (heir: One) => Made | undefined {
  const known = new Map<string, Made>()
  return (heir) => {
    if (!known.has(heir.name) && known.size < mostHeirs) known.set(heir.name, make(heir))
    return known.get(heir.name)
  }
}
